import { formatDuration } from "../../model/definition/duration.js";
import { settingMs } from "../../model/project/project.js";
import type { MatrixSelector, NodePath, VectorSelector } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import type { Part } from "../expression/parts.js";
import { durationLength } from "../expression/range.js";

export const rangeBeyondRetention: Check = {
  id: "promql/range-beyond-retention",
  on: "query",
  reads: "selectors",
  *run(subject) {
    const { retention } = subject.context.settings;
    // Of an SLO, `slo/window-beyond-retention` says it once.
    if (retention === undefined || subject.rule?.isOfSlo) return;
    const kept = settingMs(retention);
    for (const selector of subject.parts.selectors) {
      const back = reach(selector, subject);
      if (back <= kept) continue;
      const { start, end } = ranged(selector) ?? selector.expr;
      yield {
        summary: `the expression looks back ${formatDuration(back)}, but series are kept for ${retention}`,
        details:
          "Older samples are gone. The result is computed from the rest, and nothing shows that some are missing.",
        fix: "use a shorter range, or keep series for longer and set `retention` of the environment to match",
        at: subject.locate(start, end),
      };
    }
  },
};

function ranged({ parent }: Part<VectorSelector>): MatrixSelector | undefined {
  return parent?.expr.kind === "matrix" ? parent.expr : undefined;
}

/** Returns the age of the oldest sample that a selector may read: its range and offset, and those of enclosing subqueries. */
function reach(selector: Part<VectorSelector>, subject: AnalyzedQuery): number {
  const { offset } = selector.expr;
  let back = (offset && durationLength(offset, subject)) ?? 0;
  const matrix = ranged(selector);
  if (matrix) back += durationLength(matrix.range, subject) ?? 0;
  if (subject.parts.subqueries.length === 0) return back;
  for (let place: NodePath | undefined = selector.parent; place; place = place.parent) {
    const { expr } = place;
    if (expr.kind !== "subquery") continue;
    back += (durationLength(expr.range, subject) ?? 0) + ((expr.offset && durationLength(expr.offset, subject)) ?? 0);
  }
  return back;
}
