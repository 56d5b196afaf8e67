import type { AlertmanagerArtifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig, InhibitRule, Route } from "../../formats/alertmanager/types.js";
import type { CompiledProject, ProjectRevisions } from "../git/compile-both.js";
import type { SystemChange } from "./change.js";
import { compareItems, type Described } from "./pair.js";
import { comparePlaces, type Place } from "./per-environment.js";

/**
 * Compares what Alertmanager is told about notifications: timings and grouping of routes, what silences what, the settings
 * of receivers, and time intervals. Who hears of an alert is compared by the alerts themselves.
 */
export function compareNotifications(revisions: ProjectRevisions): readonly SystemChange[] {
  return comparePlaces(revisions, listSettings, (before, after) =>
    compareItems(before, after, [JSON.stringify, ({ name }) => name]),
  );
}

type Listed = readonly [Place, Described];

function* listSettings({ artifacts }: CompiledProject): Generator<Listed> {
  for (const artifact of artifacts) {
    if (artifact.kind === "alertmanager") yield* listOf(artifact);
  }
}

function* listOf({ value, owners, settings }: AlertmanagerArtifact): Generator<Listed> {
  // Parts of a tree that no system of the project owns are those of others.
  const placeOf = (matchers: readonly string[] = [], system = { name: "others" }): Place => ({
    system: system.name,
    environment: findValue(matchers, settings.alertLabels.environment) ?? settings.environment,
  });
  const named = new Set<string>();
  for (const [index, route] of (value.route.routes ?? []).entries()) {
    const place = placeOf(route.matchers, owners.routes[index]);
    yield* listRoutes(route, place);
    yield* listNamed(value, route, place, named);
  }
  for (const [index, rule] of (value.inhibit_rules ?? []).entries()) {
    const place = placeOf(rule.target_matchers, owners.inhibitRules[index]);
    yield [place, describeInhibition(rule, Object.values(settings.alertLabels))];
  }
  const root = { system: "the root", environment: settings.environment };
  const { routes: _, ...own } = value.route;
  yield [root, { name: "route of all alerts", fields: own }];
  yield* listNamed(value, own, root, named);
}

/** The settings of routes, each named by the matchers on the way to it below the route of its system. */
function* listRoutes({ routes = [], matchers: _, ...own }: Route, place: Place, path = ""): Generator<Listed> {
  yield [place, { name: path === "" ? "route" : `route of ${path}`, fields: own }];
  for (const [index, { matchers = [], ...route }] of routes.entries()) {
    const step = matchers.length > 0 ? matchers.join(", ") : `route ${index + 1}`;
    yield* listRoutes(route, place, path === "" ? step : `${path}, ${step}`);
  }
}

/** The receivers and time intervals that routes name, each at the first system that uses it. */
function* listNamed(
  { receivers, time_intervals = [] }: AlertmanagerConfig,
  route: Route,
  place: Place,
  named: Set<string>,
): Generator<Listed> {
  const used = new Set(namesIn(route));
  for (const { name, ...fields } of receivers) {
    if (!used.has(name) || named.has(name)) continue;
    named.add(name);
    yield [place, { name: `receiver ${name}`, fields }];
  }
  for (const { name, ...fields } of time_intervals) {
    if (!used.has(name) || named.has(name)) continue;
    named.add(name);
    yield [place, { name: `time interval ${name}`, fields: fields as Described["fields"] }];
  }
}

function namesIn(route: Route): readonly string[] {
  const { receiver, active_time_intervals = [], mute_time_intervals = [], routes = [] } = route;
  const own = [...(receiver === undefined ? [] : [receiver]), ...active_time_intervals, ...mute_time_intervals];
  return [...own, ...routes.flatMap(namesIn)];
}

/** `ServiceDown silences HighLatency{severity="warning"}`, without the labels of the system, which both sides have. */
function describeInhibition(rule: InhibitRule, identifying: readonly (string | undefined)[]): Described {
  const { source_matchers = [], target_matchers = [], equal = [], ...others } = rule;
  const own = (matchers: readonly string[]) =>
    describeAlerts(matchers.filter((text) => !identifying.includes(/^[^=!]*/.exec(text)![0].trim())));
  return { name: `${own(source_matchers)} silences ${own(target_matchers)}`, fields: { ...others, equal } };
}

/** The alerts with these labels, as a selector of series is written. */
function describeAlerts(matchers: readonly string[]): string {
  const name = matchers.find((text) => /^alertname=~?"/.test(text));
  const others = matchers.filter((text) => text !== name).join(", ");
  if (name === undefined) return others === "" ? "every alert" : `{${others}}`;
  return `${name.slice(name.indexOf('"') + 1, -1)}${others === "" ? "" : `{${others}}`}`;
}

function findValue(matchers: readonly string[], label: string | undefined): string | undefined {
  const own = matchers.find((text) => label !== undefined && text.startsWith(`${label}="`));
  return own?.slice(own.indexOf('"') + 1, -1);
}
