import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems that keep a dashboard file, or part of it, from being read. */
export const dashboardFileFindings = {
  "grafana/not-a-dashboard": { severity: "error", sentence: "The file is JSON, but not a Grafana dashboard." },
  "grafana/dashboard-v2alpha1": {
    severity: "error",
    sentence: "The dashboard has Grafana's schema v2alpha1, which is not supported.",
  },
  "grafana/unexpected-form": {
    severity: "warning",
    sentence: "Part of a dashboard does not have the structure that Grafana writes, and is not checked.",
  },
} as const satisfies FindingTable;

type DashboardFileFindings = typeof dashboardFileFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends DashboardFileFindings {}
}
