import type { AlertmanagerConfig } from "../formats/alertmanager/types.js";
import type { Settings } from "../model/project/project.js";
import { releaseOrDefault } from "../model/project/releases.js";
import type { SystemFacts } from "../model/system/system.js";
import { labelsOfRule } from "../routing/alert-labels.js";
import { isActive } from "../routing/is-active.js";
import type { Labels } from "../routing/label-test.js";
import { isInhibited } from "../routing/route-alert.js";
import { createRoutingTree } from "../routing/routing-tree.js";
import { compileIntervals } from "../routing/time-intervals.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import { describeSelector, selectRules } from "./alert-selector.js";
import type { RouteCase } from "./expectations.js";
import { requireReceiver, shortName } from "./simulate-notifications.js";

/** The alerts of a system in an environment, and their routing. */
export interface RoutedSystem {
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly rules: readonly AlertRule[];
  readonly routing: AlertmanagerConfig | undefined;
}

export interface RouteResult {
  readonly pass: boolean;
  readonly table: string;
  readonly failures: number;
  /** The rules that the cases name. */
  readonly rules: readonly AlertRule[];
}

/** Compares whom alerts reach with a table of cases. */
export function evaluateRoutes(routed: RoutedSystem, cases: readonly RouteCase[]): RouteResult {
  const rows = cases.map((one) => evaluateCase(routed, one));
  const failures = rows.filter(({ pass }) => !pass).length;
  return { pass: failures === 0, table: drawTable(rows), failures, rules: rows.flatMap(({ rules }) => rules) };
}

interface RouteRow {
  readonly pass: boolean;
  readonly cells: readonly string[];
  readonly rules: readonly AlertRule[];
}

function evaluateCase(routed: RoutedSystem, one: RouteCase): RouteRow {
  const { alert, labels = {}, at, while: firing, receivers } = one;
  const time = at === undefined ? undefined : Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`"${at}" is not a time: write "2026-01-05T09:00:00Z"`);
  const expected = receivers.map((receiver) => requireReceiver(routed, receiver)).sort();
  const rules = selectRules(routed, alert);
  const others = firing === undefined ? [] : selectRules(routed, firing);
  const reached = rules.map((rule) => recipientsOf(routed, rule, { labels, time, others }));
  const different = reached.find((names) => names.join() !== expected.join());
  const written = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const during = firing === undefined ? "" : describeSelector(firing);
  const cells = [describeSelector(alert), written.join(", "), at ?? "", during, list(expected)];
  return {
    pass: different === undefined,
    cells: [...cells, list(different ?? expected)],
    rules: [...rules, ...others],
  };
}

interface Circumstances {
  readonly labels: Labels;
  readonly time: number | undefined;
  readonly others: readonly AlertRule[];
}

/** Returns the names of the receivers that an alert reaches; without a time, at some time. */
function recipientsOf(
  { system, settings, routing }: RoutedSystem,
  rule: AlertRule,
  { labels: own, time, others }: Circumstances,
): readonly string[] {
  if (routing === undefined) return [];
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  // A label that the rule sets wins, as in Prometheus.
  const labelsOf = (one: AlertRule) => ({ ...own, ...labelsOfRule(one, system.name, settings) });
  const labels = labelsOf(rule);
  if (isInhibited(routing, labels, others.map(labelsOf), version)) return [];
  const intervals = compileIntervals(routing);
  const nodes = createRoutingTree(routing, version).route(labels);
  const active = nodes.filter((node) => time === undefined || isActive(node, intervals, time));
  return [...new Set(active.map(({ receiver }) => shortName({ system, settings }, receiver)))].sort();
}

function list(receivers: readonly string[]): string {
  return receivers.length === 0 ? "nobody" : receivers.join(", ");
}

const titles = ["alert", "labels", "at", "while", "expected", "actual"];

/** Draws the cases as a table, without columns that are empty. */
function drawTable(rows: readonly RouteRow[]): string {
  const used = titles.map((_, column) => column).filter((column) => rows.some(({ cells }) => cells[column] !== ""));
  const widths = used.map((column) =>
    Math.max(titles[column]!.length, ...rows.map(({ cells }) => cells[column]!.length)),
  );
  const line = (mark: string, cells: readonly string[]) =>
    `${mark} ${used.map((column, index) => cells[column]!.padEnd(widths[index]!)).join("  ")}`.trimEnd();
  return [line(" ", titles), ...rows.map(({ pass, cells }) => line(pass ? "✓" : "✗", cells))].join("\n");
}
