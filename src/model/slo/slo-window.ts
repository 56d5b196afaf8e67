import { type Duration, durationMs } from "../definition/duration.js";
import { promql } from "../expression/promql.js";
import type { Query } from "../expression/query.js";

/** A period that begins with the calendar, in UTC. A week begins on Monday. */
export type CalendarPeriod = "week" | "month" | "year";

/** The time over which an objective counts: the last so many days, or the current period of the calendar. */
export type SloWindow = Duration | CalendarPeriod;

export const calendarPeriods = ["week", "month", "year"] as const satisfies readonly CalendarPeriod[];

/** The longest that a period lasts. */
const longest = { week: "7d", month: "31d", year: "366d" } as const satisfies Record<CalendarPeriod, Duration>;

/** The length that budgets of a period are reckoned with. */
const usual = { week: "7d", month: "30d", year: "365d" } as const satisfies Record<CalendarPeriod, Duration>;

export function isCalendarPeriod(window: SloWindow): window is CalendarPeriod {
  return (calendarPeriods as readonly string[]).includes(window);
}

/** The range that covers a window, however long it is this time. */
export function longestRange(window: SloWindow): Duration {
  return isCalendarPeriod(window) ? longest[window] : window;
}

/** The length of a window, in milliseconds. A month has 30 days. */
export function windowMs(window: SloWindow): number {
  return durationMs(isCalendarPeriod(window) ? usual[window] : window) ?? 0;
}

/** The window in the name of a series: `rate30d`, or `month`. */
export function windowSuffix(window: SloWindow): string {
  return isCalendarPeriod(window) ? window : `rate${window}`;
}

/** The expression for the time at which a period began, in seconds since the epoch: that of now, or of some time ago. */
export function periodStart(period: CalendarPeriod, { secondsAgo }: { readonly secondsAgo: number }): Query {
  const time = secondsAgo === 0 ? promql`time()` : promql`time() - ${secondsAgo}`;
  const midnight = promql`vector(${time} - ${time} % 86400)`;
  switch (period) {
    case "week":
      // Prometheus counts the days of a week from Sunday.
      return promql`${midnight} - 86400 * ((day_of_week(vector(${time})) + 6) % 7)`;
    case "month":
      return promql`${midnight} - 86400 * (day_of_month(vector(${time})) - 1)`;
    case "year":
      return promql`${midnight} - 86400 * (day_of_year(vector(${time})) - 1)`;
  }
}
