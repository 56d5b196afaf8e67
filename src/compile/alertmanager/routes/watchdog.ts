import type { Route as RouteData } from "../../../formats/alertmanager/types.js";
import type { Alert } from "../../../model/alert/alert.js";
import { type WatchdogRoute, watchdogSeverity } from "../../../model/alert/watchdog.js";
import { durationMs } from "../../../model/definition/duration.js";
import { formatDuration } from "../../../promql/index.js";
import { createSubject, reportError, resolveValue, type Scope } from "../../scope.js";
import { renderMatcher } from "../matcher.js";
import { writtenAt } from "../written-at.js";

/** An alert that always fires, with its route. */
export type Watchdog = Alert & { readonly watchdog: WatchdogRoute };

export function listWatchdogs({ system }: Pick<Scope, "system">): readonly Watchdog[] {
  return system.definitions.filter((one): one is Watchdog => one.kind === "alert" && one.watchdog !== undefined);
}

/**
 * Compiles the route of a watchdog. Alertmanager repeats a notification at the first flush after `repeat_interval`: with
 * flushes at the half and the whole of the interval, it is repeated at the whole.
 */
export function compileWatchdogRoute(scope: Scope, alert: Watchdog, prefix: string): readonly RouteData[] {
  const subject = createSubject("alert", alert.name, alert);
  const every = resolveValue(scope, subject, '"every"', alert.watchdog.every, ["every"]);
  const milliseconds = every === undefined ? undefined : durationMs(every);
  if (milliseconds === undefined || milliseconds < 10_000) {
    reportError(scope, "definition/wrong-type", subject, {
      summary: `"${every}" is not a duration of at least 10s ("every")`,
      fix: 'write a number and a unit, such as "1m" or "5m"',
      option: ["every"],
    });
    return [];
  }
  const route = {
    receiver: `${prefix}${alert.watchdog.to.name}`,
    matchers: [renderMatcher("alertname", alert.name), renderMatcher("severity", watchdogSeverity)],
    group_wait: "0s",
    group_interval: formatDuration(milliseconds / 2),
    repeat_interval: formatDuration(0.75 * milliseconds),
  };
  return [writtenAt(route, scope, subject)];
}
