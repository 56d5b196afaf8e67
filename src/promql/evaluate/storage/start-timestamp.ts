/*
 * A sample of a counter can carry a start timestamp, in milliseconds; 0 means unknown. A counter that started between
 * two samples was reset, whether or not its value decreased.
 */

/** True if a counter was reset between two samples, according to their start timestamps. */
export function startsBetween(
  starts: ArrayLike<number>,
  times: ArrayLike<number>,
  before: number,
  after: number,
): boolean {
  const [start, time] = [starts[after]!, times[after]!];
  const [startBefore, timeBefore] = [starts[before]!, times[before]!];
  if (start === 0 || start >= time || start < timeBefore) return false;
  if (start > timeBefore) return true;
  // It started at the previous sample: a reset only if that one is known to have started earlier.
  return startBefore !== 0 && startBefore < timeBefore;
}

/** True if a counter says that it started before its previous sample, which had another start. */
export function startsOverlap(
  starts: ArrayLike<number>,
  times: ArrayLike<number>,
  before: number,
  after: number,
): boolean {
  const start = starts[after]!;
  return start !== 0 && start < times[before]! && start !== starts[before];
}
