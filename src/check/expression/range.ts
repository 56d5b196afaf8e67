import { type DurationExpr, literalMilliseconds, windowVariable } from "../../promql/index.js";
import type { QuerySubject } from "../check.js";

/** Length of a duration in milliseconds; undefined if it depends on a dashboard or on the query itself. */
export function durationLength(duration: DurationExpr, { window }: QuerySubject): number | undefined {
  if (duration.kind === "duration variable") return duration.variable === windowVariable ? window : undefined;
  return literalMilliseconds(duration);
}

/** Functions that need several samples in their range. */
export const needsSeveralSamples: ReadonlySet<string> = new Set([
  "rate",
  "irate",
  "increase",
  "delta",
  "idelta",
  "deriv",
  "predict_linear",
  "changes",
  "resets",
]);

/** Functions that take a counter, and handle its resets. */
export const counterFunctions: ReadonlySet<string> = new Set(["rate", "irate", "increase", "resets"]);

/** Functions that take a gauge: a reset of a counter is a decrease to them. */
export const gaugeFunctions: ReadonlySet<string> = new Set(["delta", "idelta", "deriv", "predict_linear"]);
