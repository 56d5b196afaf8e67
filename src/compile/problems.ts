/** Problems that keep a definition from being compiled: each id with its one-line explanation. */
export const definitionProblems = {
  "definition/unfilled-hole": "A `${…}` of an expression cannot be used in one, or has no value in the environment.",
  "definition/wrong-language": "An expression is in a query language that cannot be used there.",
  "definition/wrong-type": "A value in a definition is missing, or of the wrong type.",
  "definition/missing-value": "A per-environment value is missing for one of the environments.",
  "definition/unknown-version": "The targeted version is not a version number.",
  "definition/unsupported": "The targeted version lacks a feature that a definition uses.",
  "definition/bad-name": "A name or key has characters that file names, uids or paths cannot have.",
  "definition/duplicate-uid": "Two dashboards have the same uid.",
  "definition/duplicate-panel": "Two panels or rows of a dashboard have the same key.",
  "definition/panel-id-collision": "Two different keys of a dashboard hash to the same panel id.",
  "definition/panel-size": "The width or height of a panel is out of range.",
  "definition/no-data-source": "The environment has no default data source of the type that an expression needs.",
  "definition/unknown-data-source": "The environment has no data source of this name, or it has another type.",
  "definition/unknown-dashboard": "A link names a dashboard that the system does not have.",
  "definition/unknown-panel": "An alert names a panel that the dashboard does not have.",
  "definition/duplicate-variable": "Two variables of a dashboard have the same name.",
  "definition/unknown-variable": "A panel repeats for a variable that its dashboard does not declare.",
  "definition/bad-panel": "A value is used as a panel or dashboard but is not one, or could not be built.",
  "definition/invalid-dashboard": "A dashboard does not match Grafana's dashboard schema.",
  "definition/duplicate-file": "Two rule files have the same path.",
  "definition/no-runbook-address":
    "An alert refers to a runbook by name, and the configuration has no base URL for runbooks.",
  "definition/no-receiver": "A severity has no receiver.",
  "definition/duplicate-receiver": "Two different receivers have the same name.",
} as const;

export type DefinitionProblem = keyof typeof definitionProblems;

/** Problems of an expression, in a panel, rule or annotation. */
export const expressionProblems = {
  "promql/syntax": "An expression is not valid PromQL for the targeted Prometheus.",
  "logql/syntax": "An expression is not valid LogQL.",
} as const;
