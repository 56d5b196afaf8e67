import { type DashboardLink, promql, redAbove, row, stat, type TagLink } from "telltale";
import type { ServiceIndicators } from "../../recording-rules/qnt9/requests.js";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";

/** The current indicators of a service: the numbers that its alerts fire on. */
export function nowRow(indicators: ServiceIndicators) {
  const replicas = { namespace: "qnt9", deployment: `${indicators.service}-service` };
  return row("Now", [
    stat("Request rate", indicators.rate, {
      description: "Requests served each second.",
      unit: "reqps",
      color: "none",
    }),
    stat("Error ratio", indicators.errorRatio, {
      description: "Share of the requests that failed. HighErrorRate fires at the red.",
      unit: "percentunit",
      thresholds: redAbove(limits.errors, { warn: limits.errors / 2 }),
    }),
    stat("95th percentile", indicators.latency, {
      description: "Nineteen of twenty requests took no longer than this. HighLatency fires at the red.",
      unit: "s",
      thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
    }),
    stat(
      "Pods",
      {
        available: promql`sum(${kubernetes.deployment.availableReplicas.where(replicas)})`,
        wanted: promql`sum(${kubernetes.deployment.specReplicas.where(replicas)})`,
      },
      { description: "Pods that can serve, and pods that there should be.", unit: "short", color: "none" },
    ),
  ]);
}

/** A list of the dashboards of the services. */
export const services: TagLink = { title: "Services", tag: "service" };

/** Links from the dashboard of a service: to its pods, to its logs, and to the other services. */
export function nextSteps({ service }: ServiceIndicators): readonly (DashboardLink | TagLink)[] {
  const app = `${service}-service`;
  return [
    { dashboard: "Kubernetes pods", variables: { namespace: "qnt9", workload: app } },
    { dashboard: "Logs", variables: { app } },
    services,
  ];
}
