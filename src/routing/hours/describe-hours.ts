import type { IntervalHours } from "./interval-hours.js";
import { type TimeRange, uniteRanges } from "./time-ranges.js";

const day = 86_400_000;
const hour = 3_600_000;
const minute = 60_000;

/** More seasons than this say less than their hours. */
const maxSeasons = 6;

/** In more years than this, dates of each are too many. */
const maxYears = 3;

/**
 * Describes hours in words: `Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin`. Times of a day are those of
 * its clock, so that 18:00–09:00 is the day before 09:00 and after 18:00.
 *
 * @param zones the time zones to choose from: the one in which there is the least to say
 */
export function describeHours(
  ranges: readonly TimeRange[],
  calendar: IntervalHours,
  zones: readonly string[],
): string | undefined {
  const candidates = [...new Set(zones.length === 0 ? ["UTC"] : zones)].map((zone) => {
    const days = listDays(ranges, calendar, zone);
    return { zone, days, seasons: findSeasons(days) };
  });
  const { zone, days, seasons } = candidates.reduce((best, one) =>
    one.seasons.length < best.seasons.length ? one : best,
  );
  const present = seasons.filter(({ hours }) => [...hours.values()].some((times) => times !== ""));
  if (present.length === 0) return undefined;
  if (seasons.length === 1) return `${describeWeek(seasons[0]!.hours)} ${zone}`;
  const runs = present.flatMap((season) => season.runs);
  if (runs.length > maxSeasons || calendar.years.length > maxYears) {
    return describeFirst(days, calendar.years.length, zone);
  }
  const words = present.map(({ hours, runs: own }) => `${describeWeek(hours)} ${own.map(describeRun).join(" and ")}`);
  return `${words.join("; ")}, ${zone}`;
}

/** A day of a time zone. */
interface LocalDay {
  /** Midnight, on a clock in UTC. */
  readonly date: number;
  /** The times in words; empty if there are none. */
  readonly times: string;
  readonly length: number;
}

/** Lists each day of the years with its part of the hours, by the clocks of a zone. */
function listDays(ranges: readonly TimeRange[], calendar: IntervalHours, zone: string): readonly LocalDay[] {
  const local = localRanges(ranges, calendar, zone);
  const skipped = skippedTimes(calendar, zone);
  const days: LocalDay[] = [];
  const lastWeek: TimeRange[][] = [];
  let next = 0;
  for (const year of calendar.years) {
    for (let date = Date.UTC(year, 0, 1); date < Date.UTC(year + 1, 0, 1); date += day) {
      while (next < local.length && local[next]!.to <= date) next += 1;
      const own: TimeRange[] = [];
      for (let index = next; index < local.length && local[index]!.from < date + day; index += 1) {
        const { from, to } = local[index]!;
        own.push({ from: Math.max(from - date, 0), to: Math.min(to - date, day) });
      }
      const length = own.reduce((sum, { from, to }) => sum + to - from, 0);
      const hidden = skipped.get(date);
      const usual = hidden && lastWeek[weekdayOf(date)];
      const told = usual && areSameBut(hidden, usual, own) ? usual : own;
      lastWeek[weekdayOf(date)] = told;
      days.push({ date, times: describeTimes(told), length });
    }
  }
  return days;
}

/** The times of the day that the clocks of a zone skip, by the midnight of the day: nothing can be told of them. */
function skippedTimes(calendar: IntervalHours, zone: string): ReadonlyMap<number, TimeRange> {
  const segments = calendar.segmentsOf(zone);
  return new Map(
    segments.slice(1).flatMap(({ from, offset }, index): [number, TimeRange][] => {
      const before = segments[index]!;
      if (before.to !== from || offset <= before.offset) return [];
      const [first, end] = [from + before.offset, from + offset];
      const date = Math.floor(first / day) * day;
      return [[date, { from: first - date, to: Math.min(end - date, day) }]];
    }),
  );
}

/** True if times of a day differ in a part of it at most. */
function areSameBut(part: TimeRange, one: readonly TimeRange[], other: readonly TimeRange[]): boolean {
  const [left, right] = [uniteRanges([...one, part]), uniteRanges([...other, part])];
  return (
    left.length === right.length &&
    left.every(({ from, to }, index) => from === right[index]!.from && to === right[index]!.to)
  );
}

/** The ranges on the clocks of a zone. Times that the clocks skip are in a range that goes on after them. */
function localRanges(ranges: readonly TimeRange[], calendar: IntervalHours, zone: string): readonly TimeRange[] {
  const segments = calendar.segmentsOf(zone);
  const found: TimeRange[] = [];
  let first = 0;
  for (const [index, { from, to, offset }] of segments.entries()) {
    while (first < ranges.length && ranges[first]!.to <= from) first += 1;
    for (let at = first; at < ranges.length && ranges[at]!.from < to; at += 1) {
      const range = ranges[at]!;
      const skipped = range.to > to ? Math.max((segments[index + 1]?.offset ?? offset) - offset, 0) : 0;
      found.push({ from: Math.max(range.from, from) + offset, to: Math.min(range.to, to) + offset + skipped });
    }
  }
  return uniteRanges(found);
}

