import { formatDuration } from "../../model/definition/duration.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { durationLength } from "../expression/range.js";
import { windowInName } from "../expression/window-in-name.js";

/** A recorded name that ends in a window, such as `rate5m`, over an expression with other windows only. */
export const windowOfName: Check = {
  id: "rules/window-in-name",
  on: "rule",
  of: "recording rule",
  *run(rule, query) {
    if (!("record" in rule.data) || !query) return;
    const { record } = rule.data;
    const named = windowInName(record);
    const windows = named === undefined ? [] : windowsOf(query);
    if (named === undefined || windows.length === 0 || windows.includes(named)) return;
    const shown = [...new Set(windows)].map(formatDuration);
    yield {
      summary: `the name ends in ${formatDuration(named)}, but the expression looks back ${shown.join(" and ")}`,
      details: "Whoever reads the name expects that window: in thresholds, and next to series of the same name.",
      fix:
        shown.length === 1
          ? `rename it to \`${record.replace(/\d+[a-z]+$/, shown[0]!)}\`, or set the window to ${formatDuration(named)}`
          : `set a window of the expression to ${formatDuration(named)}, or rename it`,
      at: rule.locate("record"),
    };
  },
};

/** Ranges and offsets of an expression, in milliseconds; without any, the windows in the names of the series it reads. */
function windowsOf(query: AnalyzedQuery): readonly number[] {
  const { matrices, subqueries, selectors } = query.parts;
  const ranges = [...matrices, ...subqueries].map(({ expr }) => expr.range);
  if (ranges.length === 0) return selectors.flatMap(({ expr }) => windowInName(expr.name ?? "") ?? []);
  const offsets = [...selectors, ...subqueries].flatMap(({ expr }) => expr.offset ?? []);
  const lengths = [...ranges, ...offsets].map((duration) => durationLength(duration, query));
  return lengths.every((length) => length !== undefined) ? lengths : [];
}
