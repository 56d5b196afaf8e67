import type { AlertmanagerConfig, TimeInterval } from "../../formats/alertmanager/types.js";
import type { RoutingNode } from "../../routing/routing-tree.js";

/** `within office, not within holidays`; empty for a route that always notifies. */
export function describeHours({ activeIntervals, muteIntervals }: RoutingNode): string {
  const active = activeIntervals.length === 0 ? [] : [`within ${activeIntervals.join(" or ")}`];
  return [...active, ...muteIntervals.map((name) => `not within ${name}`)].join(", ");
}

/** Describes the named intervals of a configuration, by their names. */
export function describeIntervals({
  time_intervals: own = [],
  mute_time_intervals: older = [],
}: AlertmanagerConfig): ReadonlyMap<string, string> {
  return new Map(
    [...older, ...own].map(({ name, time_intervals: parts }) => [name, parts.map(describeInterval).join("; ")]),
  );
}

/** `monday:friday, 09:00 to 17:00, Europe/Berlin` */
function describeInterval({ times, weekdays, days_of_month, months, years, location }: TimeInterval): string {
  const days = days_of_month?.map((range) => `days ${range} of the month`);
  const hours = times?.map(({ start_time, end_time }) => `${start_time} to ${end_time}`);
  const parts = [weekdays, days, months, years, hours].map((list) => list?.join(" and "));
  return [...parts, location ?? "UTC"].filter((part) => part !== undefined).join(", ");
}
