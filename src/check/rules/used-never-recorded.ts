import { nearest } from "../../diagnostics/nearest.js";
import type { VectorSelector } from "../../promql/index.js";
import type { Check, CheckContext } from "../check.js";
import { metricName } from "../expression/series.js";

/** A name that only a recording rule can have, and none does. */
export const usedNeverRecorded: Check = {
  id: "rules/used-never-recorded",
  on: "query",
  *run(query) {
    const { context } = query;
    // Rules that nobody showed us may well be recorded somewhere else.
    if (context.isIncomplete || (!context.catalogue && context.recorded.size === 0)) return;
    for (const { expr: selector } of query.parts.selectors) {
      const name = metricName(selector);
      if (name === undefined || !name.includes(":") || isThere(name, context)) continue;
      const meant = nearest(name, context.recorded);
      const [start, end] = placeOfName(selector);
      yield {
        ...(context.catalogue && { severity: "error" }),
        summary: `no rule records "${name}"`,
        details: "The expression yields nothing: an alert on it never fires, a panel stays empty.",
        fix: meant === undefined ? "add a recording rule of that name" : `did you mean \`${meant}\`?`,
        at: query.locate(start, end),
      };
    }
  },
};

function isThere(name: string, { catalogue, recorded }: CheckContext): boolean {
  return recorded.has(name) || catalogue?.series.has(name) === true;
}

function placeOfName({ name, nameStart, nameEnd, start, end }: VectorSelector): readonly [number, number] {
  return name === undefined ? [start, end] : [nameStart, nameEnd];
}
