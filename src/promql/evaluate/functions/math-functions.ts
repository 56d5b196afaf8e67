import { greatest, least, logarithm2, logarithm10 } from "../numeric/go-math.js";
import { mapFloats, scalarArgument, type VectorFunction } from "./vector-call.js";

const simple: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  deg: (value) => (value * 180) / Math.PI,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: logarithm10,
  log2: logarithm2,
  rad: (value) => (value * Math.PI) / 180,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** Clamps a value. A lower bound above the upper one drops it; a NaN bound makes it NaN. */
function clampBetween(value: number, lower: number, upper: number): number | undefined {
  return upper < lower ? undefined : greatest(lower, least(upper, value));
}

export const mathFunctions: readonly (readonly [string, VectorFunction])[] = [
  ...Object.entries(simple).map(
    ([name, change]) => [name, (call) => mapFloats(call, change)] as [string, VectorFunction],
  ),
  [
    "clamp",
    (call) => {
      const lower = scalarArgument(call, 1);
      const upper = scalarArgument(call, 2);
      return mapFloats(call, (value, step) => clampBetween(value, lower[step]!, upper[step]!));
    },
  ],
  [
    "clamp_max",
    (call) => {
      const upper = scalarArgument(call, 1);
      return mapFloats(call, (value, step) => clampBetween(value, Number.NEGATIVE_INFINITY, upper[step]!));
    },
  ],
  [
    "clamp_min",
    (call) => {
      const lower = scalarArgument(call, 1);
      return mapFloats(call, (value, step) => clampBetween(value, lower[step]!, Number.POSITIVE_INFINITY));
    },
  ],
  [
    "round",
    (call) => {
      const nearest = call.values.length > 1 ? scalarArgument(call, 1) : undefined;
      return mapFloats(call, (value, step) => {
        // Prometheus multiplies by the inverse, which rounds less than dividing.
        const inverse = 1 / (nearest?.[step] ?? 1);
        return Math.floor(value * inverse + 0.5) / inverse;
      });
    },
  ],
];
