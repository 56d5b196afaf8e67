import { type DurationExpr, formatDuration, windowVariable } from "../../promql/index.js";
import type { Edit } from "./edit.js";

/** Functions that bridge a gap between scrapes: their window is tight, so it is changed by a step. */
const bridgesGaps = new Set([
  "last_over_time",
  "present_over_time",
  "max_over_time",
  "min_over_time",
  "count_over_time",
]);

export interface DurationContext {
  /** The value of `${window}`. */
  readonly window: number | undefined;
  /** The evaluation interval. */
  readonly interval: number;
}

/** Doubles and halves a window; one that only bridges gaps is shortened by an interval. */
export function windowEdits(
  range: DurationExpr,
  caller: string | undefined,
  context: DurationContext,
): readonly Edit[] {
  const milliseconds = millisecondsOf(range, context);
  if (milliseconds === undefined || milliseconds <= 0) return [];
  const { interval } = context;
  const isTight = caller !== undefined && bridgesGaps.has(caller) && milliseconds <= 10 * interval;
  const shorter = isTight ? milliseconds - interval : Math.round(milliseconds / 2);
  return [2 * milliseconds, shorter]
    .filter((other) => other > 0)
    .map((other) => {
      const replacement = formatDuration(other);
      return {
        ...{ kind: "window", start: range.start, end: range.end, replacement },
        ...{ before: `[${formatDuration(milliseconds)}]`, after: `[${replacement}]` },
      } as const;
    });
}

function millisecondsOf(range: DurationExpr, { window }: DurationContext): number | undefined {
  if (range.kind === "duration") return range.milliseconds;
  return range.kind === "duration variable" && range.variable === windowVariable ? window : undefined;
}