/** Runs of days in which each weekday has the same hours. */
interface Season {
  readonly hours: ReadonlyMap<number, string>;
  readonly runs: readonly (readonly [first: number, last: number])[];
}

function findSeasons(days: readonly LocalDay[]): readonly Season[] {
  const runs: { readonly hours: Map<number, string>; readonly first: number; last: number }[] = [];
  for (const { date, times } of days) {
    const weekday = weekdayOf(date);
    const current = runs.at(-1);
    const known = current?.hours.get(weekday);
    if (current === undefined || (known !== undefined && known !== times) || date - current.last > day) {
      runs.push({ hours: new Map([[weekday, times]]), first: date, last: date });
    } else {
      current.hours.set(weekday, times);
      current.last = date;
    }
  }
  const seasons: { readonly hours: Map<number, string>; readonly runs: (readonly [number, number])[] }[] = [];
  for (const { hours, first, last } of runs) {
    const same = seasons.find((season) => areSame(season.hours, hours));
    if (same === undefined) seasons.push({ hours, runs: [[first, last]] });
    else {
      for (const [weekday, times] of hours) same.hours.set(weekday, times);
      same.runs.push([first, last]);
    }
  }
  return seasons;
}

/** True if two weeks agree on the days that both have. */
function areSame(one: ReadonlyMap<number, string>, other: ReadonlyMap<number, string>): boolean {
  return [...other].every(([weekday, times]) => (one.get(weekday) ?? times) === times);
}

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** 0 is Monday. */
function weekdayOf(date: number): number {
  return (new Date(date).getUTCDay() + 6) % 7;
}

/** `Saturday and Sunday all day, weekdays 18:00–09:00` */
function describeWeek(hours: ReadonlyMap<number, string>): string {
  const byTimes = new Map<string, number[]>();
  for (const [weekday, times] of [...hours].sort(([one], [other]) => one - other)) {
    if (times !== "") byTimes.set(times, [...(byTimes.get(times) ?? []), weekday]);
  }
  if (byTimes.get(allDay)?.length === hours.size) return allDay;
  const parts = [...byTimes].sort(([one], [other]) => Number(other === allDay) - Number(one === allDay));
  return parts.map(([times, weekdays]) => `${describeWeekdays(weekdays, hours.size)} ${times}`).join(", ");
}

function describeWeekdays(weekdays: readonly number[], all: number): string {
  if (weekdays.length === all) return "every day";
  if (weekdays.join("") === "01234") return "weekdays";
  const [first, last] = [weekdays[0]!, weekdays.at(-1)!];
  if (weekdays.length > 2 && last - first === weekdays.length - 1) {
    return `${weekdayNames[first]} to ${weekdayNames[last]}`;
  }
  return joinWords(weekdays.map((weekday) => weekdayNames[weekday]!));
}

const allDay = "all day";

/** `18:00–09:00` is before 09:00 and after 18:00. */
function describeTimes(ranges: readonly TimeRange[]): string {
  if (ranges.length === 0) return "";
  const [first, last] = [ranges[0]!, ranges.at(-1)!];
  if (first.from === 0 && first.to === day) return allDay;
  const wraps = ranges.length > 1 && first.from === 0 && last.to === day;
  const joined = wraps ? [...ranges.slice(1, -1), { from: last.from, to: first.to }] : ranges;
  return joinWords(joined.map(({ from, to }) => `${formatTime(from)}–${formatTime(to)}`));
}

function formatTime(time: number): string {
  const digits = (number: number) => String(number).padStart(2, "0");
  return `${digits(Math.floor(time / hour))}:${digits(Math.floor((time % hour) / minute))}`;
}

function describeRun([first, last]: readonly [number, number]): string {
  return first === last ? `on ${formatDate(first)}` : `from ${formatDate(first)} to ${formatDate(last)}`;
}

function formatDate(date: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  }).format(date);
}

function describeFirst(days: readonly LocalDay[], years: number, zone: string): string {
  const hours = Math.round(days.reduce((sum, { length }) => sum + length, 0) / hour / years);
  const { date, times } = days.find((one) => one.times !== "")!;
  const amount = hours < 1 ? "less than an hour" : hours === 1 ? "1 hour" : `${hours} hours`;
  return `${amount} of a year, first on ${formatDate(date)} ${times} ${zone}`;
}

function joinWords(words: readonly string[]): string {
  if (words.length === 1) return words[0]!;
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
