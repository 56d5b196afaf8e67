import { formatDuration } from "../../model/definition/duration.js";
import type { MatrixSelector, Subquery, VectorSelector } from "../../promql/index.js";
import { metricName, selectors } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { durationLength } from "../expression/range.js";
import { isRecorded } from "../expression/series.js";

const day = 86_400_000;

export const rangeOverADay: Check = {
  id: "promql/range-over-a-day",
  on: "query",
  *run(subject) {
    // Long ranges belong in recording rules.
    if (subject.in === "recording rule") return;
    const { matrices, subqueries } = subject.parts;
    for (const { expr } of [...matrices, ...subqueries]) {
      const length = durationLength(expr.range, subject);
      if (length === undefined || length <= day || !readsRaw(expr, subject)) continue;
      yield {
        summary: `the expression reads raw series over ${formatDuration(length)}`,
        details: `Every sample of ${formatDuration(length)} is read again at each evaluation: slow, and the first query to fail under load.`,
        fix: "record a short range with a recording rule, and use its result here",
        at: subject.locate(expr.start, expr.end),
      };
      return;
    }
  },
};

function readsRaw(expr: MatrixSelector | Subquery, subject: AnalyzedQuery): boolean {
  return expr.kind === "matrix" ? isRaw(expr.selector, subject) : selectors(expr).some((one) => isRaw(one, subject));
}

function isRaw(selector: VectorSelector, { context }: AnalyzedQuery): boolean {
  const name = metricName(selector);
  return name !== undefined && !isRecorded(name, context);
}
