import { durationMs, formatDuration } from "../../model/definition/duration.js";
import { RouteFinder } from "../../routing/hours/possible-routes.js";
import type { RoutingDefinitions } from "../alertmanager/facts/routing-definitions.js";
import type { AlertView, Check } from "../check.js";
import { type DelayPart, pageDelay } from "./facts/page-delay.js";

/** An alert that is notified later than its route promises. */
export const latePage: Check = {
  id: "notification/late-page",
  on: "routing",
  *run({ config: { data }, alerts, definitions }) {
    if (alerts === undefined || definitions === undefined) return;
    const routes = new RouteFinder(data, definitions.version);
    for (const alert of alerts) {
      if (isBurn(alert)) continue;
      const worst = findLatest(alert, routes, definitions);
      if (worst === undefined) continue;
      const { parts, total, promised, route } = worst;
      const { rule } = alert;
      const span = definitions.locate(route, "pageWithin");
      yield {
        subject: rule.name,
        allow: rule.allow,
        summary: `pages ${formatDuration(total)} after the first failure at worst, later than the ${promised} of its route`,
        details: `${parts.map(({ words }) => words).join(" + ")} = ${formatDuration(total)}.`,
        fix: `shorten \`for\`, the window or groupWait by ${formatDuration(total - durationMs(promised)!)}, or promise pageWithin: "${formatDuration(total)}"`,
        at: rule.locate("for"),
        related: span ? [{ message: "the promise", span }] : [],
      };
    }
  },
};

/** True for an alert of an SLO: how fast it fires is how fast the budget burns, and it says so itself. */
function isBurn({ labels }: AlertView): boolean {
  return Object.hasOwn(labels, "slo_tier");
}

interface LatePage {
  readonly parts: readonly DelayPart[];
  readonly total: number;
  readonly promised: string;
  readonly route: Parameters<RoutingDefinitions["locate"]>[0];
}

/** The route whose promise an alert misses by most. */
function findLatest(alert: AlertView, routes: RouteFinder, { promisesOf }: RoutingDefinitions): LatePage | undefined {
  let latest: (LatePage & { readonly late: number }) | undefined;
  for (const node of new Set(routes.find(alert).flatMap(({ nodes }) => nodes))) {
    const promised = promisesOf(node.route)?.pageWithin;
    if (promised === undefined) continue;
    const parts = pageDelay(alert.rule, alert.source, node.groupWait);
    const total = Math.ceil(parts.reduce((sum, { ms }) => sum + ms, 0) / 1000) * 1000;
    const late = total - durationMs(promised)!;
    if (late > (latest?.late ?? 0)) latest = { parts, total, promised, route: node.route, late };
  }
  return latest;
}
