import { type Duration, durationMs, formatDuration } from "../../model/definition/duration.js";

/** So long ago, as Grafana writes it: `now-1h-30m`. Its smallest unit is the second. */
export function relativeTime(last: Duration): string {
  const seconds = Math.max(1, Math.round((durationMs(last) ?? 0) / 1000));
  const parts = formatDuration(seconds * 1000).match(/\d+[a-z]+/g) ?? [];
  return ["now", ...parts].join("-");
}
