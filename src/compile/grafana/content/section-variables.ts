import { reportError, type Scope, type Subject } from "../../scope.js";
import { dashboardOutputs, writesForm } from "../forms/dashboard-form.js";
import type { CompiledVariables } from "../variables.js";
import type { SectionContent } from "./content.js";
import { listHeadings } from "./list-parts.js";

/**
 * The variables of all rows and tabs, each once. Only the form of Grafana 13 keeps them there; in any other they are
 * variables of the dashboard, where two of one name are reported.
 */
export function sectionVariables(
  scope: Scope,
  dashboard: Subject,
  own: CompiledVariables,
  content: SectionContent,
): CompiledVariables {
  const all = listHeadings(content).map(({ variables }) => variables);
  const seen = new Set(own.definitions);
  const entries = all.flatMap(({ definitions, list }) =>
    definitions.flatMap((definition, index) => {
      if (seen.has(definition)) return [];
      seen.add(definition);
      return [{ definition, data: list[index]! }];
    }),
  );
  const definitions = entries.map(({ definition }) => definition);
  if (dashboardOutputs(scope.settings).some(({ form }) => form !== "v2"))
    reportSharedNames(scope, dashboard, own, definitions);
  const queries = all.flatMap((one) => one.queries).filter(({ definition }) => definitions.includes(definition));
  return { definitions, list: entries.map(({ data }) => data), queries };
}

/** The names of variables that the dashboard as a whole does not have. */
export function listSectionOnly(
  scope: Scope,
  own: CompiledVariables,
  ofSections: CompiledVariables,
): readonly string[] {
  if (!writesForm(scope.settings, "v2")) return [];
  const shared = new Set(own.definitions.map(({ name }) => name));
  return ofSections.definitions.flatMap(({ name }) => (shared.has(name) ? [] : [name]));
}

function reportSharedNames(
  scope: Scope,
  dashboard: Subject,
  own: CompiledVariables,
  definitions: CompiledVariables["definitions"],
): void {
  const names = new Set(own.definitions.map(({ name }) => name));
  for (const { name, origin } of definitions) {
    if (names.has(name)) {
      reportError(
        scope,
        "definition/duplicate-variable",
        { name: `variable "${name}" of ${dashboard.name}`, origin },
        {
          summary: `two variables are named "${name}"`,
          details:
            "Before Grafana 13, and in classic dashboards, variables of rows and tabs are those of the dashboard.",
          fix: "rename it",
        },
      );
    }
    names.add(name);
  }
}
