/** Beyond what `Date` can hold, the calendar repeats itself every 400 years. */
const cycleYears = 400;
const cycleSeconds = 12_622_780_800n;
/** `Date` can hold the whole year of such a second, and the whole month. */
const largestOfDate = 8_600_000_000_000;
const smallestInteger = -(2n ** 63n);
/** Where Go's calendar begins; what is before wraps around. */
const firstSecond = -9_223_372_028_715_321_600n;

/** A point in time, as Go's `time.Unix` has it, in UTC. */
export interface CalendarDate {
  /** The same day and time in a year that `Date` can hold. */
  readonly date: Date;
  readonly year: number;
}

/**
 * The date of seconds since 1970. What is no 64-bit integer becomes the smallest one, as Go converts floats on most
 * machines, so that even NaN has a date.
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
