import { CallFailure, type GoFunction, goFunction, int, text, typed } from "../values/function.js";
import { type GoType, int64Type, pointerType, uint64Type } from "../values/type.js";
import { type GoInteger, type GoStruct, type GoValue, goBool, goInt, goPointer, goString } from "../values/value.js";
import { type CalendarTime, calendarTime, dayNames, monthNames } from "./calendar.js";
import { durationType, goDuration } from "./duration.js";
import { formatTime } from "./time-layout.js";

type Method = (receiver: GoValue) => GoFunction;

const timeMethods = new Map<string, Method>();

/** Go's `time.Time`, always in UTC. */
export const timeType: GoType = {
  name: "time.Time",
  kind: "struct",
  methods: timeMethods,
  text: (value) => timeText(nanosecondsOf(value)),
};

export function goTime(nanoseconds: bigint): GoStruct {
  return { kind: "struct", type: timeType, fields: new Map(innerFields(nanoseconds)), inner: nanoseconds };
}

/** What shows where a time is printed with a verb that is none for texts. */
function innerFields(nanoseconds: bigint): readonly (readonly [string, GoValue])[] {
  const seconds = floorDivide(nanoseconds - firstMoment, 1_000_000_000n);
  return [
    ["wall", goInt(nanoseconds - firstMoment - seconds * 1_000_000_000n, uint64Type)],
    ["ext", goInt(seconds, int64Type)],
    ["loc", { kind: "pointer", type: pointerType(locationType), to: undefined }],
  ];
}

export function timeText(nanoseconds: bigint): string {
  return formatTime(calendarTime(nanoseconds), "2006-01-02 15:04:05.999999999 -0700 MST");
}

const monthType: GoType = namedNumber("time.Month", (month) => monthNames[month - 1]);
const weekdayType: GoType = namedNumber("time.Weekday", (day) => dayNames[day]);
const locationType: GoType = { name: "time.Location", kind: "struct", text: () => "UTC" };

function namedNumber(name: string, nameOf: (value: number) => string | undefined): GoType {
  const textOf = (value: GoValue) => nameOf(Number((value as GoInteger).value))!;
  const methods = new Map<string, Method>([["String", (receiver) => goFunction([], () => goString(textOf(receiver)))]]);
  return { name, kind: "int", text: textOf, methods };
}

function nanosecondsOf(value: GoValue): bigint {
  return (value as GoStruct).inner as bigint;
}

const time = typed<GoStruct>(timeType);
const duration = typed<GoInteger>(durationType);

/** What `Date` can hold; beyond that no calendar is worth computing. */
const farthest = 8_640_000_000_000_000_000_000n;

function timeWithin(nanoseconds: bigint): GoStruct {
  if (nanoseconds > farthest || nanoseconds < -farthest) throw new CallFailure("the year is out of range");
  return goTime(nanoseconds);
}

function read(name: string, part: (time: CalendarTime) => GoValue): void {
  timeMethods.set(name, (receiver) => goFunction([], () => part(calendarTime(nanosecondsOf(receiver)))));
}

read("Year", ({ year }) => goInt(year));
read("Month", ({ month }) => goInt(month, monthType));
read("Day", ({ day }) => goInt(day));
read("Hour", ({ hour }) => goInt(hour));
read("Minute", ({ minute }) => goInt(minute));
read("Second", ({ second }) => goInt(second));
read("Nanosecond", ({ nanosecond }) => goInt(nanosecond));
read("Weekday", ({ weekday }) => goInt(weekday, weekdayType));
read("YearDay", ({ yearDay }) => goInt(yearDay));

function convert(name: string, result: (nanoseconds: bigint) => GoValue): void {
  timeMethods.set(name, (receiver) => goFunction([], () => result(nanosecondsOf(receiver))));
}

convert("String", (nanoseconds) => goString(timeText(nanoseconds)));
convert("Unix", (nanoseconds) => goInt(floorDivide(nanoseconds, 1_000_000_000n), int64Type));
convert("UnixMilli", (nanoseconds) => goInt(floorDivide(nanoseconds, 1_000_000n), int64Type));
convert("UnixMicro", (nanoseconds) => goInt(floorDivide(nanoseconds, 1000n), int64Type));
convert("UnixNano", (nanoseconds) => goInt(BigInt.asIntN(64, nanoseconds), int64Type));
convert("UTC", goTime);
convert("Local", goTime);
convert("IsZero", (nanoseconds) => goBool(nanoseconds === firstMoment));
convert("IsDST", () => goBool(false));
convert("Location", () => goPointer({ kind: "struct", type: locationType, fields: new Map() }));

/** Go's own beginning of time: the year 1. */
const firstMoment = -62_135_596_800_000_000_000n;

function floorDivide(value: bigint, divisor: bigint): bigint {
  return (value - (((value % divisor) + divisor) % divisor)) / divisor;
}

timeMethods.set("Format", (receiver) =>
  goFunction([text], (layout, limit) => {
    limit.spendText(layout.length * 20);
    return goString(formatTime(calendarTime(nanosecondsOf(receiver)), layout));
  }),
);
timeMethods.set("Add", (receiver) =>
  goFunction([duration], ({ value }) => timeWithin(nanosecondsOf(receiver) + value)),
);
timeMethods.set("AddDate", (receiver) =>
  goFunction([int, int, int], (years, months, days) => addDate(nanosecondsOf(receiver), years, months, days)),
);
timeMethods.set("Sub", (receiver) =>
  goFunction([time], (other) => {
    const difference = nanosecondsOf(receiver) - nanosecondsOf(other);
    const largest = 2n ** 63n;
    return goDuration(difference >= largest ? largest - 1n : difference < -largest ? -largest : difference);
  }),
);

function compare(name: string, holds: (left: bigint, right: bigint) => boolean): void {
  timeMethods.set(name, (receiver) =>
    goFunction([time], (other) => goBool(holds(nanosecondsOf(receiver), nanosecondsOf(other)))),
  );
}

compare("Before", (left, right) => left < right);
compare("After", (left, right) => left > right);
compare("Equal", (left, right) => left === right);

/** Rounds since Go's beginning of time, not since 1970. */
function round(name: string, toNearest: boolean): void {
  timeMethods.set(name, (receiver) =>
    goFunction([duration], ({ value: step }) => {
      const nanoseconds = nanosecondsOf(receiver);
      if (step <= 0n) return goTime(nanoseconds);
      const past = (((nanoseconds - firstMoment) % step) + step) % step;
      const goesUp = toNearest && past + past >= step;
      return timeWithin(nanoseconds - past + (goesUp ? step : 0n));
    }),
  );
}

round("Truncate", false);
round("Round", true);

function addDate(nanoseconds: bigint, years: bigint, months: bigint, days: bigint): GoStruct {
  const { year, month, day } = calendarTime(nanoseconds);
  const most = 1_000_000n;
  if ([years, months, days].some((part) => part > most || part < -most))
    throw new CallFailure("the year is out of range");
  const date = Date.UTC(2000, 0, 1);
  const moved = new Date(date);
  moved.setUTCFullYear(year + Number(years), month - 1 + Number(months), day + Number(days));
  const midnight = new Date(date);
  midnight.setUTCFullYear(year, month - 1, day);
  if (Number.isNaN(moved.getTime())) throw new CallFailure("the year is out of range");
  return timeWithin(nanoseconds + BigInt(moved.getTime() - midnight.getTime()) * 1_000_000n);
}
