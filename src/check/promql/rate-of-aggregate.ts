import type { Aggregation, Call, Expr, Subquery } from "../../promql/index.js";
import { metricName, unwrapParens } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { replaceIn } from "../expression/edit.js";
import { counterFunctions } from "../expression/range.js";
import { inferCounter } from "../expression/series.js";

export const rateOfAggregate: Check = {
  id: "promql/rate-of-aggregate",
  on: "query",
  *run(subject) {
    const { subqueries, matrices } = subject.parts;
    for (const { expr, parent } of subqueries) {
      const call = counterCall(parent?.expr);
      const aggregation = unwrapParens(expr.expr);
      if (!call || !isMixing(aggregation)) continue;
      const range = subject.text.slice(expr.range.start, expr.range.end);
      const whole = rewritten(call, aggregation, range, subject);
      yield {
        ...findingFor(
          call,
          `${aggregation.operator}() instead of ${aggregation.operator}() of ${call.name}()`,
          subject,
        ),
        fix: `write ${whole}`,
        ...(isLiteral(expr, aggregation) && { edits: [replaceIn(subject, call, whole)] }),
      };
    }
    for (const { expr, parent } of matrices) {
      const call = counterCall(parent?.expr);
      const name = metricName(expr.selector);
      const recorded = name === undefined ? undefined : subject.recordingsOf(name);
      if (!call || !recorded?.some((each) => isSumOfCounter(each, subject))) continue;
      yield {
        ...findingFor(call, `${name}, which is recorded as a sum of counters`, subject),
        fix: `record the sum of the rates: sum(${call.name}(…))`,
      };
    }
  },
};

function counterCall(expr: Expr | undefined): Call | undefined {
  return expr?.kind === "call" && counterFunctions.has(expr.name) ? expr : undefined;
}

/** Aggregations whose result goes down when one of several counters is reset, or joins and leaves. */
const mixing = new Set(["sum", "avg", "count", "quantile", "stddev", "stdvar"]);

function isMixing(expr: Expr): expr is Aggregation {
  return expr.kind === "aggregation" && mixing.has(expr.operator);
}

function isSumOfCounter(expr: Expr, { context }: AnalyzedQuery): boolean {
  const node = unwrapParens(expr);
  if (!isMixing(node)) return false;
  const inner = unwrapParens(node.expr);
  return inner.kind === "selector" && (inferCounter(inner, context)?.counts ?? false);
}

function findingFor(call: Call, of: string, subject: AnalyzedQuery): Omit<Finding, "fix"> {
  return {
    ...(subject.isForeign && { severity: "warning" as const }),
    summary: `${call.name}() of ${of}`,
    details:
      "When one of the counters restarts, their total goes down. That counts as a reset of the whole: the result jumps by the value of all counters.",
    at: subject.locate(call.start, call.end),
  };
}

/** True if the rewritten expression is all there is: a plain selector, and no offset that would be lost. */
function isLiteral({ offset, at }: Subquery, { expr, parameter }: Aggregation): boolean {
  const selector = unwrapParens(expr);
  if (selector.kind !== "selector" || selector.offset || selector.at) return false;
  return offset === undefined && at === undefined && parameter === undefined;
}

/** Moves the function into the aggregation. */
function rewritten(
  { name }: Call,
  { operator, grouping, without, expr }: Aggregation,
  range: string,
  subject: AnalyzedQuery,
) {
  const inner = unwrapParens(expr);
  const series = inner.kind === "selector" ? subject.text.slice(inner.start, inner.end) : "…";
  const labels = grouping && subject.text.slice(grouping.start, grouping.end);
  const clause = labels === undefined ? "" : ` ${without ? "without" : "by"} ${labels} `;
  return `${operator}${clause}(${name}(${series}[${range}]))`;
}
