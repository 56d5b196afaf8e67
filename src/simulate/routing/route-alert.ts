import { type AlertmanagerVersion, compilePattern, parseMatchers } from "../../formats/alertmanager/index.js";
import type { AlertmanagerConfig, InhibitRule, Route } from "../../formats/alertmanager/types.js";

type Labels = Readonly<Record<string, string>>;

/** The way of an alert through the routing tree: whom it reaches, and when. */
export interface Routing {
  /** The name of the receiver. */
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
}

/** The settings of Alertmanager's root route where the configuration has none. */
const defaults = { groupBy: [], groupWait: "30s", groupInterval: "5m", repeatInterval: "4h" } as const;

/** Follows an alert through a routing tree, as Alertmanager does: one result for each receiver that it reaches. */
export function routeAlert(
  { route }: AlertmanagerConfig,
  labels: Labels,
  version: AlertmanagerVersion,
): readonly Routing[] {
  return follow(route, labels, { receiver: "", ...defaults }, version);
}

function follow(route: Route, labels: Labels, inherited: Routing, version: AlertmanagerVersion): readonly Routing[] {
  const own: Routing = {
    receiver: route.receiver ?? inherited.receiver,
    groupBy: route.group_by ?? inherited.groupBy,
    groupWait: route.group_wait ?? inherited.groupWait,
    groupInterval: route.group_interval ?? inherited.groupInterval,
    repeatInterval: route.repeat_interval ?? inherited.repeatInterval,
  };
  const reached: Routing[] = [];
  for (const child of route.routes ?? []) {
    if (!matchesRoute(child, labels, version)) continue;
    reached.push(...follow(child, labels, own, version));
    if (child.continue !== true) break;
  }
  return reached.length > 0 ? reached : [own];
}

/** True if one of the firing alerts inhibits an alert. */
export function isInhibited(
  { inhibit_rules: rules = [] }: AlertmanagerConfig,
  labels: Labels,
  firing: readonly Labels[],
  version: AlertmanagerVersion,
): boolean {
  return rules.some(
    (rule) =>
      matchesAll(targetMatchers(rule), labels, version) &&
      firing.some((source) => inhibits(rule, source, labels, version)),
  );
}

/** An alert on both sides of a rule does not inhibit itself, nor another one that is on both. */
function inhibits(rule: InhibitRule, source: Labels, target: Labels, version: AlertmanagerVersion): boolean {
  if (!matchesAll(sourceMatchers(rule), source, version)) return false;
  if ((rule.equal ?? []).some((label) => (source[label] ?? "") !== (target[label] ?? ""))) return false;
  const isTargetOnBoth = matchesAll(sourceMatchers(rule), target, version);
  return !(isTargetOnBoth && matchesAll(targetMatchers(rule), source, version));
}

function sourceMatchers({ source_matchers: matchers = [] }: InhibitRule): readonly string[] {
  return matchers;
}

function targetMatchers({ target_matchers: matchers = [] }: InhibitRule): readonly string[] {
  return matchers;
}

function matchesRoute({ matchers = [] }: Route, labels: Labels, version: AlertmanagerVersion): boolean {
  return matchesAll(matchers, labels, version);
}

function matchesAll(texts: readonly string[], labels: Labels, version: AlertmanagerVersion): boolean {
  return texts
    .flatMap((text) => parseMatchers(text, version).matchers)
    .every(({ name, operator, value }) => {
      const actual = labels[name] ?? "";
      if (operator === "=") return actual === value;
      if (operator === "!=") return actual !== value;
      return compilePattern(value).test(actual) === (operator === "=~");
    });
}
