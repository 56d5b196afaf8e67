import { series, traffic } from "telltale/testing";
import { backend } from "../../systems/autoserve/backend.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { celery } from "../../systems/autoserve/worker.js";

/** The annotations of an alert that leads to a panel and a runbook. */
export function leadsTo(dashboard: string, panel: number, runbook: string) {
  return {
    dashboard_url: new RegExp(`/d/autoserve-${dashboard}/`),
    panel_url: new RegExp(`/d/autoserve-${dashboard}/.*viewPanel=(panel-)?${panel}\\b`),
    runbook_url: `https://runbooks.autoserve.example/autoserve/${runbook}`,
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

/** The series of services in which nothing is wrong. Tests replace the part that is about what they change. */
export const healthy = {
  requests: traffic(backend.http, {}),
  tasks: traffic(celery.tasks, { latency: 5 }),
  accuracy: series(mlController.accuracy, 0.95),
  trained: series(mlController.trained, 0),
} as const;

export const all = Object.values(healthy);
