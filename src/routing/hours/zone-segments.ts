import type { TimeRange } from "./time-ranges.js";

/** A stretch of time in which the clocks of a zone are a fixed time ahead of UTC. */
export interface ZoneSegment extends TimeRange {
  /** Local time minus UTC, in milliseconds. */
  readonly offset: number;
}

const day = 86_400_000;

/**
 * Splits a range where the clocks of a time zone change. No zone changes its clocks twice within a day.
 *
 * @param zone a name of the IANA database; empty for UTC, which is Alertmanager's own
 */
export function splitByOffset(zone: string, { from, to }: TimeRange): readonly ZoneSegment[] {
  const offsetAt = offsetOf(zone);
  const segments: ZoneSegment[] = [];
  let [start, offset] = [from, offsetAt(from)];
  for (let time = Math.min(from + day, to); time <= to; time = Math.min(time + day, to)) {
    const later = offsetAt(time);
    if (later !== offset) {
      const change = findChange(offsetAt, { from: Math.max(start, time - day), to: time }, offset);
      segments.push({ from: start, to: change, offset });
      [start, offset] = [change, later];
    }
    if (time === to) break;
  }
  return start < to ? [...segments, { from: start, to, offset }] : segments;
}

/** The first moment of a range with another offset than that of its start. */
function findChange(offsetAt: (time: number) => number, { from, to }: TimeRange, offset: number): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

function offsetOf(zone: string): (time: number) => number {
  if (isUtc(zone)) return () => 0;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return (time) => {
    const { year, month, day, hour, minute, second } = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    ) as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  };
}

/** True for the names under which Alertmanager reads clocks in UTC. */
function isUtc(zone: string): boolean {
  return zone === "" || zone === "UTC" || zone === "Local";
}
