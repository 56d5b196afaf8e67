import type { Aggregation, Call, Expr, VectorSelector } from "../../promql/index.js";
import { metricName, presence, unwrapParens } from "../../promql/index.js";
import { constantValue } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, Check } from "../check.js";

export const aggregatedQuantile: Check = {
  id: "promql/aggregated-quantile",
  on: "query",
  reads: "aggregations",
  *run(subject) {
    for (const { expr } of subject.parts.aggregations) {
      if (!meaningless.has(expr.operator)) continue;
      const quantile = findQuantile(expr.expr, subject);
      if (!quantile || !mergesSeries(expr, quantile, subject)) continue;
      yield {
        summary: `${expr.operator}() of quantiles is not a quantile`,
        details:
          "A series with one slow request counts as much as one with a million: the result may be far from what users see.",
        fix: fixFor(expr, quantile, subject),
        at: subject.locate(expr.start, expr.operatorEnd),
      };
    }
  },
};

/** The largest or smallest of several quantiles is at least that of one series. */
const meaningless = new Set(["sum", "avg", "quantile", "stddev", "stdvar"]);

/** A quantile: calculated, recorded by a rule, or exposed by a summary. */
interface Quantile {
  readonly expr: Call | VectorSelector;
  readonly source: "histogram" | "recording rule" | "summary";
}

function findQuantile(expr: Expr, { recordingsOf }: AnalyzedQuery): Quantile | undefined {
  const node = withoutScaling(expr);
  if (isCalculated(node)) return { expr: node, source: "histogram" };
  if (node.kind !== "selector") return undefined;
  const isSummary = node.matchers.some(
    ({ label, operator, value }) => label === "quantile" && operator === "=" && Number(value) > 0 && Number(value) < 1,
  );
  if (isSummary) return { expr: node, source: "summary" };
  const recorded = recordingsOf(metricName(node) ?? "");
  return recorded?.every((each) => isCalculated(withoutScaling(each)))
    ? { expr: node, source: "recording rule" }
    : undefined;
}

/** Removes parentheses, filters, constant factors and new labels around an expression. */
function withoutScaling(expr: Expr): Expr {
  for (let node = unwrapParens(expr); ; ) {
    if (node.kind === "binary" && constantValue(node.right) !== undefined) node = unwrapParens(node.left);
    else if (node.kind === "binary" && constantValue(node.left) !== undefined) node = unwrapParens(node.right);
    else if (node.kind === "call" && node.name === "label_replace") node = unwrapParens(node.args[0]!);
    else return node;
  }
}

function isCalculated(expr: Expr): expr is Call {
  return expr.kind === "call" && expr.name === "histogram_quantile";
}

/** True unless each group has one series. */
function mergesSeries({ expr, grouping, without }: Aggregation, { source }: Quantile, query: AnalyzedQuery): boolean {
  const labels = query.labelsOf(expr);
  if (!labels.hasMany) return false;
  const named = new Set(grouping?.labels.map(({ name }) => name));
  if (without) return [...named].some((label) => presence(labels, label) !== "never");
  if (!labels.isOpen) return [...labels.labels].some(([label, there]) => there !== "never" && !named.has(label));
  // One process exposes a summary for few label values, if for any.
  return source !== "summary" || !["instance", "pod"].some((label) => named.has(label));
}

function fixFor(aggregation: Aggregation, { expr, source }: Quantile, subject: AnalyzedQuery): string {
  if (source === "recording rule") return "record the buckets, aggregated, and take the quantile of these";
  if (source === "summary" || expr.kind !== "call") {
    return "show it for each instance; or take the mean of all: sum(rate(…_sum[5m])) / sum(rate(…_count[5m]))";
  }
  const [phi, buckets] = expr.args;
  const isNative = subject.samplesOf(buckets!) === "histogram";
  const kept = aggregation.without ? [] : (aggregation.grouping?.labels.map(({ name }) => name) ?? []);
  const names = [...new Set([...kept, ...(isNative ? [] : ["le"])])];
  const by = names.length === 0 ? "" : ` by (${names.join(", ")})`;
  const written = subject.text.slice(phi!.start, phi!.end);
  return `aggregate the buckets, then take the quantile: histogram_quantile(${written}, sum${by} (rate(…)))`;
}
