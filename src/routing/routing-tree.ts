import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, Route } from "../formats/alertmanager/types.js";
import { compileMatchers, type Labels, type LabelTest, listConditions } from "./label-test.js";

/** A route with everything that it inherits. */
export interface RoutingNode {
  /** The positions that lead to it from the root: `[0, 2]`. */
  readonly path: readonly number[];
  readonly route: Route;
  readonly receiver: string;
  /** `...` stands for all labels. */
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** The intervals outside of which, and those within which, it does not notify. They are not inherited. */
  readonly activeIntervals: readonly string[];
  readonly muteIntervals: readonly string[];
  readonly children: readonly RoutingNode[];
  readonly matches: LabelTest;
  /** The children that may match an alert, in order. */
  candidates(labels: Labels): readonly RoutingNode[];
}

/** The tree of a configuration. */
export interface RoutingTree {
  readonly root: RoutingNode;
  /** The routes that take an alert, in the order of the tree. */
  route(labels: Labels): readonly RoutingNode[];
}

/** The settings of Alertmanager's root route where the configuration has none. */
const defaults = { groupBy: [], groupWait: "30s", groupInterval: "5m", repeatInterval: "4h" } as const;

/**
 * Compiles the routing tree of a configuration.
 *
 * @example
 * createRoutingTree(config, { major: 0, minor: 28 }).route({ severity: "critical" }).map(({ receiver }) => receiver);
 */
export function createRoutingTree({ route }: AlertmanagerConfig, version: AlertmanagerVersion): RoutingTree {
  const root = createNode(route, { receiver: "", ...defaults }, [], version);
  return { root, route: (labels) => follow(root, labels) };
}

type Inherited = Pick<RoutingNode, "receiver" | "groupBy" | "groupWait" | "groupInterval" | "repeatInterval">;

function createNode(
  route: Route,
  inherited: Inherited,
  path: readonly number[],
  version: AlertmanagerVersion,
): RoutingNode {
  const own: Inherited = {
    receiver: route.receiver || inherited.receiver,
    groupBy: inheritGroupBy(route, inherited, version),
    groupWait: route.group_wait ?? inherited.groupWait,
    groupInterval: route.group_interval ?? inherited.groupInterval,
    repeatInterval: route.repeat_interval ?? inherited.repeatInterval,
  };
  const children = (route.routes ?? []).map((child, index) => createNode(child, own, [...path, index], version));
  return {
    ...own,
    path,
    route,
    activeIntervals: route.active_time_intervals ?? [],
    muteIntervals: route.mute_time_intervals ?? [],
    children,
    matches: compileMatchers(route, version),
    candidates: selectCandidates(children, version),
  };
}

/** Up to this many children, testing each beats a look-up. */
const fewChildren = 8;

/** Looks children up by the label that most of them compare with one value, as subtrees of systems do. */
function selectCandidates(children: readonly RoutingNode[], version: AlertmanagerVersion): RoutingNode["candidates"] {
  if (children.length <= fewChildren) return () => children;
  const equalities = children.map(({ route }) => {
    const exact = listConditions(route, version).filter(({ operator }) => operator === "=");
    return new Map(exact.map(({ name, value }) => [name, value]));
  });
  const counts = new Map<string, number>();
  for (const name of equalities.flatMap((one) => [...one.keys()])) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [label] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), ["", 0]);
  const others = children.filter((_, index) => !equalities[index]!.has(label));
  const byValue = new Map<string, readonly RoutingNode[]>();
  for (const value of new Set(equalities.map((one) => one.get(label)))) {
    if (value === undefined) continue;
    byValue.set(
      value,
      children.filter((_, index) => !equalities[index]!.has(label) || equalities[index]!.get(label) === value),
    );
  }
  return (labels) => byValue.get(Object.hasOwn(labels, label) ? labels[label]! : "") ?? others;
}

/** An empty list overrides that of the parent since 0.31. */
function inheritGroupBy(
  { group_by: own }: Route,
  { groupBy }: Inherited,
  { major, minor }: AlertmanagerVersion,
): readonly string[] {
  if (own === undefined) return groupBy;
  return own.length > 0 || major > 0 || minor >= 31 ? own : groupBy;
}

function follow(node: RoutingNode, labels: Labels): readonly RoutingNode[] {
  let reached: RoutingNode[] | undefined;
  for (const child of node.candidates(labels)) {
    if (!child.matches(labels)) continue;
    const taken = follow(child, labels);
    if (reached === undefined) reached = [...taken];
    else reached.push(...taken);
    if (child.route.continue !== true) break;
  }
  return reached ?? [node];
}

/** The labels by which a route groups an alert. */
export function groupLabelsOf({ groupBy }: Pick<RoutingNode, "groupBy">, labels: Labels): Labels {
  if (groupBy.includes("...")) return labels;
  const present = groupBy.filter((name) => Object.hasOwn(labels, name)).toSorted();
  return Object.fromEntries(present.map((name) => [name, labels[name]!]));
}
