import { nearest } from "../../diagnostics/nearest.js";
import type { CatalogueSeries } from "../../model/system/catalogue.js";
import type { Aggregation, Binary, Expr, LabelName, VectorSelector } from "../../promql/index.js";
import { hasVariable, presence, selectors } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { isOfService, knownSeries } from "../expression/series.js";

export const unknownLabel: Check = {
  id: "promql/unknown-label",
  on: "query",
  *run(subject) {
    const { selectors: selected, aggregations, binaries, calls } = subject.parts;
    if (subject.context.catalogue) for (const { expr } of selected) yield* inMatchers(expr, subject);
    // Without a catalogue, labels are only known to be missing after an aggregation, a match, or a function that replaces them.
    const dropsLabels =
      aggregations.length > 1 ||
      binaries.some(({ expr }) => expr.matching) ||
      calls.some(({ expr }) => replacesLabels.has(expr.name));
    if (!subject.context.catalogue && !dropsLabels) return;
    for (const { expr } of aggregations) if (expr.grouping && !expr.without) yield* inGrouping(expr, subject);
    for (const { expr } of binaries) yield* inMatching(expr, subject);
  },
};

/** Functions whose result has other labels than their argument. */
const replacesLabels: ReadonlySet<string> = new Set([
  "absent",
  "absent_over_time",
  "label_replace",
  "scalar",
  "vector",
]);

function* inMatchers(selector: VectorSelector, subject: AnalyzedQuery): Generator<Finding> {
  const series = knownSeries(selector, subject.context);
  if (!series || series.isOpen) return;
  const origin = subject.context.catalogue?.origin;
  for (const matcher of selector.matchers) {
    const { label, variable, start } = matcher;
    if (label === "__name__" || variable === "matcher" || Object.hasOwn(series.labels, label)) continue;
    if (isOfService(matcher, series) || (label === "le" && series.type === "nativeHistogram")) continue;
    if (origin !== undefined) {
      yield {
        ...noSuchLabel(label, origin, Object.keys(series.labels)),
        at: subject.locate(start, start + label.length),
      };
      continue;
    }
    yield {
      summary: `${series.name} has no label "${label}"`,
      details: `Neither the metric nor its scrape target has that label. ${listLabels(series)}`,
      ...suggestion(label, Object.keys(series.labels)),
      at: subject.locate(start, start + label.length),
    };
  }
}

/** A server tells the labels of all its series, not those of each metric. */
function noSuchLabel(label: string, origin: string, known: readonly string[]): Omit<Finding, "at"> {
  const near = nearest(label, known);
  return {
    severity: near === undefined ? "info" : "warning",
    summary: `no series of ${origin} has a label "${label}"`,
    details: "A matcher compares a missing label as empty: most select nothing then, and negative ones everything.",
    fix: near === undefined ? "correct the label, or leave the matcher out" : `write ${near}`,
  };
}

function* inGrouping(aggregation: Aggregation, subject: AnalyzedQuery): Generator<Finding> {
  const set = subject.labelsOf(aggregation.expr);
  for (const label of aggregation.grouping?.labels ?? []) {
    if (presence(set, label.name) !== "never" || isMacro(label)) continue;
    // `promql/native-as-classic` is about these.
    if (label.name === "le" && subject.samplesOf(aggregation.expr) === "histogram") continue;
    yield missing(label, aggregation.expr, subject, `by (${label.name}): the aggregated series have no such label`);
  }
}

/** Labels in `on (…)` that neither side has, and in `group_left (…)` that the side they are taken from lacks. */
function* inMatching({ matching, left, right }: Binary, subject: AnalyzedQuery): Generator<Finding> {
  if (!matching) return;
  const [one, other] = [subject.labelsOf(left), subject.labelsOf(right)];
  for (const label of (matching.on && matching.labels?.labels) || []) {
    if (presence(one, label.name) !== "never" || presence(other, label.name) !== "never" || isMacro(label)) continue;
    const finding = missing(label, left, subject, `on (${label.name}): neither side has such a label`);
    yield { ...finding, severity: "warning" };
  }
  const single = matching.group === "right" ? left : right;
  for (const label of matching.include?.labels ?? []) {
    if (presence(subject.labelsOf(single), label.name) !== "never" || isMacro(label)) continue;
    const clause = `group_${matching.group} (${label.name})`;
    yield missing(label, single, subject, `${clause}: the other side has no such label`);
  }
}

function missing(label: LabelName, source: Expr, subject: AnalyzedQuery, summary: string): Finding {
  const [only, another] = subject.context.catalogue ? selectors(source) : [];
  const hasOwnLabels = subject.context.catalogue?.origin === undefined;
  const known = only && !another && hasOwnLabels ? knownSeries(only, subject.context) : undefined;
  const details = "A missing label is empty in the result: it splits nothing, and templates cannot show it.";
  const kept = [...subject.labelsOf(source).labels].flatMap(([name, there]) => (there === "never" ? [] : [name]));
  return {
    summary,
    details: known ? `${details} ${listLabels(known)}` : details,
    ...suggestion(label.name, kept),
    at: subject.locate(label.start, label.end),
  };
}

function isMacro({ name }: LabelName): boolean {
  return hasVariable(name);
}

function listLabels({ labels }: CatalogueSeries): string {
  const names = Object.keys(labels);
  return names.length === 0 ? "It has no labels." : `It has ${names.join(", ")}.`;
}

function suggestion(label: string, known: readonly string[]): { readonly fix?: string } {
  const near = nearest(label, known);
  if (near !== undefined) return { fix: `write ${near}` };
  return {
    fix: `leave ${label} out, or declare it where it is added: in the \`labels\` of the metric or of the system`,
  };
}
