import type { Check, DashboardSubject, Finding } from "../check.js";
import { panelName } from "./panel-name.js";
import { isBuiltIn, type VariableUse, variableUses } from "./variable-use.js";

/** A variable that an expression or title uses but the dashboard does not declare. */
export const undeclaredVariable: Check = {
  id: "dashboard/undeclared-variable",
  on: "dashboard",
  *run(dashboard) {
    const everywhere = dashboard.variables.filter(({ isOfSection }) => !isOfSection).map(({ name }) => name);
    for (const panel of dashboard.panels) {
      const declared = new Set([...everywhere, ...(panel.sectionVariables ?? [])]);
      const within = { subject: panelName(panel, dashboard), allow: panel.allow };
      const reported = new Set<string>();
      for (const query of panel.queries) {
        for (const [name, { start, end }] of undeclared(query.text, declared)) {
          if (reported.has(name)) continue;
          reported.add(name);
          yield { ...within, ...finding(name, dashboard), at: query.locate(start, end) };
        }
      }
      const parsed = new Set(panel.queries.map(({ text }) => text));
      const rest = panel.expressions.filter((text) => !parsed.has(text) && hasSelector(text)).map(withoutTemplates);
      for (const text of [...rest, panel.title]) {
        for (const name of undeclared(text, declared).keys()) {
          if (reported.has(name)) continue;
          reported.add(name);
          yield { ...within, ...finding(name, dashboard), at: panel.span };
        }
      }
    }
    const anywhere = new Set(dashboard.variables.map(({ name }) => name));
    for (const variable of dashboard.variables) {
      if (variable.type !== "query" || !hasSelector(variable.query)) continue;
      for (const name of undeclared(variable.query, anywhere).keys()) {
        const subject = `variable "${variable.name}" of ${dashboard.name}`;
        yield { ...finding(name, dashboard), subject, at: variable.span ?? dashboard.span };
      }
    }
  },
};

/** The first use of each variable that is not declared. An escaped `$` in a regular expression is meant as it is. */
function undeclared(text: string, declared: ReadonlySet<string>): Map<string, VariableUse> {
  const uses = new Map<string, VariableUse>();
  for (const use of variableUses(text)) {
    if (text[use.start - 1] === "\\") continue;
    if (!declared.has(use.name) && !isBuiltIn(use.name) && !uses.has(use.name)) uses.set(use.name, use);
  }
  return uses;
}

function finding(name: string, dashboard: DashboardSubject): Omit<Finding, "at"> {
  if (dashboard.variables.some((variable) => variable.name === name && variable.isOfSection)) {
    return {
      summary: `the variable "${name}" is one of another row or tab`,
      details: `Grafana does not replace \`$${name}\` here: the query fails or selects nothing.`,
      fix: "declare it for the dashboard, or also here",
    };
  }
  const others = dashboard.variables.map((variable) => `$${variable.name}`).join(", ");
  return {
    summary: `the dashboard has no variable "${name}"`,
    details: `Grafana does not replace \`$${name}\`: the query fails or selects nothing.`,
    fix: others === "" ? "declare it" : `declare it, or use one of: ${others}`,
  };
}

/** True for PromQL and LogQL. In other languages, `$` may have another meaning. */
function hasSelector(text: string): boolean {
  return /\{\s?\w+\s?(?:=|!=)/.test(text);
}

/** Removes `{{ $x := .field }}` of LogQL, whose variables are not the dashboard's. */
function withoutTemplates(text: string): string {
  return text
    .split("{{")
    .map((part, index) => (index === 0 ? part : part.slice(Math.max(0, part.indexOf("}}")))))
    .join("");
}
