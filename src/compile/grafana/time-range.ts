import { type Duration, durationMs, formatDuration } from "../../model/definition/duration.js";

/** Renders a duration as a time in the past, in Grafana's syntax and to the second: `now-1h-30m`. */
export function relativeTime(last: Duration): string {
  const seconds = Math.max(1, Math.round((durationMs(last) ?? 0) / 1000));
  const parts = formatDuration(seconds * 1000).match(/\d+[a-z]+/g) ?? [];
  return ["now", ...parts].join("-");
}
