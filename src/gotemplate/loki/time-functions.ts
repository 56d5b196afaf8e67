import { quoteGo } from "../format/go-strings.js";
import { durationType } from "../prometheus/duration.js";
import { goEpoch, goTime, timeType } from "../prometheus/time.js";
import type { GoFunction, GoStruct, GoValue } from "../values/definitions.js";
import { anything, CallFailure, goFunction, text, typed } from "../values/function.js";
import { goString, indirect } from "../values/value.js";
import { parseTime, type ZoneOffset } from "./parse-time.js";

type Entry = readonly [name: string, definition: GoFunction];

const time = typed<GoStruct>(timeType);
const formatTime = timeType.methods!.get("Format")!;
const second = 1_000_000_000n;

/** Functions of times, all in UTC; `now` gives the time in nanoseconds. */
export function timeFunctions(now: () => bigint): readonly Entry[] {
  return [
    ["now", goFunction([], () => goTime(now()))],
    [
      "date",
      goFunction([text, anything], (layout, value, limit) =>
        formatTime(goTime(timeOf(value) ?? now())).call([goString(layout)], limit),
      ),
    ],
    ["toDate", goFunction([text, text], (layout, value) => goTime(parseTime(layout, value, () => 0) ?? goEpoch))],
    [
      "toDateInZone",
      goFunction([text, text, text], (layout, zone, value) =>
        goTime(parseTime(layout, value, zoneOffset(zone)) ?? goEpoch),
      ),
    ],
    ["unixEpoch", ofTime((at) => floorDivide(at, second))],
    ["unixEpochMillis", ofTime((at) => floorDivide(at, 1_000_000n))],
    ["unixEpochNanos", ofTime((at) => BigInt.asIntN(64, at))],
    ["unixToTime", goFunction([text], unixToTime)],
  ];
}

function ofTime(change: (nanoseconds: bigint) => bigint): GoFunction {
  return goFunction([time], (value) => goString(String(change(value.inner as bigint))));
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  return (value - (((value % divisor) + divisor) % divisor)) / divisor;
}

/** A time, or seconds as an integer. */
function timeOf(value: GoValue | undefined): bigint | undefined {
  const held = indirect(value);
  if (held?.kind === "struct" && held.type === timeType) return held.inner as bigint;
  return held?.kind === "int" && held.type !== durationType ? held.value * second : undefined;
}

/** Nanoseconds of a Unix time, by the number of its digits: days, seconds, milliseconds, … */
const unitOfLength: ReadonlyMap<number, bigint> = new Map([
  [5, 86_400n * second],
  [10, second],
  [13, 1_000_000n],
  [16, 1000n],
  [19, 1n],
]);

function unixToTime(value: string): GoValue {
  const unit = unitOfLength.get(value.length);
  const failed = (reason: string) => new CallFailure(`unable to parse time '${value}': ${reason}`);
  if (!/^[-+]?[0-9]+$/.test(value)) throw failed(`strconv.ParseInt: parsing ${quoteGo(value)}: invalid syntax`);
  const number = BigInt(value.replace("+", ""));
  if (BigInt.asIntN(64, number) !== number) {
    throw failed(`strconv.ParseInt: parsing ${quoteGo(value)}: value out of range`);
  }
  if (unit === undefined) throw failed("%!w(<nil>)");
  return goTime(number * unit);
}

/** The offset of a zone of the time zone database; UTC for an unknown one. */
function zoneOffset(zone: string): ZoneOffset {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone === "" ? "UTC" : zone,
      timeZoneName: "longOffset",
    });
    return (at) => {
      const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
      const [, sign, hours = "0", minutes = "0", seconds = "0"] = /([-+])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
      const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
      return sign === "-" ? -size : size;
    };
  } catch (problem) {
    if (problem instanceof RangeError) return () => 0;
    throw problem;
  }
}
