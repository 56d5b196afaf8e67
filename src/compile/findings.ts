import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep a definition from being compiled. */
export const definitionFindings = {
  "definition/unfilled-hole": {
    severity: "error",
    sentence: "A `${…}` of an expression cannot be used in one, or has no value in the environment.",
  },
  "definition/wrong-language": {
    severity: "error",
    sentence: "An expression is in a query language that cannot be used there.",
  },
  "definition/unknown-environment": {
    severity: "error",
    sentence: "A definition names an environment that the configuration does not have.",
  },
  "definition/unknown-option": {
    severity: "error",
    sentence: "A definition has an option that does not exist.",
  },
  "definition/wrong-type": {
    severity: "error",
    sentence: "A value in a definition is missing, or of the wrong type.",
  },
  "definition/exclusive-options": {
    severity: "error",
    sentence: "A definition has two options of which it can have only one.",
  },
  "definition/plain-secret": {
    severity: "error",
    sentence: "A receiver has a secret in plain text.",
  },
  "definition/missing-value": {
    severity: "error",
    sentence: "A per-environment value is missing for one of the environments.",
  },
  "definition/unknown-version": {
    severity: "error",
    sentence: "The targeted version is not a version number.",
  },
  "definition/unsupported": {
    severity: "error",
    sentence: "The targeted version, or the form of its dashboards or alerts, lacks a feature that a definition uses.",
  },
  "definition/bad-name": {
    severity: "error",
    sentence: "A name or key has characters that file names, uids or paths cannot have.",
  },
  "definition/duplicate-job": { severity: "error", sentence: "A collection has two scrape jobs of one name." },
  "definition/duplicate-uid": { severity: "error", sentence: "Two dashboards have the same uid." },
  "definition/duplicate-panel": {
    severity: "error",
    sentence: "Two panels, rows or tabs of a dashboard have the same key.",
  },
  "definition/panel-id-collision": {
    severity: "error",
    sentence: "Two different keys of a dashboard hash to the same panel id.",
  },
  "definition/panel-size": {
    severity: "error",
    sentence: "The width or height of a panel, or of those of an automatic grid, is out of range.",
  },
  "definition/no-data-source": {
    severity: "error",
    sentence: "The environment has no default data source of the type that an expression needs.",
  },
  "definition/unknown-data-source": {
    severity: "error",
    sentence: "The environment has no data source of this name, or it has another type.",
  },
  "definition/unknown-dashboard": {
    severity: "error",
    sentence: "A link names a dashboard that the system does not have.",
  },
  "definition/missing-alert": {
    severity: "error",
    sentence: "An expression reads the state of an alert that the environment leaves out.",
  },
  "definition/unknown-panel": {
    severity: "error",
    sentence: "An alert or an annotation names a panel that the dashboard does not have.",
  },
  "definition/unknown-query": {
    severity: "error",
    sentence: "A panel names a query that it does not have.",
  },
  "definition/duplicate-variable": { severity: "error", sentence: "Two variables of a dashboard have the same name." },
  "definition/unknown-variable": {
    severity: "error",
    sentence: "A panel, a row, a tab, a data source or a link names a variable that the dashboard does not declare.",
  },
  "definition/bad-panel": {
    severity: "error",
    sentence: "A value is used as a panel or dashboard but is not one, or could not be built.",
  },
  "definition/invalid-dashboard": {
    severity: "error",
    sentence: "A dashboard does not match Grafana's dashboard schema.",
  },
  "definition/duplicate-file": { severity: "error", sentence: "Two generated files have the same path." },
  "definition/no-runbook-address": {
    severity: "warning",
    sentence: "An alert refers to a runbook by name, and the configuration has no base URL for runbooks.",
  },
  "definition/failed-label": {
    severity: "error",
    sentence: "Failed events are told apart by a label that the metric does not have.",
  },
  "definition/selector-label": {
    severity: "error",
    sentence: "A service is selected by a label that scraping does not add.",
  },
  "definition/selector-value": {
    severity: "error",
    sentence: "A service is selected by a value that the label never has.",
  },
  "definition/no-traffic": {
    severity: "error",
    sentence: "A condition has `whenBusy`, and compares something that has no rate of events.",
  },
  "definition/dependency-apart": {
    severity: "info",
    sentence: "A service depends on one of another system, whose outage cannot silence its alerts.",
  },
  "definition/never-silenced": {
    severity: "warning",
    sentence: "An alert that another one silences never has the same service, environment and system.",
  },
  "definition/outage-labels": {
    severity: "error",
    sentence: "A condition and the outage that keeps its alert firing have different labels.",
  },
  "definition/no-receiver": { severity: "error", sentence: "A severity has no receiver." },
  "definition/duplicate-receiver": { severity: "error", sentence: "Two different receivers have the same name." },
  "definition/bad-interval": {
    severity: "error",
    sentence: "Alertmanager refuses a time interval, or no moment is in it.",
  },
  "definition/bad-notification": {
    severity: "error",
    sentence: "Alertmanager cannot render a text of a receiver, and would notify nobody.",
  },
} as const satisfies FindingTable;

type DefinitionFindings = typeof definitionFindings;

/** Problems of the metrics of several services. */
export const metricFindings = {
  "metric/shared-name": {
    severity: "error",
    sentence: "Two services in one data source expose a metric of one name, and their selectors overlap.",
  },
} as const satisfies FindingTable;

type MetricFindings = typeof metricFindings;

/** Problems of the files that an Alertmanager keeps and composes. */
export const compositionFindings = {
  "config/bad-alertmanager-file": {
    severity: "error",
    sentence:
      "An Alertmanager configuration that is kept or composed cannot be read, takes no additions, or has what only the owner of the root may have.",
  },
  "config/name-clash": {
    severity: "error",
    sentence: "Two parts of an Alertmanager configuration have a receiver or a time interval of the same name.",
  },
} as const satisfies FindingTable;

type CompositionFindings = typeof compositionFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends DefinitionFindings, MetricFindings, CompositionFindings {}
}
