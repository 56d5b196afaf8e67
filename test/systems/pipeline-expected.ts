import type { ServiceName } from "../../systems/pipeline/services.js";

/** The annotations of an alert of a service that leads to a panel and a runbook. */
export function leadsTo(name: ServiceName, panel: number, runbook: string) {
  return {
    dashboard_url: new RegExp(`/d/pipeline-${name}-service/`),
    panel_url: new RegExp(`/d/pipeline-${name}-service/.*viewPanel=(panel-)?${panel}\\b`),
    runbook_url: `https://runbooks.pipeline.example/pipeline/${runbook}`,
  };
}

/** The routing of critical alerts: they wake the one on call. */
export const paged = {
  receivers: ["on-call", "team"],
  groupBy: ["alertname", "job", "environment", "system"],
  groupWait: "10s",
  repeatInterval: "1h",
} as const;

/** The routing of warnings: they wake nobody. */
export const told = { receivers: ["team"], groupBy: paged.groupBy } as const;
