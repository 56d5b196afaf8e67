/** The Gregorian calendar repeats every 400 years, which extends the range of `Date`. */
const cycleYears = 400;
const cycleSeconds = 12_622_780_800n;
/** Up to here, `Date` can hold the whole year. */
const largestOfDate = 8_600_000_000_000;
const smallestInteger = -(2n ** 63n);
/** The first second of Go's calendar; earlier ones wrap around. */
const firstSecond = -9_223_372_028_715_321_600n;

/** A point in time in UTC, as in Go's `time.Unix`. */
export interface CalendarDate {
  /** The same day and time in a year that `Date` can represent. */
  readonly date: Date;
  readonly year: number;
}

/**
 * Converts seconds since 1970. Values outside of 64 bits, and NaN, become the smallest integer, as Go converts floats
 * on most platforms.
 */
export function calendarDate(seconds: number): CalendarDate {
  const whole = Math.trunc(seconds);
  if (Math.abs(whole) <= largestOfDate) {
    const date = new Date(whole * 1000);
    return { date, year: date.getUTCFullYear() };
  }
  let exact = whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : smallestInteger;
  if (exact < firstSecond) exact += 2n ** 64n;
  const rest = ((exact % cycleSeconds) + cycleSeconds) % cycleSeconds;
  const date = new Date(Number(rest) * 1000);
  return { date, year: date.getUTCFullYear() + cycleYears * Number((exact - rest) / cycleSeconds) };
}
