import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig } from "../formats/alertmanager/types.js";
import { Inhibition } from "./inhibition.js";
import type { Labels } from "./label-test.js";
import { createRoutingTree, type RoutingTree } from "./routing-tree.js";

/** The way of an alert through the routing tree: whom it reaches, and when. */
export interface Routing {
  /** The name of the receiver. */
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
}

const trees = new WeakMap<AlertmanagerConfig, RoutingTree>();

/** Follows an alert through a routing tree, as Alertmanager does: one result for each receiver that it reaches. */
export function routeAlert(
  config: AlertmanagerConfig,
  labels: Labels,
  version: AlertmanagerVersion,
): readonly Routing[] {
  const tree = trees.get(config) ?? createRoutingTree(config, version);
  trees.set(config, tree);
  return tree.route(labels).map(({ receiver, groupBy, groupWait, groupInterval, repeatInterval }) => ({
    ...{ receiver, groupBy, groupWait, groupInterval, repeatInterval },
  }));
}

/** True if one of the firing alerts inhibits an alert. */
export function isInhibited(
  config: AlertmanagerConfig,
  labels: Labels,
  firing: readonly Labels[],
  version: AlertmanagerVersion,
): boolean {
  const inhibition = new Inhibition(config, version);
  for (const source of firing) inhibition.insert(JSON.stringify(source), { labels: source, endsAt: 1 });
  return inhibition.isInhibited(labels, 0);
}
