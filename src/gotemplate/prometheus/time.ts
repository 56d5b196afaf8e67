import type { GoFunction, GoInteger, GoStruct, GoType, GoValue } from "../values/definitions.js";
import { CallFailure, goFunction, int, text, typed } from "../values/function.js";
import { int64Type, pointerType, uint64Type } from "../values/types.js";
import { goBool, goInt, goPointer, goString } from "../values/value.js";
import { type CalendarTime, calendarTime, dayNames, monthNames } from "./calendar.js";
import { durationType, goDuration } from "./duration.js";
import { formatTime } from "./time-layout.js";

export function goTime(nanoseconds: bigint): GoStruct {
  return { kind: "struct", type: timeType, fields: new Map(unexportedFields(nanoseconds)), inner: nanoseconds };
}

export function timeText(nanoseconds: bigint): string {
  return formatTime(calendarTime(nanoseconds), "2006-01-02 15:04:05.999999999 -0700 MST");
}

/** The unexported fields, which only verbs for non-strings print. */
function unexportedFields(nanoseconds: bigint): readonly (readonly [string, GoValue])[] {
  const seconds = floorDivide(nanoseconds - goEpoch, second);
  return [
    ["wall", goInt(nanoseconds - goEpoch - seconds * second, uint64Type)],
    ["ext", goInt(seconds, int64Type)],
    ["loc", { kind: "pointer", type: pointerType(locationType), to: undefined }],
  ];
}

const second = 1_000_000_000n;

/** The zero time of Go: the year 1. */
export const goEpoch = -62_135_596_800n * second;

const monthType = namedNumber("time.Month", (month) => monthNames[month - 1]);
const weekdayType = namedNumber("time.Weekday", (day) => dayNames[day]);
const locationType: GoType = { name: "time.Location", kind: "struct", text: () => "UTC" };

function namedNumber(name: string, nameOf: (value: number) => string | undefined): GoType {
  const shown = (value: GoValue) => nameOf(Number((value as GoInteger).value))!;
  return {
    name,
    kind: "int",
    text: shown,
    methods: new Map([["String", (of) => goFunction([], () => goString(shown(of)))]]),
  };
}

/** A method of a time in nanoseconds. */
type TimeMethod = (nanoseconds: bigint) => GoFunction;

const methods: Readonly<Record<string, TimeMethod>> = {
  Year: part(({ year }) => goInt(year)),
  Month: part(({ month }) => goInt(month, monthType)),
  Day: part(({ day }) => goInt(day)),
  Hour: part(({ hour }) => goInt(hour)),
  Minute: part(({ minute }) => goInt(minute)),
  Second: part(({ second }) => goInt(second)),
  Nanosecond: part(({ nanosecond }) => goInt(nanosecond)),
  Weekday: part(({ weekday }) => goInt(weekday, weekdayType)),
  YearDay: part(({ yearDay }) => goInt(yearDay)),
  String: property((nanoseconds) => goString(timeText(nanoseconds))),
  Unix: property((nanoseconds) => goInt(floorDivide(nanoseconds, second), int64Type)),
  UnixMilli: property((nanoseconds) => goInt(floorDivide(nanoseconds, 1_000_000n), int64Type)),
  UnixMicro: property((nanoseconds) => goInt(floorDivide(nanoseconds, 1000n), int64Type)),
  UnixNano: property((nanoseconds) => goInt(BigInt.asIntN(64, nanoseconds), int64Type)),
  UTC: property(goTime),
  Local: property(goTime),
  Location: property(() => goPointer({ kind: "struct", type: locationType, fields: new Map() })),
  IsZero: property((nanoseconds) => goBool(nanoseconds === goEpoch)),
  IsDST: property(() => goBool(false)),
  Before: comparison((left, right) => left < right),
  After: comparison((left, right) => left > right),
  Equal: comparison((left, right) => left === right),
  Truncate: rounding(false),
  Round: rounding(true),
  Add: (nanoseconds) => goFunction([duration], ({ value }) => timeWithin(nanoseconds + value)),
  AddDate: (nanoseconds) =>
    goFunction([int, int, int], (years, months, days) => addDate(nanoseconds, years, months, days)),
  Sub: (nanoseconds) => goFunction([time], (other) => difference(nanoseconds, toNanoseconds(other))),
  Format: (nanoseconds) =>
    goFunction([text], (layout, limit) => {
      limit.spendText(layout.length * maxGrowth);
      return goString(formatTime(calendarTime(nanoseconds), layout));
    }),
};

/** Go's `time.Time`, always in UTC. */
export const timeType: GoType = {
  name: "time.Time",
  kind: "struct",
  methods: new Map(Object.entries(methods).map(([name, method]) => [name, (of: GoValue) => method(toNanoseconds(of))])),
  text: (value) => timeText(toNanoseconds(value)),
};

const time = typed<GoStruct>(timeType);
const duration = typed<GoInteger>(durationType);

/** Ratio by which a formatted time can be longer than its layout: `1` may be `12`. */
const maxGrowth = 2;

function toNanoseconds(value: GoValue): bigint {
  return (value as GoStruct).inner as bigint;
}

function part(read: (time: CalendarTime) => GoValue): TimeMethod {
  return property((nanoseconds) => read(calendarTime(nanoseconds)));
}

function property(read: (nanoseconds: bigint) => GoValue): TimeMethod {
  return (nanoseconds) => goFunction([], () => read(nanoseconds));
}

function comparison(holds: (left: bigint, right: bigint) => boolean): TimeMethod {
  return (nanoseconds) => goFunction([time], (other) => goBool(holds(nanoseconds, toNanoseconds(other))));
}

/** Go rounds relative to its zero time, not to 1970. */
function rounding(toNearest: boolean): TimeMethod {
  return (nanoseconds) =>
    goFunction([duration], ({ value: step }) => {
      if (step <= 0n) return goTime(nanoseconds);
      const past = (((nanoseconds - goEpoch) % step) + step) % step;
      const goesUp = toNearest && past + past >= step;
      return timeWithin(nanoseconds - past + (goesUp ? step : 0n));
    });
}

function difference(left: bigint, right: bigint): GoInteger {
  const longest = 2n ** 63n;
  const between = left - right;
  return goDuration(between >= longest ? longest - 1n : between < -longest ? -longest : between);
}

/** Range of `Date`. */
const maxTime = 8_640_000_000_000n * second;
const maxMove = 1_000_000n;

function timeWithin(nanoseconds: bigint): GoStruct {
  if (nanoseconds > maxTime || nanoseconds < -maxTime) throw new CallFailure("the year is out of range");
  return goTime(nanoseconds);
}

function addDate(nanoseconds: bigint, ...moves: readonly [years: bigint, months: bigint, days: bigint]): GoStruct {
  const isFar = moves.some((by) => by > maxMove || by < -maxMove);
  const [years, months, days] = moves.map(Number) as [number, number, number];
  const { year, month, day } = calendarTime(nanoseconds);
  const moved = midnight(year + years, month - 1 + months, day + days);
  if (isFar || Number.isNaN(moved)) throw new CallFailure("the year is out of range");
  return timeWithin(nanoseconds + BigInt(moved - midnight(year, month - 1, day)) * 1_000_000n);
}

/** Milliseconds since 1970. Months and days out of range carry over. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  return (value - (((value % divisor) + divisor) % divisor)) / divisor;
}
