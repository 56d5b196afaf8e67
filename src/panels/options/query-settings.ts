import type { Duration } from "../../model/definition/duration.js";
import { duration, list, number, type OptionTable, string } from "../../model/definition/option-table.js";

/** Options of a panel for all of its queries. */
export interface QuerySettings {
  /**
   * The smallest step between two points, and so the least range of a rate.
   *
   * @default the scrape interval for Prometheus, so that a rate never sees a single sample
   */
  readonly minStep?: Duration;
  /** The most points of a series, instead of one a pixel. */
  readonly maxDataPoints?: number;
  /** Shows this long until now, whatever time range the dashboard shows. */
  readonly relativeTime?: Duration;
  /** Shows the time range this much earlier: `"1w"` for last week. */
  readonly timeShift?: Duration;
  /** Names of queries that are not shown, because only an expression reads them. */
  readonly hiddenQueries?: readonly string[];
}

export const querySettings = {
  minStep: duration,
  maxDataPoints: number,
  relativeTime: duration,
  timeShift: duration,
  hiddenQueries: list(string),
} as const satisfies OptionTable<QuerySettings>;

/** Renders the options that Grafana keeps with the panel. */
export function renderQuerySettings({ maxDataPoints, relativeTime, timeShift }: QuerySettings): object {
  return {
    ...(maxDataPoints !== undefined && { maxDataPoints }),
    ...(relativeTime !== undefined && { timeFrom: relativeTime }),
    ...(timeShift !== undefined && { timeShift }),
  };
}
