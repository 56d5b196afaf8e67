import { parseMatchers } from "../../formats/alertmanager/index.js";
import type {
  AlertmanagerConfig,
  InhibitRule,
  NamedTimeInterval,
  Route,
  TimeInterval,
} from "../../formats/alertmanager/types.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { YamlValue } from "../../yaml/index.js";

type Fields = { readonly [name: string]: YamlValue };

/** Converts a route, with those below it. */
export function convertRoute(route: Route, version: PrometheusVersion): Fields {
  const { receiver, group_by, group_wait, group_interval, repeat_interval, routes = [] } = route;
  const { matchers = [], mute_time_intervals, active_time_intervals } = route;
  return {
    ...(receiver !== undefined && { receiver }),
    ...(matchers.length > 0 && { matchers: convertMatchers(matchers, version) }),
    ...(route.continue === true && { continue: true }),
    ...(group_by && { groupBy: group_by }),
    ...(group_wait !== undefined && { groupWait: group_wait }),
    ...(group_interval !== undefined && { groupInterval: group_interval }),
    ...(repeat_interval !== undefined && { repeatInterval: repeat_interval }),
    ...(mute_time_intervals && { muteTimeIntervals: mute_time_intervals }),
    ...(active_time_intervals && { activeTimeIntervals: active_time_intervals }),
    ...(routes.length > 0 && { routes: routes.map((one) => convertRoute(one, version)) }),
  };
}

export function convertInhibitRule(rule: InhibitRule, version: PrometheusVersion): Fields {
  return {
    sourceMatch: convertMatchers(rule.source_matchers ?? [], version),
    targetMatch: convertMatchers(rule.target_matchers ?? [], version),
    ...(rule.equal && { equal: rule.equal }),
  };
}

/** Converts the time intervals. The object has no time zones: those that name one are listed. */
export function convertIntervals({ time_intervals = [], mute_time_intervals = [] }: AlertmanagerConfig): {
  readonly intervals: readonly Fields[];
  readonly zoned: readonly string[];
} {
  const all = [...time_intervals, ...mute_time_intervals];
  return { intervals: all.map(convertInterval), zoned: all.filter(isZoned).map(({ name }) => name) };
}

function isZoned({ time_intervals }: NamedTimeInterval): boolean {
  return time_intervals.some(({ location = "UTC" }) => location !== "UTC");
}

function convertInterval({ name, time_intervals }: NamedTimeInterval): Fields {
  return { name, timeIntervals: time_intervals.map(convertPeriod) };
}

function convertPeriod({ times, weekdays, days_of_month, months, years }: TimeInterval): Fields {
  return {
    ...(times && { times: times.map(({ start_time, end_time }) => ({ startTime: start_time, endTime: end_time })) }),
    ...(weekdays && { weekdays }),
    ...(days_of_month && { daysOfMonth: days_of_month.map(convertDays) }),
    ...(months && { months }),
    ...(years && { years }),
  };
}

/** `"1:15"`, `"-1"` */
function convertDays(text: string): Fields {
  const [start, end = start] = text.split(":").map(Number);
  return { start: start!, end: end! };
}

function convertMatchers(texts: readonly string[], version: PrometheusVersion): readonly Fields[] {
  return texts.flatMap((text) =>
    parseMatchers(text, version).matchers.map(({ name, operator, value }) => ({ name, matchType: operator, value })),
  );
}
