import { scanVariables } from "../../promql/index.js";
import type { DashboardSubject } from "../check.js";

/** A dashboard variable in a text, with its offsets. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The dashboard variables in a text: `$job`, `${job:regex}`, `[[job]]`. */
export function variableUses(text: string): VariableUse[] {
  const uses: VariableUse[] = [];
  scanVariables(text, ({ name, end }, start) => uses.push({ name, start, end }));
  return uses;
}

/** True for variables that Grafana provides: `$__interval`, `${__field.name}`. */
export function isBuiltIn(name: string): boolean {
  return name.startsWith("__");
}

/** Collects the names of the variables that a dashboard uses. A variable's own query does not count as a use of it. */
export function usedVariables(dashboard: DashboardSubject): Set<string> {
  const used = new Set<string>();
  const note = (text: string, except?: string): void => {
    for (const { name } of variableUses(text)) if (name !== except) used.add(name);
  };
  for (const panel of dashboard.panels) {
    for (const text of [panel.title, panel.description, ...panel.expressions, ...panel.dataSources]) note(text);
  }
  for (const variable of dashboard.variables) note(variable.query, variable.name);
  for (const text of dashboard.otherTexts) note(text);
  return used;
}
