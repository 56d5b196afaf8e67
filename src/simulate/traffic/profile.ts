import { type Duration, durationMs } from "../../model/definition/duration.js";

/** Something that changes over a run: what holds from which time on, or between which times it moves. */
export interface Profile<T = number> {
  readonly kind: "course";
  readonly interpolation: "at once" | "evenly";
  /** In the order of their times: milliseconds since the start of the run. */
  readonly points: readonly { readonly at: number; readonly value: T }[];
}

/** A value, or how it goes over the run. */
export type ValueOrProfile<T = number> = T | Profile<T>;

/** The series is not there. */
export type Gone = "gone";

/** Values by the time from which on they hold, since the start of the run. */
export type Points<T> = { readonly [At in Duration]?: T };

/**
 * Changes at once, at each of the times. Before the first it is what it is at the first.
 *
 * @example
 * traffic(user.http, { errors: steps({ "0m": 0, "10m": 0.06, "30m": 0 }) })
 */
export function steps<const T>(points: Points<T>): Profile<T> {
  return { kind: "course", interpolation: "at once", points: sortPoints(points) };
}

/**
 * Moves evenly from each of the values to the next, and stays at the last.
 *
 * @example
 * series(containers.memory.where({ pod: "user-1" }), ramp({ "5m": 100e6, "30m": 500e6 }))
 */
export function ramp(points: Points<number>): Profile<number> {
  return { kind: "course", interpolation: "evenly", points: sortPoints(points) };
}

function sortPoints<T>(points: Points<T>): Profile<T>["points"] {
  const all = Object.entries(points).map(([text, value]) => {
    const at = durationMs(text);
    if (at === undefined) throw new Error(`"${text}" is no time: write it as in "10m" or "1h30m"`);
    return { at, value: value as T };
  });
  if (all.length === 0) throw new Error("steps and ramps need at least one value");
  return all.sort((a, b) => a.at - b.at);
}

export function isProfile<T>(value: ValueOrProfile<T>): value is Profile<T> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "course";
}

/** What it is at a time. */
export function valueAt<T>(over: ValueOrProfile<T>, time: number): T {
  if (!isProfile(over)) return over;
  const { points, interpolation: moves } = over;
  let index = points.length - 1;
  while (index > 0 && points[index]!.at > time) index -= 1;
  const { at, value } = points[index]!;
  const next = points[index + 1];
  if (moves === "at once" || !next || time <= at) return value;
  const share = (time - at) / (next.at - at);
  return ((value as number) + share * ((next.value as number) - (value as number))) as T;
}

/** The times at which it changes its ways. */
export function breakpoints(over: ValueOrProfile<unknown>): readonly number[] {
  return isProfile(over) ? over.points.map(({ at }) => at) : [];
}

/** Where a curve is to be looked at between two turns, so that up to a cubic the sum is exact. Never at the turns. */
const gaussNodes = [0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6];

/** How much comes together between two times of something that is so much each second. */
export function integrate(
  perSecond: (time: number) => number,
  discontinuities: readonly number[],
  from: number,
  to: number,
): number {
  const cuts = [from, ...discontinuities.filter((turn) => from < turn && turn < to), to];
  let sum = 0;
  for (let index = 1; index < cuts.length; index++) {
    const start = cuts[index - 1]!;
    const length = cuts[index]! - start;
    const [first, second] = gaussNodes.map((node) => perSecond(start + node * length));
    sum += (length / 1000) * ((first! + second!) / 2);
  }
  return sum;
}
