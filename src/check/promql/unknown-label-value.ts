import { nearest } from "../../diagnostics/nearest.js";
import { isHistogram } from "../../model/metric/any-metric.js";
import { closedValues } from "../../model/metric/label.js";
import type { CatalogueSeries } from "../../model/system/catalogue.js";
import type { Matcher } from "../../promql/index.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import type { Check } from "../check.js";
import { isOfSelector, knownSeries } from "../expression/series.js";

export const unknownLabelValue: Check = {
  id: "promql/unknown-label-value",
  on: "query",
  needsCatalogue: true,
  reads: "selectors",
  *run(subject) {
    for (const { expr } of subject.parts.selectors) {
      const series = knownSeries(expr, subject.context);
      if (!series) continue;
      for (const matcher of expr.matchers) {
        const values = valuesOf(matcher.label, series);
        if (!values || matcher.variable || hasVariable(matcher.value) || canMatch(matcher, values)) continue;
        if (isOfSelector(matcher, series)) continue;
        const isWord = !matcher.operator.endsWith("~") && matcher.label !== "le";
        const near = isWord ? nearest(matcher.value, values) : undefined;
        yield {
          summary: `the label "${matcher.label}" of ${series.name} is never ${shown(matcher)}`,
          details: negative(matcher)
            ? "The matcher excludes a value that does not occur, so it excludes nothing."
            : "The selector selects nothing.",
          fix: near === undefined ? `write one of ${values.map(quoted).join(", ")}` : `write ${quoted(near)}`,
          at: subject.locate(matcher.valueStart, matcher.valueEnd),
        };
      }
    }
  },
};

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
