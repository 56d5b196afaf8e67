import { type Call, metricName } from "../../promql/index.js";
import type { Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";
import { inferCounter } from "../expression/series.js";

const replacements: ReadonlyMap<string, string> = new Map([
  ["delta", "increase"],
  ["idelta", "irate"],
  ["deriv", "rate"],
]);

export const deltaOnCounter: Check = {
  id: "promql/delta-on-counter",
  on: "query",
  reads: "matrices",
  *run(subject) {
    for (const { expr, parent } of subject.parts.matrices) {
      const call = parent?.expr;
      const replacement = call?.kind === "call" ? replacements.get(call.name) : undefined;
      if (call?.kind !== "call" || replacement === undefined) continue;
      const counting = inferCounter(expr.selector, subject.context);
      if (!counting?.counts) continue;
      yield {
        ...(counting.certain ? {} : { severity: "info" as const }),
        summary: `${call.name}() of ${metricName(expr.selector)}, which ${counting.certain ? "is" : "looks like"} a counter`,
        details: "A counter starts from zero when its process restarts. delta() and deriv() treat that as a decrease.",
        fix: `use ${replacement}()`,
        ...(counting.certain && { edits: [replaceIn(subject, nameOf(call), replacement)] }),
        at: subject.locate(call.start, call.end),
      };
    }
  },
};

function nameOf({ start, name }: Call) {
  return { start, end: start + name.length };
}
