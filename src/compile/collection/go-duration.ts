import { durationMs } from "../../model/definition/duration.js";

/** Writes a duration in the notation of Go, which knows neither days nor weeks. */
export function goDuration(duration: string): string {
  const milliseconds = durationMs(duration) ?? 0;
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
