import { type Duration, durationMs } from "../../model/definition/duration.js";
import { requireArgument } from "./require-argument.js";

/** A value that changes over a run, in steps or linearly. */
export interface Profile<T = number> {
  readonly kind: "profile";
  readonly interpolation: "step" | "linear";
  /** Ordered by time, in milliseconds since the start of the run. */
  readonly points: readonly { readonly at: number; readonly value: T }[];
}

/** A constant, or a value that changes over the run. */
export type ValueOrProfile<T = number> = T | Profile<T>;

/** The value of a series that is absent. */
export type Gone = "gone";

/** Values by time since the start of the run. */
export type Points<T> = { readonly [At in Duration]?: T };

/**
 * Changes in steps: each value holds from its time on. Before the first time, the first value holds.
 *
 * @example
 * traffic(user.http, { errors: steps({ "0m": 0, "10m": 0.06, "30m": 0 }) })
 */
export function steps<const T>(points: Points<T>): Profile<T> {
  return { kind: "profile", interpolation: "step", points: sortPoints(points) };
}

/**
 * Changes linearly from each value to the next, and stays at the last.
 *
 * @example
 * series(containers.memory.where({ pod: "user-1" }), ramp({ "5m": 100e6, "30m": 500e6 }))
 */
export function ramp(points: Points<number>): Profile<number> {
  return { kind: "profile", interpolation: "linear", points: sortPoints(points) };
}

function sortPoints<T>(points: Points<T>): Profile<T>["points"] {
  requireArgument("steps(…) and ramp(…)", 'values by time, such as { "0m": 0, "10m": 1 }', points, () => true);
  const all = Object.entries(points).map(([text, value]) => {
    const at = durationMs(text);
    if (at === undefined) throw new Error(`"${text}" is not a duration: write "10m" or "1h30m"`);
    return { at, value: value as T };
  });
  if (all.length === 0) throw new Error("steps and ramps need at least one value");
  return all.sort((a, b) => a.at - b.at);
}

export function isProfile<T>(value: ValueOrProfile<T>): value is Profile<T> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "profile";
}

/** Returns the value at a time. */
export function valueAt<T>(profile: ValueOrProfile<T>, time: number): T {
  if (!isProfile(profile)) return profile;
  const { points, interpolation } = profile;
  let index = points.length - 1;
  while (index > 0 && points[index]!.at > time) index -= 1;
  const { at, value } = points[index]!;
  const next = points[index + 1];
  if (interpolation === "step" || !next || time <= at) return value;
  const share = (time - at) / (next.at - at);
  return ((value as number) + share * ((next.value as number) - (value as number))) as T;
}

/** Returns the times at which a profile jumps or bends. */
export function breakpoints(profile: ValueOrProfile<unknown>): readonly number[] {
  return isProfile(profile) ? profile.points.map(({ at }) => at) : [];
}

/** Nodes of two-point Gauss–Legendre quadrature: exact up to cubics, and never at a discontinuity. */
const gaussNodes = [0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6];

/** Integrates a rate per second between two times, piecewise between its discontinuities. */
export function integrate(
  perSecond: (time: number) => number,
  discontinuities: readonly number[],
  from: number,
  to: number,
): number {
  let sum = 0;
  visitNodes(discontinuities, from, to, (time, seconds) => {
    sum += seconds * perSecond(time);
  });
  return sum;
}

/** Visits the times at which to evaluate an integrand, with the seconds that each stands for. */
export function visitNodes(
  discontinuities: readonly number[],
  from: number,
  to: number,
  visit: (time: number, seconds: number) => void,
): void {
  const cuts = [from, ...discontinuities.filter((turn) => from < turn && turn < to), to];
  for (let index = 1; index < cuts.length; index++) {
    const start = cuts[index - 1]!;
    const length = cuts[index]! - start;
    for (const node of gaussNodes) visit(start + node * length, length / 2000);
  }
}
