import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, InhibitRule } from "../formats/alertmanager/types.js";
import { describeCondition, describeNode, drawRoutes } from "./draw-tree.js";
import { type Labels, listConditions, testCondition } from "./label-test.js";
import { createRoutingTree, type RoutingNode } from "./routing-tree.js";

/**
 * Explains the path of an alert through a routing tree: the receivers that it reaches, and for every other route the reason
 * that it did not take the alert.
 *
 * @example
 * process.stdout.write(explainRoute(config, { severity: "critical", app: "cart" }, { major: 0, minor: 28 }));
 */
export function explainRoute(config: AlertmanagerConfig, labels: Labels, version: AlertmanagerVersion): string {
  const { root, route } = createRoutingTree(config, version);
  const taken = route(labels);
  const reached = taken.map(describeReceiver).join("");
  const tree = [`${describeNode(root, version)}${mark(root, taken)}`, ...drawRoutes(root, version, explainChildren)];
  return `${reached}\n${tree.join("\n")}\n${describeInhibition(config, labels, version)}`;

  /** Explains the children of a route that the alert comes to. */
  function explainChildren() {
    let isTaken = false;
    return (child: RoutingNode) => {
      if (isTaken) return { note: "   - an earlier route has the alert", isOpen: false };
      if (!child.matches(labels)) return { note: `   ✗ ${describeMismatch(child, labels, version)}`, isOpen: false };
      if (child.route.continue !== true) isTaken = true;
      return { note: mark(child, taken), isOpen: true };
    };
  }
}

function describeReceiver({
  receiver,
  groupBy,
  groupWait,
  groupInterval,
  repeatInterval,
  ...node
}: RoutingNode): string {
  const intervals = [
    ...node.activeIntervals.map((name) => `, within ${name}`),
    ...node.muteIntervals.map((name) => `, not within ${name}`),
  ].join("");
  const group = groupBy.length === 0 ? "in one group" : `grouped by ${groupBy.join(", ")}`;
  return `→ ${receiver}: ${group}; first after ${groupWait}, changes every ${groupInterval}, repeated after ${repeatInterval}${intervals}\n`;
}

function mark(node: RoutingNode, taken: readonly RoutingNode[]): string {
  return taken.includes(node) ? "   ✓ notifies" : "   ✓";
}

function describeMismatch({ route }: RoutingNode, labels: Labels, version: AlertmanagerVersion): string {
  const failed = listConditions(route, version).find((one) => !testCondition(one)(labels))!;
  const actual = Object.hasOwn(labels, failed.name) ? labels[failed.name]! : "";
  return actual === "" ? `${failed.name} is missing` : `${failed.name} is ${JSON.stringify(actual)}`;
}

/** Lists the alerts that inhibit this one while they fire. */
function describeInhibition(
  { inhibit_rules: rules = [] }: AlertmanagerConfig,
  labels: Labels,
  version: AlertmanagerVersion,
): string {
  const side = (rule: InhibitRule, name: "source" | "target") =>
    listConditions(
      { matchers: rule[`${name}_matchers`], match: rule[`${name}_match`], match_re: rule[`${name}_match_re`] },
      version,
    );
  const lines = rules
    .filter((rule) => side(rule, "target").every((one) => testCondition(one)(labels)))
    .map((rule) => {
      const equal = (rule.equal ?? []).map((name) => `${name}=${JSON.stringify(labels[name] ?? "")}`).join(", ");
      const source = side(rule, "source").map(describeCondition).join(", ");
      return `silent while an alert with ${source} fires${equal === "" ? "" : ` that has ${equal}`}\n`;
    });
  return lines.length === 0 ? "" : `\n${lines.join("")}`;
}
