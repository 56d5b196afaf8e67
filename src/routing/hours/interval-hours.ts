import type { NamedTimeInterval, TimeInterval } from "../../formats/alertmanager/types.js";
import { compileIntervals } from "../time-intervals.js";
import { type TimeRange, uniteRanges } from "./time-ranges.js";
import { splitByOffset, type ZoneSegment } from "./zone-segments.js";

const day = 86_400_000;
const minute = 60_000;

/** A year that any other one is like: it has a 29th of February, and the changes of the clocks are known. */
const exampleYear = 2028;

/** After so many years, each date is on the same weekday again. */
const cycle = 28;

/** The hours of time intervals over some years, computed from their boundaries: clocks may change in between. */
export class IntervalHours {
  /** The years, in order. */
  readonly years: readonly number[];
  readonly #intervals: ReadonlyMap<string, readonly TimeInterval[]>;
  readonly #hours = new Map<string, readonly TimeRange[]>();
  readonly #segments = new Map<string, readonly ZoneSegment[]>();

  constructor(intervals: readonly NamedTimeInterval[]) {
    this.#intervals = new Map(intervals.map(({ name, time_intervals: periods }) => [name, periods]));
    this.years = yearsOf(intervals.flatMap(({ time_intervals: periods }) => periods));
  }

  /** The years, with the days before and after them: those of no time zone are cut. */
  get whole(): readonly TimeRange[] {
    return uniteRanges(
      this.years.map((year) => ({ from: Date.UTC(year, 0, 1) - 2 * day, to: Date.UTC(year + 1, 0, 1) + 2 * day })),
    );
  }

  /** The time zones of an interval. */
  zonesOf(name: string): readonly string[] {
    return (this.#intervals.get(name) ?? []).map(({ location = "UTC" }) => location);
  }

  /** The hours of an interval, in order. An interval that does not exist has none. */
  hoursOf(name: string): readonly TimeRange[] {
    let hours = this.#hours.get(name);
    if (hours === undefined) {
      hours = uniteRanges((this.#intervals.get(name) ?? []).flatMap((period) => this.#hoursOfPeriod(period)));
      this.#hours.set(name, hours);
    }
    return hours;
  }

  segmentsOf(zone: string): readonly ZoneSegment[] {
    let segments = this.#segments.get(zone);
    if (segments === undefined) {
      segments = this.whole.flatMap((range) => splitByOffset(zone, range));
      this.#segments.set(zone, segments);
    }
    return segments;
  }

  #hoursOfPeriod({ times, location = "", ...days }: TimeInterval): readonly TimeRange[] {
    const isIn = compileIntervals({ time_intervals: [{ name: "days", time_intervals: [days] }] }).get("days")!;
    const hours = times?.map(({ start_time, end_time }) => ({ from: msOf(start_time), to: msOf(end_time) }));
    return this.segmentsOf(location).flatMap((segment) => {
      const { offset } = segment;
      const found: TimeRange[] = [];
      const end = segment.to + offset;
      for (let date = Math.floor((segment.from + offset) / day) * day; date < end; date += day) {
        if (!isIn(date)) continue;
        for (const { from, to } of hours ?? [{ from: 0, to: day }]) {
          const start = Math.max(date + from - offset, segment.from);
          found.push({ from: start, to: Math.min(date + to - offset, segment.to) });
        }
      }
      return found;
    });
  }
}

/** The years that intervals name and one that they do not; a whole cycle where it depends on the year which days there are. */
function yearsOf(periods: readonly TimeInterval[]): readonly number[] {
  const named = periods.flatMap(({ years = [] }) => years).flatMap(listYears);
  const needsCycle = periods.some((period) => period.days_of_month !== undefined && period.weekdays !== undefined);
  const others = Array.from({ length: needsCycle ? cycle : 1 }, (_, index) => exampleYear + index);
  return [...new Set([...named, ...others])].sort((one, other) => one - other);
}

function listYears(range: string): readonly number[] {
  const [first, last = first] = range.split(":").map(Number) as [number, number?];
  return Array.from({ length: Math.min(last - first + 1, cycle) }, (_, index) => first + index);
}

/** `09:30` as a time since midnight. */
function msOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number) as [number, number];
  return (hours * 60 + minutes) * minute;
}
