import type { Duration } from "../definition/duration.js";
import {
  anything,
  boolean,
  choice,
  duration,
  list,
  type OptionTable,
  object,
  record,
  required,
  string,
  stringOr,
} from "../definition/option-table.js";

/** A range of time in Grafana's words: `{ from: "now-1d/d", to: "now-1d/d" }` is yesterday. */
export interface TimeRange {
  readonly from: string;
  /** @default "now" */
  readonly to?: string;
}

const months = [
  ...(["january", "february", "march", "april", "may", "june"] as const),
  ...(["july", "august", "september", "october", "november", "december"] as const),
] as const;

export type Month = (typeof months)[number];

/** The number of a month, from 0. */
export function monthNumber(month: Month): number {
  return months.indexOf(month);
}

/** Settings of a dashboard as a whole: its time, and what readers can change. */
export interface DashboardSettings {
  /**
   * The initial time range: back from now, or from one time to another.
   *
   * @default "1h"
   * @example
   * last: "3h"
   * @example
   * last: { from: "now/d", to: "now/d" }
   */
  readonly last?: Duration | TimeRange;
  /**
   * The time between two refreshes; `false` to refresh by hand.
   *
   * @default "1m"
   */
  readonly refresh?: Duration | false;
  /**
   * The times between refreshes that readers can choose.
   *
   * @default Grafana's
   */
  readonly refreshChoices?: readonly Duration[];
  /**
   * The time ranges that readers can choose, by their names.
   *
   * @default Grafana's
   * @example
   * quickRanges: { "Last shift": "8h", Yesterday: { from: "now-1d/d", to: "now-1d/d" } }
   */
  readonly quickRanges?: Readonly<Record<string, Duration | TimeRange>>;
  /**
   * The age of the newest data shown, where it arrives late.
   *
   * @default "0s"
   */
  readonly nowDelay?: Duration;
  /**
   * True to hide the choice of time.
   *
   * @default false
   */
  readonly hideTimePicker?: boolean;
  /**
   * `"browser"`, `"utc"`, or the name of a time zone.
   *
   * @default "browser"
   * @example
   * timeZone: "Europe/Berlin"
   */
  readonly timeZone?: string;
  /** @default that of the reader */
  readonly weekStart?: "monday" | "saturday" | "sunday";
  /** @default "january" */
  readonly fiscalYearStartMonth?: Month;
  /**
   * True if readers with the right to it can change the dashboard in Grafana; the next deployment discards the change.
   *
   * @default false
   */
  readonly editable?: boolean;
  /**
   * Shared between panels under the pointer: nothing, a line at the same time, or the tooltip, too.
   *
   * @default "crosshair"
   */
  readonly tooltip?: "none" | "crosshair" | "tooltip";
  /**
   * True to redraw panels as time passes, between two refreshes.
   *
   * @default false
   */
  readonly liveNow?: boolean;
  /**
   * True to load all panels at once, not as they are scrolled to.
   *
   * @default false
   */
  readonly preload?: boolean;
  /**
   * False to leave out the annotations that people make in Grafana, and those of its own alerts.
   *
   * @default true
   */
  readonly grafanaAnnotations?: boolean;
  /**
   * False to leave out the links to the overview and to the other dashboards of the system.
   *
   * @default true
   */
  readonly navigation?: boolean;
}

const timeRange = stringOr(object({ from: required(string), to: string } satisfies OptionTable<TimeRange>));

export const dashboardSettings = {
  last: timeRange,
  refresh: anything,
  refreshChoices: list(duration),
  quickRanges: record(timeRange),
  nowDelay: duration,
  hideTimePicker: boolean,
  timeZone: string,
  weekStart: choice("monday", "saturday", "sunday"),
  fiscalYearStartMonth: choice(...months),
  editable: boolean,
  tooltip: choice("none", "crosshair", "tooltip"),
  liveNow: boolean,
  preload: boolean,
  grafanaAnnotations: boolean,
  navigation: boolean,
} as const satisfies OptionTable<DashboardSettings>;
