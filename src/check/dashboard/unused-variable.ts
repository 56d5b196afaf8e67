import type { Check, VariableView } from "../check.js";
import { usedVariables } from "./variable-use.js";

/** Types of variables that Grafana applies to queries by itself. */
const appliedByGrafana = new Set(["adhoc", "groupby"]);

/** A dashboard variable that nothing uses. */
export const unusedVariable: Check = {
  id: "dashboard/unused-variable",
  on: "dashboard",
  *run(dashboard) {
    const used = usedVariables(dashboard);
    for (const variable of dashboard.variables) {
      if (used.has(variable.name) || appliedByGrafana.has(variable.type)) continue;
      // Links pass its value on to other dashboards.
      if (variable.hidden && dashboard.linksCarryVariables) continue;
      yield {
        summary: `nothing uses the variable "${variable.name}"`,
        details: consequence(variable),
        fix: `use \`$${variable.name}\` in the panels' expressions, or remove the variable`,
        at: variable.span ?? dashboard.span,
        allow: variable.allow,
      };
    }
  },
};

function consequence({ hidden, type }: VariableView): string {
  if (!hidden) return "Users who choose a value expect the panels to change; they still show everything.";
  return type === "query"
    ? "It still runs a query each time the dashboard loads."
    : "It is hidden, too, so it has no effect.";
}
