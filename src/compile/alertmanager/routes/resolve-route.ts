import type { Receiver } from "../../../model/alert/receiver.js";
import type { Route, TimedRoute } from "../../../model/alert/route.js";
import type { TimeInterval } from "../../../model/alert/time-interval.js";
import type { Varying } from "../../../model/definition/per-environment.js";
import { createSubject, resolveValue, type Scope } from "../../scope.js";

/** A route with the receivers, durations and time intervals of one environment. */
export interface ResolvedRoute {
  readonly to: readonly Receiver[];
  readonly groupWait: string | undefined;
  readonly groupInterval: string | undefined;
  readonly repeatInterval: string | undefined;
  readonly active: readonly TimeInterval[];
  readonly mute: readonly TimeInterval[];
  readonly pageWithin: string | undefined;
  /** The receivers of the other hours; undefined if nothing is said about them. */
  readonly otherwise: readonly Receiver[] | "wait" | undefined;
}

/** @param path the option of the system that holds the route */
export function resolveRoute(
  scope: Scope,
  path: readonly string[],
  varying: Varying<Route>,
): ResolvedRoute | undefined {
  const subject = createSubject("system", scope.system.name, scope.system);
  const name = path.join(".");
  const route = resolveValue(scope, subject, `the route "${path.at(-1)}"`, varying, path);
  if (route === undefined) return undefined;
  const timed: TimedRoute = "to" in route ? route : { to: route };
  const value = <T>(option: keyof TimedRoute, of: Varying<T> | undefined) =>
    resolveValue(scope, subject, `"${name}.${option}"`, of, [...path, option]);
  const to = value("to", timed.to);
  return (
    to && {
      to,
      groupWait: value("groupWait", timed.groupWait),
      groupInterval: value("groupInterval", timed.groupInterval),
      repeatInterval: value("repeatInterval", timed.repeatInterval),
      pageWithin: value("pageWithin", timed.pageWithin),
      active: value("active", timed.active) ?? [],
      mute: value("mute", timed.mute) ?? [],
      otherwise: value("otherwise", timed.otherwise),
    }
  );
}

/** All receivers of a route, at any hour. */
export function receiversOf({ to, otherwise = [] }: Pick<ResolvedRoute, "to" | "otherwise">): readonly Receiver[] {
  return otherwise === "wait" ? to : [...to, ...otherwise];
}
