import type { AlertmanagerConfig, NamedTimeInterval, Route, TimeInterval } from "../../formats/alertmanager/types.js";
import type { MutantKind } from "../mutant.js";

/** A change of a named time interval. */
interface HoursChange {
  readonly kind: MutantKind;
  readonly route: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly changed: AlertmanagerConfig;
}

/** Moves the start and the end of each named time interval by an hour, and leaves out its weekdays and its time zone. */
export function hoursChanges(config: AlertmanagerConfig): readonly HoursChange[] {
  const { time_intervals: intervals = [] } = config;
  return intervals.flatMap((interval, index) =>
    changesOf(interval).map(({ before, after, changed }) => ({
      ...({ kind: "hours", route: `time interval ${interval.name}`, name: interval.name, before, after } as const),
      changed: { ...config, time_intervals: intervals.with(index, changed) },
    })),
  );
}

/** True if a route, or one below it, has a time interval. */
export function usesInterval(route: Route, name: string): boolean {
  const { active_time_intervals: active = [], mute_time_intervals: mute = [], routes = [] } = route;
  return active.includes(name) || mute.includes(name) || routes.some((child) => usesInterval(child, name));
}

interface IntervalChange {
  readonly before: string;
  readonly after: string;
  readonly changed: NamedTimeInterval;
}

function changesOf(interval: NamedTimeInterval): readonly IntervalChange[] {
  return interval.time_intervals.flatMap((part, index) =>
    [...timeChanges(part), ...fieldChanges(part)].map(({ before, after, part: other }) => ({
      ...{ before, after },
      changed: { ...interval, time_intervals: interval.time_intervals.with(index, other) },
    })),
  );
}

interface PartChange {
  readonly before: string;
  readonly after: string;
  readonly part: TimeInterval;
}

function timeChanges(part: TimeInterval): readonly PartChange[] {
  const { times = [] } = part;
  return times.flatMap((range, index) =>
    (["start_time", "end_time"] as const).flatMap((field): readonly PartChange[] => {
      const before = range[field];
      const after = anHourLater(before);
      if (after === undefined || (field === "start_time" && after >= range.end_time)) return [];
      return [
        {
          before: `${field} ${before}`,
          after,
          part: { ...part, times: times.with(index, { ...range, [field]: after }) },
        },
      ];
    }),
  );
}

/** Returns `10:30` for `09:30`; undefined past the end of the day. */
function anHourLater(time: string): string | undefined {
  const [hour, minutes] = time.split(":").map(Number) as [number, number];
  if (hour * 60 + minutes + 60 > 1440) return undefined;
  return `${String(hour + 1).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function fieldChanges(part: TimeInterval): readonly PartChange[] {
  return (["weekdays", "days_of_month", "months", "years", "location"] as const).flatMap((field) => {
    const { [field]: before, ...rest } = part;
    if (before === undefined || before === "UTC") return [];
    return [{ before: `${field} ${[before].flat().join(", ")}`, after: "left out", part: rest }];
  });
}
