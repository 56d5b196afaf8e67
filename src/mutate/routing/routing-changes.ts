import type { AlertmanagerArtifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig, InhibitRule, Route } from "../../formats/alertmanager/types.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import type { SystemFacts } from "../../model/system/system.js";
import { formatDuration } from "../../promql/index.js";
import type { MutantKind } from "../mutant.js";
import { hoursChanges, usesInterval } from "./hours-changes.js";
import { inhibitionChanges } from "./inhibition-changes.js";

/** A change to a routing tree. */
export interface RoutingChange {
  readonly kind: MutantKind;
  readonly system: SystemFacts;
  /** The matchers of the changed route, as the report shows it: `severity="critical"`. */
  readonly route: string;
  readonly before: string;
  readonly after: string;
  readonly config: AlertmanagerConfig;
  /** The inhibition rule that is changed, in place of a route. */
  readonly inhibition?: InhibitRule;
}

type RouteChange = Omit<RoutingChange, "config" | "system" | "inhibition"> & { readonly changed: Route };

/** Lists small changes to the subtree of each system: receivers, timing, grouping; and to what alerts inhibit. */
export function routingChanges(
  config: AlertmanagerConfig,
  owners: AlertmanagerArtifact["owners"],
): readonly RoutingChange[] {
  const { route: root, inhibit_rules: rules = [] } = config;
  const subtrees = root.routes ?? [];
  const routed = subtrees.flatMap((subtree, index) => {
    const system = owners.routes[index];
    if (system === undefined) return [];
    return changesOf(subtree, subtree.receiver ?? "", "all alerts", true).map(({ changed, ...change }) => ({
      ...{ ...change, system },
      config: { ...config, route: { ...root, routes: subtrees.with(index, changed) } },
    }));
  });
  const inhibited = rules.flatMap((rule, index) => {
    const system = owners.inhibitRules[index];
    if (system === undefined) return [];
    return inhibitionChanges(rule).map(({ before, after, changed }) => ({
      ...({ kind: "inhibition", route: "all alerts", before, after, system, inhibition: rule } as const),
      config: { ...config, inhibit_rules: rules.toSpliced(index, 1, ...changed) },
    }));
  });
  const timed = hoursChanges(config).flatMap(({ name, changed, ...change }) => {
    const system = owners.routes[subtrees.findIndex((subtree) => usesInterval(subtree, name))];
    return system === undefined ? [] : [{ ...change, system, config: changed }];
  });
  return [...routed, ...inhibited, ...timed];
}

function changesOf(route: Route, inherited: string, name: string, isRoot: boolean): readonly RouteChange[] {
  const shown = isRoot ? name : (route.matchers?.join(", ") ?? name);
  const own = [
    ...timingChanges(route, shown),
    ...groupingChanges(route, shown),
    ...intervalChanges(route, shown),
    ...(isRoot ? [] : matcherChanges(route, shown)),
    ...receiverChanges(route, inherited, shown, isRoot),
  ];
  const { routes = [] } = route;
  const nested = routes.flatMap((child, index) =>
    changesOf(child, route.receiver ?? inherited, shown, false).map((change) => ({
      ...change,
      changed: { ...route, routes: routes.with(index, change.changed) },
    })),
  );
  const dropped = routes.flatMap((child, index): readonly RouteChange[] => {
    if (child.matchers !== undefined || routes.length < 2) return [];
    const changed = { ...route, routes: routes.toSpliced(index, 1) };
    return [{ kind: "receiver", route: shown, before: child.receiver ?? "", after: "left out", changed }];
  });
  return [...own, ...nested, ...dropped];
}

/** Sends to the receiver that the route overrides. */
function receiverChanges(route: Route, inherited: string, shown: string, isRoot: boolean): readonly RouteChange[] {
  const { receiver, routes = [] } = route;
  const isReached = !isRoot && route.matchers !== undefined && !routes.some(({ matchers }) => matchers === undefined);
  if (!isReached || receiver === undefined || receiver === inherited) return [];
  return [
    { kind: "receiver", route: shown, before: receiver, after: inherited, changed: { ...route, receiver: inherited } },
  ];
}

const hour = 3_600_000;

function timingChanges(route: Route, shown: string): readonly RouteChange[] {
  return (["group_wait", "group_interval", "repeat_interval"] as const).flatMap((field): readonly RouteChange[] => {
    const text = route[field];
    const milliseconds = text === undefined ? undefined : parseDuration(text);
    if (text === undefined || milliseconds === undefined || milliseconds === 0) return [];
    const after = formatDuration(field === "repeat_interval" && milliseconds > hour ? hour : 2 * milliseconds);
    const changed = { ...route, [field]: after };
    return [{ kind: "timing", route: shown, before: `${field} ${text}`, after: `${field} ${after}`, changed }];
  });
}

/** Leaves out each of several matchers, and `continue` of a route with matchers. */
function matcherChanges(route: Route, shown: string): readonly RouteChange[] {
  const { matchers = [] } = route;
  const dropped = (matchers.length < 2 ? [] : matchers).map((matcher, index): RouteChange => {
    const changed = { ...route, matchers: matchers.toSpliced(index, 1) };
    return { kind: "route", route: shown, before: matcher, after: "left out", changed };
  });
  if (route.continue !== true || matchers.length === 0) return dropped;
  const { continue: _, ...ending } = route;
  return [...dropped, { kind: "route", route: shown, before: "continue", after: "left out", changed: ending }];
}

/** Leaves out each time interval of a route. */
function intervalChanges(route: Route, shown: string): readonly RouteChange[] {
  return (["active_time_intervals", "mute_time_intervals"] as const).flatMap((field) => {
    const { [field]: names = [], ...rest } = route;
    return names.map((name, index): RouteChange => {
      const left = names.toSpliced(index, 1);
      const changed = left.length === 0 ? rest : { ...rest, [field]: left };
      return { kind: "hours", route: shown, before: `${field} ${name}`, after: "left out", changed };
    });
  });
}

function groupingChanges(route: Route, shown: string): readonly RouteChange[] {
  const { group_by: labels = [] } = route;
  return labels.map((label, index) => {
    const changed = { ...route, group_by: labels.toSpliced(index, 1) };
    return { kind: "grouped alerts", route: shown, before: `group_by ${label}`, after: "left out", changed };
  });
}
