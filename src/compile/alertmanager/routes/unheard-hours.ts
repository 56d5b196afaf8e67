import type { TimeInterval } from "../../../model/alert/time-interval.js";
import { compileIntervals } from "../../../routing/time-intervals.js";
import { renderPeriod } from "./time-intervals.js";

const quarterHour = 900_000;
const hour = 3_600_000;
/** A Monday. */
const weekStart = Date.UTC(2027, 0, 4);
const yearStart = Date.UTC(2028, 0, 1);

/**
 * Describes the hours in which a route does not notify: `128 hours of a week`. Undefined if it notifies at all hours.
 *
 * @param active the intervals outside of which it does not notify; none for all hours
 * @param mute the intervals in which it does not notify
 */
export function describeUnheardHours(
  active: readonly TimeInterval[],
  mute: readonly TimeInterval[],
): string | undefined {
  const all = [...active, ...mute];
  if (all.length === 0) return undefined;
  const tests = compileIntervals({
    time_intervals: all.map(({ periods }, index) => ({
      name: String(index),
      time_intervals: periods.map(renderPeriod),
    })),
  });
  const holds = (index: number, time: number) => tests.get(String(index))!(time);
  const isHeard = (time: number) =>
    (active.length === 0 || active.some((_, index) => holds(index, time))) &&
    !mute.some((_, index) => holds(active.length + index, time));
  const isWeekly = all.every(({ periods }) => periods.every((one) => !one.daysOfMonth && !one.months && !one.years));
  // Local weeks are the same in summer and winter; a year has days that a week has not.
  const quarters = count(weekStart, 672, quarterHour, (time) => !isHeard(time));
  if (isWeekly) return quarters === 0 ? undefined : `${formatHours(quarters / 4)} of a week`;
  const hours = count(yearStart, 8784, hour, (time) => !isHeard(time));
  return hours === 0 ? undefined : `${formatHours(hours)} of a year`;
}

function count(start: number, steps: number, step: number, test: (time: number) => boolean): number {
  return Array.from({ length: steps }, (_, index) => start + index * step).filter(test).length;
}

function formatHours(hours: number): string {
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
