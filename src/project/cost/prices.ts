import type { Environment } from "../../model/project/config.js";
import type { Prices } from "../../model/project/cost-settings.js";

/** Grafana Cloud Pro. Logs and traces are processed, written and kept for 30 days for that price. */
export const grafanaCloudPro: Prices = {
  plan: "Grafana Cloud Pro",
  asOf: "2026-05-25",
  fee: 19,
  series: { included: 10_000, perThousand: 6.5, samplesPerMinute: 1 },
  logs: { included: 50, perGigabyte: 0.5 },
  traces: { included: 50, perGigabyte: 0.5 },
};

/** True for an environment that Grafana Cloud serves: by the address of its Grafana, or by its data sources. */
export function isInGrafanaCloud({ grafana, dataSources }: Environment): boolean {
  if (/^https?:\/\/[^/]+\.grafana\.net(?:[:/]|$)/.test(grafana?.url ?? "")) return true;
  return Object.values(dataSources).some(({ uid }) => uid.startsWith("grafanacloud-"));
}
