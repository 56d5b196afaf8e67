import { createHash } from "node:crypto";
import { parseMatchers } from "../../formats/alertmanager/index.js";
import type { AlertmanagerConfig, InhibitRule as InhibitRuleData, Route } from "../../formats/alertmanager/types.js";
import type {
  InhibitionRule,
  MuteTime,
  NotificationPolicy,
  ObjectMatcher,
  ResourceMatcher,
} from "../../formats/grafana-alerting/index.js";
import { deriveKey } from "../../model/definition/key.js";
import type { PrometheusVersion } from "../../promql/index.js";

/** Converts a route of Alertmanager, with those below it, to a notification policy. */
export function convertRoute(route: Route, version: PrometheusVersion): NotificationPolicy {
  const { receiver, group_by, group_wait, group_interval, repeat_interval, routes = [] } = route;
  const matchers = objectMatchers(route.matchers ?? [], version);
  return {
    ...(receiver !== undefined && { receiver }),
    ...(group_by && { group_by }),
    ...(matchers.length > 0 && { object_matchers: matchers }),
    ...(route.continue === true && { continue: true }),
    ...(group_wait !== undefined && { group_wait }),
    ...(group_interval !== undefined && { group_interval }),
    ...(repeat_interval !== undefined && { repeat_interval }),
    ...(route.mute_time_intervals && { mute_time_intervals: route.mute_time_intervals }),
    ...(route.active_time_intervals && { active_time_intervals: route.active_time_intervals }),
    ...(routes.length > 0 && { routes: routes.map((one) => convertRoute(one, version)) }),
  };
}

/** Converts the time intervals of a configuration, which Grafana calls mute timings, whatever routes use them for. */
export function convertIntervals({ time_intervals = [], mute_time_intervals = [] }: AlertmanagerConfig): MuteTime[] {
  return [...time_intervals, ...mute_time_intervals].map(({ name, time_intervals: intervals }) => ({
    name,
    time_intervals: intervals,
  }));
}

const inhibitionApi = "notifications.alerting.grafana.app/v1beta1";

/** Converts an inhibition rule to a resource. Its name has a hash of what it says, so that others keep theirs. */
export function convertInhibition(rule: InhibitRuleData, prefix: string, version: PrometheusVersion): InhibitionRule {
  const matchers = (texts: readonly string[] = []) =>
    objectMatchers(texts, version).map(([label, type, value]): ResourceMatcher => ({ type, label, value }));
  const spec = {
    source_matchers: matchers(rule.source_matchers),
    target_matchers: matchers(rule.target_matchers),
    equal: rule.equal ?? [],
  };
  const hash = createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 8);
  const name = `${deriveKey(prefix)}-${hash}`;
  return { apiVersion: inhibitionApi, kind: "InhibitionRule", metadata: { name }, spec };
}

function objectMatchers(texts: readonly string[], version: PrometheusVersion): readonly ObjectMatcher[] {
  return texts.flatMap((text) =>
    parseMatchers(text, version).matchers.map(({ name, operator, value }): ObjectMatcher => [name, operator, value]),
  );
}
