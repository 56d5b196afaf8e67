import { durationMs } from "../../model/definition/duration.js";

/** The window that the name of a recorded series ends in, in milliseconds: 30 minutes of `job:requests:p95_rate30m`. */
export function windowInName(name: string): number | undefined {
  const window = /:[a-z0-9_]*?[a-z_]((?:\d{1,6}(?:ms|[smhdwy])){1,3})$/.exec(name)?.[1];
  return window === undefined ? undefined : durationMs(window);
}
