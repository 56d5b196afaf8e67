import { nearest } from "../../diagnostics/nearest.js";
import { listNames } from "../../diagnostics/suggestion.js";
import { isHistogram } from "../../model/metric/any-metric.js";
import { closedValues } from "../../model/metric/label.js";
import type { CatalogueSeries } from "../../model/system/catalogue.js";
import type { Matcher, VectorSelector } from "../../promql/index.js";
import { compileMatcher, hasVariable, metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { isOfService, knownSeries } from "../expression/series.js";

export const unknownLabelValue: Check = {
  id: "promql/unknown-label-value",
  on: "query",
  needsCatalogue: true,
  reads: "selectors",
  *run(subject) {
    for (const { expr } of subject.parts.selectors) {
      yield* notStored(expr, subject);
      const series = knownSeries(expr, subject.context);
      if (!series) continue;
      for (const matcher of expr.matchers) {
        const values = valuesOf(matcher.label, series);
        if (!values || matcher.variable || hasVariable(matcher.value) || canMatch(matcher, values)) continue;
        if (isOfService(matcher, series) || isLatencyBound(matcher, subject)) continue;
        const isWord = !matcher.operator.endsWith("~") && matcher.label !== "le";
        const near = isWord ? nearest(matcher.value, values) : undefined;
        yield {
          summary: `the label "${matcher.label}" of ${series.name} is never ${shown(matcher)}`,
          details: negative(matcher)
            ? "The matcher excludes a value that does not occur, so it excludes nothing."
            : "The selector selects nothing.",
          fix: near === undefined ? `write one of ${listNames(values.map(quoted))}` : `write ${quoted(near)}`,
          at: subject.locate(matcher.valueStart, matcher.valueEnd),
        };
      }
    }
  },
};

/** True for the bucket of an SLO of latency, which is reported once, at its bound. */
function isLatencyBound({ label, value }: Matcher, { rule }: AnalyzedQuery): boolean {
  return label === "le" && rule?.latencyBound === Number(value);
}

/** Matchers for which the servers of the catalogue have no series. Other values may come, unless one is misspelt. */
function* notStored(selector: VectorSelector, subject: AnalyzedQuery): Generator<Finding> {
  const { catalogue, recorded } = subject.context;
  const name = metricName(selector) ?? "";
  const stored = recorded.has(name) ? undefined : catalogue?.storedValues?.get(name);
  if (!stored) return;
  for (const matcher of selector.matchers) {
    const { label, operator, value, variable } = matcher;
    const values = stored.get(label);
    if (!values || variable || hasVariable(value) || canMatch(matcher, values)) continue;
    const alternatives = operator.endsWith("~") ? listAlternatives(value) : [value];
    const written = alternatives.find((one) => nearestStored(one, values) !== undefined);
    const near = written === undefined ? undefined : nearestStored(written, values);
    // A negative matcher may be there for what is not yet.
    if (near === undefined && negative(matcher)) continue;
    const effect = negative(matcher) ? "excludes nothing there" : "selects nothing there, until such a series comes";
    const list = values.length === 0 || values.length > maxListed ? "" : ` There are ${values.map(quoted).join(", ")}.`;
    yield {
      severity: near === undefined ? "info" : "warning",
      summary: `${catalogue?.origin} has no ${name} with ${label}${operator.endsWith("~") ? "=~" : "="}${quoted(value)}`,
      details: `The matcher ${effect}.${list}`,
      ...(near !== undefined && {
        fix: alternatives.length > 1 ? `write ${near} in place of ${written}` : `write ${quoted(near)}`,
      }),
      at: subject.locate(matcher.valueStart, matcher.valueEnd),
    };
  }
}

/** Longer lists of values are not printed. */
const maxListed = 8;

/** The value that is meant. Short words and numbers are near each other without being misspelt: `us` and `uk`, `db-1` and `db-2`. */
function nearestStored(written: string, values: readonly string[]): string | undefined {
  const digits = (value: string) => value.replace(/\D/g, "");
  if (written.replace(/\d/g, "").length < 4) return undefined;
  return nearest(
    written,
    values.filter((value) => digits(value) === digits(written)),
  );
}

/** The values of a pattern such as `GET|POST`; none if it matches more than a list of them. */
function listAlternatives(pattern: string): readonly string[] {
  return /[\\^$.*+?()[\]{}]/.test(pattern) ? [] : pattern.split("|");
}

/** All the values that a label of a series can have, where that is known. */
function valuesOf(label: string, { labels, part, metric, owners }: CatalogueSeries): readonly string[] | undefined {
  if (label === "le" && part === "bucket" && metric && isHistogram(metric) && owners.length < 2) {
    // Whole numbers are written 1 by some clients and by Prometheus 2, and 1.0 by others and by Prometheus 3.
    return [
      ...metric.buckets.flatMap((bound) => (Number.isInteger(bound) ? [`${bound}`, `${bound}.0`] : `${bound}`)),
      "+Inf",
    ];
  }
  const spec = Object.hasOwn(labels, label) ? labels[label] : undefined;
  return spec === undefined ? undefined : closedValues(spec);
}

function negative({ operator }: Matcher): boolean {
  return operator.startsWith("!");
}

/** True if the matcher can match a value of the list, or an absent label. */
function canMatch({ operator, value }: Matcher, values: readonly string[]): boolean {
  if (operator === "=" || operator === "!=") return value === "" || values.includes(value);
  const pattern = compileMatcher(value);
  return !pattern.isValid || pattern.test("") || values.some((candidate) => pattern.test(candidate));
}

function shown({ operator, value }: Matcher): string {
  return operator.endsWith("~") ? `anything that matches ${value}` : quoted(value);
}

function quoted(value: string): string {
  return JSON.stringify(value);
}
