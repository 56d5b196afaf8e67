import { nearest } from "../../diagnostics/nearest.js";
import type { VectorSelector } from "../../promql/index.js";
import type { Check, Surroundings } from "../check.js";
import { partsOf } from "../expression/parts.js";
import { metricName } from "../expression/series.js";

/** A name that only a recording rule can have, and none does. */
export const usedNeverRecorded: Check = {
  id: "rules/used-never-recorded",
  on: "query",
  *run(query) {
    const { surroundings } = query;
    // Rules that nobody showed us may well be recorded somewhere else.
    if (surroundings.partial || (!surroundings.catalogue && surroundings.recorded.size === 0)) return;
    for (const { expr: selector } of partsOf(query.expr).selectors) {
      const name = metricName(selector);
      if (name === undefined || !name.includes(":") || isThere(name, surroundings)) continue;
      const meant = nearest(name, surroundings.recorded);
      const [start, end] = placeOfName(selector);
      yield {
        ...(surroundings.catalogue && { severity: "error" }),
        summary: `no rule records "${name}"`,
        details: "The expression yields nothing: an alert on it never fires, a panel stays empty.",
        fix: meant === undefined ? "add a recording rule of that name" : `did you mean \`${meant}\`?`,
        at: query.locate(start, end),
      };
    }
  },
};

function isThere(name: string, { catalogue, recorded }: Surroundings): boolean {
  return recorded.has(name) || catalogue?.series.has(name) === true;
}

function placeOfName({ name, nameStart, nameEnd, start, end }: VectorSelector): readonly [number, number] {
  return name === undefined ? [start, end] : [nameStart, nameEnd];
}
