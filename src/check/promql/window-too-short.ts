import { formatDuration } from "../../model/definition/duration.js";
import { settingMs } from "../../model/project/project.js";
import type { MatrixSelector } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { durationLength, needsSeveralSamples } from "../expression/range.js";

/** With fewer, one failed scrape or one restart leaves gaps. */
const fewestScrapes = 4;

export const windowTooShort: Check = {
  id: "promql/window-too-short",
  on: "query",
  reads: "matrices",
  *run(subject) {
    const { scrapeInterval } = subject.context.settings;
    if (scrapeInterval === undefined) return;
    const shortest = fewestScrapes * settingMs(scrapeInterval);
    for (const { expr, parent } of subject.parts.matrices) {
      const call = parent?.expr;
      if (call?.kind !== "call" || !needsSeveralSamples.has(call.name)) continue;
      if (isRecorded(expr, subject)) continue;
      const length = durationLength(expr.range, subject);
      if (length === undefined || length >= shortest) continue;
      yield {
        summary: `${call.name}() looks back ${formatDuration(length)}, which is fewer than ${fewestScrapes} scrapes`,
        details: `Series are scraped every ${scrapeInterval} or less often. With two samples in the range, one late scrape leaves a gap, and increases are extrapolated from too little.`,
        fix: subject.rule
          ? `look back ${formatDuration(shortest)} or longer`
          : "write ${window}, which becomes $__rate_interval",
        at: subject.locate(expr.range.start, expr.range.end),
      };
    }
  },
};

/** True for a series that a rule records: it has a sample for each evaluation. Names with colons are those of rules. */
function isRecorded({ selector }: MatrixSelector, { context }: AnalyzedQuery): boolean {
  const name = selector.kind === "selector" ? selector.name : undefined;
  return name !== undefined && (name.includes(":") || context.recorded.has(name));
}
