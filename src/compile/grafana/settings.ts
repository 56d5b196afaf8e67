import type { Dashboard as DashboardData } from "../../formats/grafana/types.js";
import type { Dashboard } from "../../model/dashboard/dashboard.js";
import { monthNumber, type TimeRange } from "../../model/dashboard/dashboard-settings.js";
import type { Duration } from "../../model/definition/duration.js";
import { relativeTime } from "./time-range.js";

const cursorSync = { none: 0, crosshair: 1, tooltip: 2 } as const;

type Settings = Pick<DashboardData, "timezone" | "graphTooltip" | "time" | "refresh" | "timepicker" | "liveNow">;

/** Compiles the settings of a dashboard as a whole: its time, and what readers can change. */
export function compileSettings(definition: Dashboard): Settings {
  const { last = "1h", refresh = "1m", timeZone = "browser", tooltip = "crosshair" } = definition;
  const { editable = false, weekStart, fiscalYearStartMonth, liveNow, preload } = definition;
  const timepicker = compileTimePicker(definition);
  return {
    timezone: timeZone,
    ...(weekStart !== undefined && { weekStart }),
    ...(fiscalYearStartMonth !== undefined && { fiscalYearStartMonth: monthNumber(fiscalYearStartMonth) }),
    editable,
    graphTooltip: cursorSync[tooltip],
    time: compileRange(last),
    ...(refresh !== false && { refresh }),
    ...(Object.keys(timepicker).length > 0 && { timepicker }),
    ...(liveNow && { liveNow }),
    ...(preload && { preload }),
  } as Settings;
}

function compileTimePicker({ refreshChoices, quickRanges, nowDelay, hideTimePicker }: Dashboard) {
  return {
    ...(hideTimePicker && { hidden: true }),
    ...(refreshChoices && { refresh_intervals: refreshChoices }),
    ...(quickRanges && {
      quick_ranges: Object.entries(quickRanges).map(([display, range]) => ({ display, ...compileRange(range) })),
    }),
    ...(nowDelay !== undefined && { nowDelay }),
  };
}

function compileRange(range: Duration | TimeRange): { readonly from: string; readonly to: string } {
  return typeof range === "string"
    ? { from: relativeTime(range), to: "now" }
    : { from: range.from, to: range.to ?? "now" };
}
