import type { AlertView, Check } from "../check.js";
import { findCircle, groupBySource, listEdges } from "./facts/inhibition-graph.js";

/** Alerts that silence each other: if all of them fire, nobody is notified of any. */
export const mutualInhibition: Check = {
  id: "alertmanager/mutual-inhibition",
  on: "routing",
  after: ["alertmanager/contradictory-matchers"],
  *run({ config, alerts }) {
    if (alerts === undefined) return;
    const edges = listEdges(config.inhibitRules, alerts);
    const bySource = groupBySource(edges);
    const reported = new Set<AlertView>();
    for (const edge of edges) {
      if (reported.has(edge.source)) continue;
      const circle = findCircle(bySource, edge);
      if (circle === undefined) continue;
      for (const { source } of circle) reported.add(source);
      const names = [...circle.map(({ source }) => source.name), edge.source.name];
      yield {
        summary: `these alerts silence each other: ${names.join(" → ")}`,
        details:
          "Alertmanager inhibits an alert also by one that is inhibited itself: if all of them fire, nobody hears.",
        fix: "let only the cause silence the others",
        at: config.span(edge.rule),
        related: circle.slice(1).map(({ rule, source, target }) => ({
          message: `"${source.name}" silences "${target.name}"`,
          span: config.span(rule),
        })),
      };
    }
  },
};
