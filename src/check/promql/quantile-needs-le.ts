import type { Edit } from "../../diagnostics/diagnostic.js";
import type { Call, Expr, VectorSelector } from "../../promql/index.js";
import { metricName, presence, selectors, unwrapParens, walk } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";
import { isRecorded, knownSeries } from "../expression/series.js";

export const quantileNeedsLe: Check = {
  id: "promql/quantile-needs-le",
  on: "query",
  reads: "calls",
  *run(subject) {
    for (const { expr: call } of subject.parts.calls) {
      if (call.name !== "histogram_quantile" || call.args.length !== 2) continue;
      const buckets = call.args[1]!;
      const native =
        subject.samplesOf(buckets) === "histogram" ? selectors(buckets).find(isScraped(subject)) : undefined;
      if (native && !isAggregated(buckets)) yield perSeries(subject, call, native, "native");
      const selector = selectors(buckets).find((one) => isBuckets(one, subject));
      if (!selector || native) continue;
      if (presence(subject.labelsOf(buckets), "le") === "never") yield missingLe(subject, buckets);
      else if (!isAggregated(buckets)) yield perSeries(subject, call, selector, "classic");
    }
  },
};

function isBuckets(selector: VectorSelector, { context }: AnalyzedQuery): boolean {
  const known = knownSeries(selector, context);
  if (known) return known.part === "bucket";
  const name = metricName(selector);
  return name !== undefined && /_bucket$/.test(name) && !isRecorded(name, context);
}

function missingLe(subject: AnalyzedQuery, buckets: Expr) {
  const grouping = innermostGrouping(buckets);
  return {
    summary: "the label `le` is dropped, so there are no buckets to compute a quantile from",
    details: "`le` is the upper bound of a bucket. Without it, the result is empty.",
    fix: "keep it: sum by (le, …) (rate(…_bucket[5m]))",
    ...(grouping && { edits: addLe(subject, buckets) }),
    at: grouping ? subject.locate(grouping.start, grouping.end) : subject.locate(buckets.start, buckets.end),
  };
}

/** True for series that a service exposes. Those that a rule records are aggregated. */
function isScraped({ context }: AnalyzedQuery) {
  return (selector: VectorSelector) => knownSeries(selector, context) !== undefined;
}

/** Reports a quantile per series. The buckets of a classic histogram are series, too, which `le` keeps apart. */
function perSeries(subject: AnalyzedQuery, call: Call, selector: VectorSelector, kind: "classic" | "native") {
  const quantile = subject.text.slice(call.args[0]!.start, call.args[0]!.end);
  const rates = subject.text.slice(call.args[1]!.start, call.args[1]!.end).replace(/\s+/g, " ");
  const isClassic = kind === "classic";
  const sum = isClassic ? "sum by (le, …)" : "sum by (…)";
  const splitting = isClassic ? "with the labels to split by beside le" : "with the labels to split by";
  return {
    // Elsewhere, one quantile for each instance may be meant.
    severity:
      subject.rule && subject.context.catalogue && subject.context.catalogue.origin === undefined
        ? ("warning" as const)
        : ("info" as const),
    summary: `a separate quantile for each series of ${metricName(selector)}, not one over all of them`,
    details: `Without ${sum} there is one quantile per instance and label combination, and a quantile of a handful of requests is noise.`,
    fix:
      rates.length <= longestFix
        ? `write histogram_quantile(${quantile}, ${isClassic ? "sum by (le) " : "sum"}(${rates})), ${splitting}`
        : `put ${sum} around the rate, ${splitting}`,
    at: subject.locate(call.start, call.end),
  };
}

const longestFix = 160;

/** True if series are aggregated between the buckets and the quantile. */
function isAggregated(buckets: Expr): boolean {
  let node = unwrapParens(buckets);
  while (node.kind === "call" && node.args.length > 0) node = unwrapParens(node.args[0]!);
  return node.kind !== "matrix" && node.kind !== "selector";
}

/** Adds `le` to every grouping `by (…)` that lacks it. Nothing for an aggregation of another form: it needs a judgement. */
function addLe(subject: AnalyzedQuery, buckets: Expr): readonly (Edit | undefined)[] {
  const edits: (Edit | undefined)[] = [];
  walk(buckets, (node) => {
    if (node.kind !== "aggregation" || node.grouping?.labels.some(({ name }) => name === "le")) return;
    const last = node.without ? undefined : node.grouping?.labels.at(-1);
    edits.push(last && replaceIn(subject, last, `${subject.text.slice(last.start, last.end)}, le`));
  });
  return edits;
}

/** Returns the innermost grouping that drops `le`, or the operator of an aggregation without a grouping. */
function innermostGrouping(buckets: Expr): { readonly start: number; readonly end: number } | undefined {
  let grouping: { readonly start: number; readonly end: number } | undefined;
  walk(buckets, (node) => {
    if (node.kind !== "aggregation") return;
    const keepsLe = node.grouping?.labels.some(({ name }) => name === "le") !== node.without;
    if (!keepsLe || !node.grouping) grouping = node.grouping ?? { start: node.start, end: node.operatorEnd };
  });
  return grouping;
}
