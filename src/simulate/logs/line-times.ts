import { breakpoints, type ValueOrProfile, valueAt } from "../traffic/profile.js";

/** A time just before a jump, in milliseconds: the value there is the one before. */
const justBefore = 1e-6;

/** A range of time in which a rate is linear. Rates are per millisecond. */
interface Segment {
  readonly from: number;
  readonly first: number;
  readonly slope: number;
  /** The number of lines in it, which need not be whole. */
  readonly lines: number;
}

/** The number of lines that are logged at a rate per second over a run. */
export function countLines(rate: ValueOrProfile<number>, length: number): number {
  return segmentsOf(rate, length).reduce((sum, { lines }) => sum + lines, 0);
}

/**
 * Yields the times of lines that are logged at a rate per second: whenever the integral of the rate passes the middle
 * between two whole numbers, so that any range holds as many lines as the rate says. Times are in milliseconds since the
 * start of the run.
 */
export function* lineTimes(rate: ValueOrProfile<number>, length: number): Generator<number> {
  let passed = 0;
  let next = 0.5;
  for (const { from, first, slope, lines } of segmentsOf(rate, length)) {
    for (const until = passed + lines; next < until; next++) yield from + elapsedAfter(next - passed, first, slope);
    passed += lines;
  }
}

function segmentsOf(rate: ValueOrProfile<number>, length: number): readonly Segment[] {
  const turns = breakpoints(rate).filter((turn) => 0 < turn && turn < length);
  const cuts = [0, ...turns, length];
  return cuts.slice(1).map((to, index): Segment => {
    const from = cuts[index]!;
    const first = valueAt(rate, from) / 1000;
    const slope = (valueAt(rate, to - justBefore) / 1000 - first) / (to - from);
    return { from, first, slope, lines: (to - from) * (first + (slope * (to - from)) / 2) };
  });
}

/** Solves `first * x + slope * x² / 2 = lines` for its smaller positive root. */
function elapsedAfter(lines: number, first: number, slope: number): number {
  const root = Math.sqrt(Math.max(0, first * first + 2 * slope * lines));
  return (2 * lines) / (first + root);
}
