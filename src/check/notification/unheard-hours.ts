import { UnheardHoursFinder } from "../../routing/hours/unheard-hours.js";
import type { RoutingNode } from "../../routing/routing-tree.js";
import { describeMatcher } from "../alertmanager/facts/implied-matchers.js";
import type { Check } from "../check.js";

/** An alert of which nobody is notified at some hours, by whichever route it takes. */
export const unheardHours: Check = {
  id: "notification/unheard-hours",
  on: "routing",
  *run({ config: { data }, alerts, definitions }) {
    if (alerts === undefined || definitions === undefined) return;
    const { version, promisesOf, locate } = definitions;
    const finder = new UnheardHoursFinder(data, version, (route) => promisesOf(route)?.canWait === true);
    for (const alert of alerts) {
      const unheard = finder.find(alert);
      if (unheard === undefined) continue;
      const { hours, nodes, conditions } = unheard;
      const condition = conditions.length === 0 ? "" : ` if ${conditions.map(describeMatcher).join(" and ")}`;
      const { rule } = alert;
      yield {
        subject: rule.name,
        allow: rule.allow,
        ...(hours === undefined
          ? {
              summary: `reaches nobody${condition}`,
              details: `No route that takes it has a receiver that sends anything: ${listReceivers(nodes)}.`,
              fix: "add a receiver to the route",
            }
          : {
              summary: `reaches nobody${condition}: ${hours}`,
              details: "Alertmanager notifies when the hours begin, and only of alerts that still fire then.",
              fix: 'add otherwise: [email] to the route, or otherwise: "wait" if its alerts can wait',
            }),
        at: rule.locate(),
        related: nodes.flatMap(({ route }) => {
          const span = locate(route);
          return span ? [{ message: "a route that takes it", span }] : [];
        }),
      };
    }
  },
};

function listReceivers(nodes: readonly RoutingNode[]): string {
  return [...new Set(nodes.map(({ receiver }) => `"${receiver}"`))].join(", ");
}
