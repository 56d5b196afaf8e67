/** What can be wrong with a definition so that it cannot be compiled: every id with one line of explanation. */
export const definitionProblems = {
  "definition/unfilled-hole": "What stands in a hole of an expression cannot be part of it, or has no value there.",
  "definition/wrong-language": "An expression is in another language than the place it stands in takes.",
  "definition/wrong-type": "A value in a definition is missing, or of another type than it takes.",
  "definition/missing-value": "A value that differs between environments was left out for one of them.",
  "definition/unknown-version": "The version that artifacts are written for cannot be read.",
  "definition/unsupported": "The version that artifacts are written for cannot express what is asked for.",
  "definition/bad-name": "A name or key cannot stand in a file name, uid or path.",
  "definition/duplicate-uid": "Two dashboards get the same uid.",
  "definition/duplicate-panel": "Two panels or rows of a dashboard have the same key.",
  "definition/panel-id-collision": "Two different keys of a dashboard give the same panel id.",
  "definition/panel-size": "A panel is wider than the grid, or has no extent.",
  "definition/no-data-source": "The environment has no data source of the type that an expression needs.",
  "definition/unknown-data-source": "The environment has no data source of this name, or it is of another type.",
  "definition/unknown-dashboard": "A link names a dashboard that the system does not have.",
  "definition/unknown-panel": "An alert names a panel that the dashboard does not have.",
  "definition/duplicate-variable": "Two variables of a dashboard have the same name.",
  "definition/unknown-variable": "A panel is repeated for a variable that its dashboard does not declare.",
  "definition/bad-panel": "What was given as a panel or dashboard is none, or could not be built.",
  "definition/invalid-dashboard": "A dashboard does not fit the schema of Grafana's dashboards.",
  "definition/duplicate-file": "Two rule files would be written to the same path.",
  "definition/no-runbook-address":
    "An alert names its runbook by a name, and the configuration has no address for runbooks.",
  "definition/no-receiver": "A severity is routed to nobody.",
  "definition/duplicate-receiver": "Two different receivers have the same name.",
} as const;

export type DefinitionProblem = keyof typeof definitionProblems;

/** What can be wrong with an expression, wherever it stands. */
export const expressionProblems = {
  "promql/syntax": "An expression is not PromQL as the targeted Prometheus reads it.",
  "logql/syntax": "An expression is not LogQL.",
} as const;
