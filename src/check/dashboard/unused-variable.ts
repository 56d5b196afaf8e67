import type { Check, VariableView } from "../check.js";
import { usedVariables } from "./variable-use.js";

/** Grafana applies these to the queries by itself; nothing has to name them. */
const appliedByThemselves = new Set(["adhoc", "groupby"]);

/** A choice at the top of a dashboard that changes nothing. */
export const unusedVariable: Check = {
  id: "dashboard/unused-variable",
  on: "dashboard",
  *run(dashboard) {
    const used = usedVariables(dashboard);
    for (const variable of dashboard.variables) {
      if (used.has(variable.name) || appliedByThemselves.has(variable.type)) continue;
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
  if (!hidden) return "Whoever chooses a value believes that the panels follow it; they still show everything.";
  return type === "query"
    ? "It is queried each time the dashboard loads, for nothing."
    : "Nobody can choose it either: it does nothing at all.";
}
