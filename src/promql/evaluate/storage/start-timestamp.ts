/*
 * A sample of a counter can say when the counter began, in milliseconds; 0 is not known. What begins anew between two
 * samples was reset, whether or not its value shows it.
 */

/** Whether a counter was reset between two samples, by what they say of their beginnings. */
export function startsBetween(starts: Float64Array, times: Float64Array, before: number, after: number): boolean {
  const [start, time] = [starts[after]!, times[after]!];
  const [startBefore, timeBefore] = [starts[before]!, times[before]!];
  if (start === 0 || start >= time || start < timeBefore) return false;
  if (start > timeBefore) return true;
  // It began with the sample before: a difference does, but so does what began nobody knows when.
  return startBefore !== 0 && startBefore < timeBefore;
}
