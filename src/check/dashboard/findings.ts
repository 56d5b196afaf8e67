import type { FindingTable } from "../../diagnostics/finding.js";

/** The checks of dashboards and panels. */
export const dashboardFindings = {
  "dashboard/duplicate-panel-id": { severity: "warning", sentence: "Two panels of a dashboard have the same id." },
  "dashboard/duplicate-title": { severity: "warning", sentence: "Two dashboards in one folder have the same title." },
  "dashboard/duplicate-uid": { severity: "error", sentence: "Two dashboards have the same uid." },
  "dashboard/hardcoded-data-source": {
    severity: "warning",
    sentence: "Panels hard-code a data source that exists in only one Grafana.",
  },
  "dashboard/histogram-in-panel": {
    severity: "error",
    sentence: "A panel other than a heatmap gets native histograms instead of numbers.",
  },
  "dashboard/legend-label": {
    severity: "error",
    sentence:
      "A legend prints a label that the result of its query does not have. Warning in dashboards from elsewhere, info where the name is not shown.",
  },
  "dashboard/missing-panel-id": { severity: "info", sentence: "Panels of a dashboard have no id." },
  "dashboard/no-description": {
    severity: "info",
    sentence: "A dashboard or panel has no description. Text panels are exempt.",
  },
  "dashboard/no-title": {
    severity: "warning",
    sentence: "A dashboard or panel has no title. Text panels are exempt.",
  },
  "dashboard/no-unit": { severity: "info", sentence: "A panel of numbers has no unit." },
  "dashboard/off-grid": { severity: "warning", sentence: "A panel does not fit Grafana's grid of 24 columns." },
  "dashboard/overlapping-panels": { severity: "warning", sentence: "Two panels overlap." },
  "dashboard/rate-interval": {
    severity: "warning",
    sentence: "A panel's `rate()`, `irate()` or `increase()` looks back over `$__interval`.",
  },
  "dashboard/same-name-series": {
    severity: "warning",
    sentence:
      "Several series of a panel have the same name. Info for queries without a legend, which are called by their expressions.",
  },
  "dashboard/uid": {
    severity: "error",
    sentence:
      "The uid of a dashboard is longer than 40 characters, or has characters other than letters, digits, `-` and `_`.",
  },
  "dashboard/undeclared-variable": {
    severity: "error",
    sentence: "An expression or a title uses a variable that the dashboard does not declare.",
  },
  "dashboard/undescribed-metric": {
    severity: "info",
    sentence: "A dashboard or panel in Grafana's JSON uses metrics that no definition describes.",
  },
  "dashboard/unknown-column": {
    severity: "error",
    sentence: "A table has a column that is neither a label of its results nor the name of an expression.",
  },
  "dashboard/unknown-field": {
    severity: "warning",
    sentence: "A transformation, or the order of a table or legend, names a field that the panel does not have.",
  },
  "dashboard/unknown-unit": {
    severity: "warning",
    sentence: "A unit is not one of Grafana's, and looks like a misspelled one.",
  },
  "dashboard/unmatched-override": {
    severity: "warning",
    sentence: "An override names a field or a query that the panel does not have. Info in dashboards from elsewhere.",
  },
  "dashboard/unreachable-threshold": {
    severity: "warning",
    sentence: "No value of a panel can reach its threshold, or come near the end of its axis.",
  },
  "dashboard/unused-variable": { severity: "warning", sentence: "A dashboard has a variable that nothing uses." },
  "dashboard/wrong-unit": {
    severity: "warning",
    sentence:
      'The unit of a panel does not fit the values of its expression. Info where only names of metrics tell, and where only "per second" is wrong.',
  },
} as const satisfies FindingTable;
