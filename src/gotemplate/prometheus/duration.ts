import type { GoFunction, GoInteger, GoType, GoValue } from "../values/definitions.js";
import { goFunction, typed } from "../values/function.js";
import { int64Type } from "../values/types.js";
import { goFloat, goInt, goString } from "../values/value.js";

type Method = (receiver: GoValue) => GoFunction;

const second = 1_000_000_000n;

/** Go's `time.Duration`: nanoseconds that print as `1h2m3.5s`. */
export const durationType: GoType = {
  name: "time.Duration",
  kind: "int",
  text: (value) => durationText(toNanoseconds(value)),
  methods: new Map<string, Method>([
    ["String", (receiver) => goFunction([], () => goString(durationText(toNanoseconds(receiver))))],
    ["Hours", inUnits(3600e9)],
    ["Minutes", inUnits(60e9)],
    ["Seconds", inUnits(1e9)],
    ["Milliseconds", inWholeUnits(1_000_000n)],
    ["Microseconds", inWholeUnits(1000n)],
    ["Nanoseconds", inWholeUnits(1n)],
    ["Round", rounding(true)],
    ["Truncate", rounding(false)],
  ]),
};

export function goDuration(nanoseconds: bigint): GoInteger {
  return goInt(BigInt.asIntN(64, nanoseconds), durationType);
}

/** Converts seconds to a duration; out of range it becomes the smallest one, as in Go. */
export function secondsToDuration(seconds: number): GoInteger {
  const nanoseconds = seconds * 1e9;
  const fits = nanoseconds >= -(2 ** 63) && nanoseconds < 2 ** 63;
  return goDuration(fits ? BigInt(Math.trunc(nanoseconds)) : -(2n ** 63n));
}

function toNanoseconds(value: GoValue): bigint {
  return (value as GoInteger).value;
}

function inUnits(unit: number): Method {
  return (receiver) =>
    goFunction([], () => {
      const nanoseconds = toNanoseconds(receiver);
      const whole = nanoseconds / BigInt(unit);
      return goFloat(Number(whole) + Number(nanoseconds - whole * BigInt(unit)) / unit);
    });
}

function inWholeUnits(unit: bigint): Method {
  return (receiver) => goFunction([], () => goInt(toNanoseconds(receiver) / unit, int64Type));
}

/** To a multiple of the argument; halfway values away from zero, as Go rounds them. */
function rounding(toNearest: boolean): Method {
  return (receiver) =>
    goFunction([typed<GoInteger>(durationType)], ({ value: step }) => {
      const nanoseconds = toNanoseconds(receiver);
      if (step <= 0n) return goDuration(nanoseconds);
      const rest = nanoseconds % step;
      const size = rest < 0n ? -rest : rest;
      const moved = nanoseconds < 0n ? -step : step;
      return goDuration(nanoseconds - rest + (toNearest && size + size >= step ? moved : 0n));
    });
}

function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${fraction(size, 1000n)}µs`;
  if (size < second) return `${sign}${fraction(size, 1_000_000n)}ms`;
  const minutes = size / (60n * second);
  const seconds = `${fraction(size % (60n * second), second)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** A number of units with decimals, without trailing zeros. */
function fraction(size: bigint, unit: bigint): string {
  const digits = String(size % unit)
    .padStart(String(unit).length - 1, "0")
    .replace(/0+$/, "");
  return digits === "" ? String(size / unit) : `${size / unit}.${digits}`;
}
