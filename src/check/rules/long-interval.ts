import { formatDuration, walk } from "../../promql/index.js";
import type { Check, EstateSubject } from "../check.js";
import { durationLength } from "../expression/range.js";

/** The age up to which an instant query finds a sample: the default of `--query.lookback-delta`. */
const lookback = 300_000;

/** A recording rule that is evaluated so seldom that its series has gaps. */
export const longInterval: Check = {
  id: "rules/long-interval",
  on: "estate",
  *run(estate) {
    const slow = estate.rules.filter(({ data, interval = 0 }) => "record" in data && interval > lookback);
    if (slow.length === 0) return;
    const ranges = readRanges(estate);
    const reported = new Set<string>();
    for (const rule of slow) {
      const { group, interval = 0, data } = rule;
      const name = (data as { readonly record: string }).record;
      const range = ranges.get(name);
      const key = `${rule.locate()?.file} ${group}`;
      if ((range !== undefined && range >= interval) || reported.has(key)) continue;
      reported.add(key);
      yield {
        summary: `recorded every ${formatDuration(interval)}, "${name}" has no value for ${formatDuration(interval - lookback)} in between`,
        details: "Prometheus finds no sample that is older than five minutes, unless an expression reads a range.",
        fix: `evaluate the group every 5m, or read \`last_over_time(${name}[${formatDuration(interval)}])\``,
        at: rule.locate("record"),
        subject: rule.name,
        allow: rule.allow,
      };
    }
  },
};

/** The shortest range that some expression reads of each series, in milliseconds: 0 for an instant. */
function readRanges({ queries }: EstateSubject): ReadonlyMap<string, number> {
  const ranges = new Map<string, number>();
  for (const query of queries) {
    const add = (name: string | undefined, range: number) => {
      if (name !== undefined) ranges.set(name, Math.min(range, ranges.get(name) ?? Number.POSITIVE_INFINITY));
    };
    walk(query.expr, (node) => {
      if (node.kind === "matrix") {
        if (node.selector.kind === "selector")
          add(node.selector.name, durationLength(node.range, query) ?? Number.POSITIVE_INFINITY);
        return false;
      }
      if (node.kind === "selector") add(node.name, 0);
      return true;
    });
  }
  return ranges;
}
