import type { AlertmanagerConfig, TimeInterval } from "../formats/alertmanager/types.js";

/** Tells if a moment, in milliseconds, is within a named interval. */
export type IntervalTest = (time: number) => boolean;

/** Compiles the named time intervals of a configuration. */
export function compileIntervals({
  time_intervals: intervals = [],
  mute_time_intervals: older = [],
}: Pick<AlertmanagerConfig, "time_intervals" | "mute_time_intervals">): ReadonlyMap<string, IntervalTest> {
  return new Map(
    [...older, ...intervals].map(({ name, time_intervals: parts }) => {
      const tests = parts.map(compileInterval);
      return [name, (time: number) => tests.some((test) => test(time))];
    }),
  );
}

/** A moment on the calendar of a time zone. */
interface CalendarTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minute: number;
}

/** A time is in the interval if it is in one range of every field that is set. */
function compileInterval(interval: TimeInterval): IntervalTest {
  const calendar = calendarOf(interval.location);
  const times = interval.times?.map(
    ({ start_time: start, end_time: end }) => [minuteOf(start), minuteOf(end)] as const,
  );
  const weekdays = interval.weekdays?.map((text) => rangeOf(text, weekdayNames, 0));
  const months = interval.months?.map((text) => rangeOf(text, monthNames, 1));
  const years = interval.years?.map((text) => rangeOf(text, [], 0));
  const days = interval.days_of_month?.map((text) => rangeOf(text, [], 0));
  const holds = (ranges: readonly Range[] | undefined, value: number) =>
    ranges === undefined || ranges.some(([from, to]) => from <= value && value <= to);
  return (time) => {
    const at = calendar(time);
    return (
      (times === undefined || times.some(([from, to]) => from <= at.minute && at.minute < to)) &&
      (days === undefined || days.some((range) => isDay(range, at))) &&
      holds(months, at.month) &&
      holds(weekdays, at.weekday) &&
      holds(years, at.year)
    );
  };
}

type Range = readonly [from: number, to: number];

const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const monthNames = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

function rangeOf(text: string, names: readonly string[], first: number): Range {
  const [from, to = from] = text.split(":").map((part) => {
    const index = names.indexOf(part.trim().toLowerCase());
    return index === -1 ? Number(part) : index + first;
  });
  return [from!, to!];
}

function minuteOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return hours! * 60 + minutes!;
}

/** Negative days count from the end of the month. */
function isDay([from, to]: Range, { year, month, day }: CalendarTime): boolean {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const [first, last] = [from, to].map((one) => (one < 0 ? length + one + 1 : one)) as [number, number];
  if (first > length) return false;
  return day >= first && day <= Math.min(last, length);
}

/** Returns the calendar of a time zone; Alertmanager's own is UTC. */
function calendarOf(location: string | undefined): (time: number) => CalendarTime {
  if (location === undefined || location === "" || location === "UTC" || location === "Local") return utcCalendar;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: location, hourCycle: "h23", weekday: "short", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric" },
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return {
      year: Number(parts.year),
      month: Number(parts.month),
      day: Number(parts.day),
      weekday: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(parts.weekday!),
      minute: Number(parts.hour) * 60 + Number(parts.minute),
    };
  };
}

function utcCalendar(time: number): CalendarTime {
  const date = new Date(time);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    minute: date.getUTCHours() * 60 + date.getUTCMinutes(),
  };
}
