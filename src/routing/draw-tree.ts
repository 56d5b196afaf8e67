import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import { type LabelCondition, listConditions } from "./label-test.js";
import type { RoutingNode } from "./routing-tree.js";

/** Text behind a route, and if the routes below it are drawn. */
export interface DrawnRoute {
  readonly note: string;
  readonly isOpen: boolean;
}

/**
 * Draws the routes below one, a line for each.
 *
 * @param childrenOf returns what describes the children of a route, in order
 */
export function drawRoutes(
  node: RoutingNode,
  version: AlertmanagerVersion,
  childrenOf: (parent: RoutingNode) => (child: RoutingNode) => DrawnRoute,
  indent = "",
): readonly string[] {
  const describe = childrenOf(node);
  return node.children.flatMap((child, index) => {
    const isLast = index === node.children.length - 1;
    const { note, isOpen } = describe(child);
    const line = `${indent}${isLast ? "└─ " : "├─ "}${describeNode(child, version)}${note}`;
    return [line, ...(isOpen ? drawRoutes(child, version, childrenOf, `${indent}${isLast ? "   " : "│  "}`) : [])];
  });
}

/** `severity="critical" → on-call (continue)` */
export function describeNode({ route, receiver, path }: RoutingNode, version: AlertmanagerVersion): string {
  const conditions = listConditions(route, version).map(describeCondition).join(", ");
  const matchers = path.length === 0 ? "root" : conditions === "" ? "all alerts" : conditions;
  return `${matchers} → ${receiver}${route.continue === true ? " (continue)" : ""}`;
}

export function describeCondition({ name, operator, value }: LabelCondition): string {
  return `${name}${operator}${JSON.stringify(value)}`;
}
