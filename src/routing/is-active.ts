import type { RoutingNode } from "./routing-tree.js";
import type { IntervalTest } from "./time-intervals.js";

/** True if a route notifies at a moment: within one of its active intervals, if it has any, and outside of its mute ones. */
export function isActive(
  { activeIntervals, muteIntervals }: Pick<RoutingNode, "activeIntervals" | "muteIntervals">,
  intervals: ReadonlyMap<string, IntervalTest>,
  time: number,
): boolean {
  const holds = (name: string) => intervals.get(name)?.(time) ?? false;
  return (activeIntervals.length === 0 || activeIntervals.some(holds)) && !muteIntervals.some(holds);
}
