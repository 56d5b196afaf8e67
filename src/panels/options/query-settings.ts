import type { IntervalVariable } from "../../model/dashboard/variable.js";
import type { Duration } from "../../model/definition/duration.js";
import {
  boolean,
  definition,
  duration,
  either,
  list,
  number,
  type OptionTable,
  string,
} from "../../model/definition/option-table.js";

/** Options of a panel for all of its queries. */
export interface QuerySettings {
  /**
   * The smallest step between two points, and so the least range of a rate; or a variable that chooses it.
   *
   * @default the scrape interval for Prometheus, so that a rate never sees a single sample
   */
  readonly minStep?: Duration | IntervalVariable;
  /** The most points of a series, instead of one a pixel. */
  readonly maxDataPoints?: number;
  /** Shows this long until now, whatever time range the dashboard shows. */
  readonly relativeTime?: Duration;
  /** Leaves the panel's own time range out of its title. Default false. */
  readonly hideTimeOverride?: boolean;
  /** Shows the time range this much earlier: `"1w"` for last week. */
  readonly timeShift?: Duration;
  /** Names of queries that are not shown, because only an expression reads them. */
  readonly hiddenQueries?: readonly string[];
}

export const querySettings = {
  minStep: either("a duration or a variable of intervals", duration, definition("variable")),
  maxDataPoints: number,
  relativeTime: duration,
  hideTimeOverride: boolean,
  timeShift: duration,
  hiddenQueries: list(string),
} as const satisfies OptionTable<QuerySettings>;

/** Renders the least step; undefined if there is none. */
export function renderStep(step: QuerySettings["minStep"]): string | undefined {
  return typeof step === "object" ? `$${step.name}` : step;
}

/** Renders the options that Grafana keeps with the panel. */
export function renderQuerySettings(settings: QuerySettings): object {
  const { maxDataPoints, relativeTime, timeShift, hideTimeOverride } = settings;
  return {
    ...(maxDataPoints !== undefined && { maxDataPoints }),
    ...(relativeTime !== undefined && { timeFrom: relativeTime }),
    ...(timeShift !== undefined && { timeShift }),
    ...(hideTimeOverride !== undefined && { hideTimeOverride }),
  };
}
