import { logRetentionOf } from "../../compile/collection/loki-config.js";
import { walk } from "../../logql/index.js";
import { durationMs, formatDuration } from "../../model/definition/duration.js";
import type { Check, LogqlSubject } from "../check.js";

/** An expression that looks further back than the Loki of a collection keeps lines. */
export const logsBeyondRetention: Check = {
  id: "collection/logs-beyond-retention",
  on: "collection",
  *run({ collection, context, logqlQueries, locate }) {
    const { components } = collection.compose ?? collection.kubernetes ?? {};
    if (!components?.loki) return;
    const retention = logRetentionOf(collection, context.settings.environment ?? "");
    const kept = durationMs(retention) ?? Number.POSITIVE_INFINITY;
    for (const subject of logqlQueries) {
      const back = reach(subject);
      if (back <= kept) continue;
      const { span } = subject.locate(0, subject.text.length);
      yield {
        summary: `${subject.name} looks back ${formatDuration(back)}, but Loki keeps lines for ${retention}`,
        details: "Older lines are gone. The result is computed from the rest, and nothing shows that some are missing.",
        fix: 'use a shorter range, or keep lines for longer: loki: { retention: "…" }',
        at: locate("loki", "retention"),
        related: [{ message: "the expression", ...(span && { span }) }],
      };
    }
  },
};

/** Returns the age of the oldest line that an expression may read, in milliseconds. */
function reach({ expr }: LogqlSubject): number {
  let back = 0;
  walk(expr, (node) => {
    if (node.kind !== "range aggregation") return;
    const { range, offset } = node.range;
    const own = (range.nanoseconds + (offset?.nanoseconds ?? 0)) / 1e6;
    if (own > back) back = own;
  });
  return back;
}
