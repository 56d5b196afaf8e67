import { nearest } from "../../diagnostics/nearest.js";
import type { VectorSelector } from "../../promql/index.js";
import { metricName } from "../../promql/index.js";
import type { Check, CheckContext } from "../check.js";
import { maxEdits } from "../expression/similar-series.js";

/** A recorded name that no recording rule has. */
export const usedNeverRecorded: Check = {
  id: "rules/used-never-recorded",
  on: "query",
  *run(query) {
    const { context } = query;
    // The recording rules may be in files that are not part of this run.
    if (context.isIncomplete || (!context.catalogue && context.recorded.size === 0)) return;
    for (const { expr: selector } of query.parts.selectors) {
      const name = metricName(selector);
      if (name === undefined || !name.includes(":") || exists(name, context)) continue;
      const suggestion = nearest(name, context.recorded, query.isForeign ? maxEdits(name) : undefined);
      // `dashboard/undescribed-metric` lists the others.
      if (query.isForeign && suggestion === undefined) continue;
      const [start, end] = nameRange(selector);
      yield {
        ...(context.catalogue && { severity: query.isForeign ? "info" : "error" }),
        summary: `no rule records "${name}"`,
        details: "The expression yields nothing: an alert on it never fires, a panel stays empty.",
        fix: suggestion === undefined ? "add a recording rule of that name" : `did you mean \`${suggestion}\`?`,
        at: query.locate(start, end),
      };
    }
  },
};

function exists(name: string, { catalogue, recorded }: CheckContext): boolean {
  return recorded.has(name) || catalogue?.series.has(name) === true;
}

function nameRange({ name, nameStart, nameEnd, start, end }: VectorSelector): readonly [number, number] {
  return name === undefined ? [start, end] : [nameStart, nameEnd];
}
