import type { Dashboard as DashboardData } from "../../formats/grafana/types.js";
import { type SchemaProblem, validateDashboard } from "../../formats/grafana/validate-dashboard.js";
import type { Dashboard } from "../../model/dashboard/dashboard.js";
import type { DashboardArtifact } from "../compiled.js";
import { reportError, type Scope } from "../scope.js";
import { compileAnnotations } from "./annotations.js";
import { DataSources } from "./data-sources.js";
import { compileForeignDashboard } from "./foreign/dashboard.js";
import type { DashboardIdentity } from "./identity.js";
import { compileLinks } from "./links.js";
import { compileRows } from "./rows.js";
import { compileSettings } from "./settings.js";
import { compileVariables } from "./variables.js";

const schemaVersion = 42;

/** Compiles one dashboard of a system. Its links are resolved among `dashboards`. */
export function compileDashboard(
  scope: Scope,
  identity: DashboardIdentity,
  dashboards: readonly DashboardIdentity[],
): DashboardArtifact | undefined {
  const { definition } = identity;
  const { system, settings } = scope;
  const path = `${settings.environment}/${system.name}/dashboards/${identity.fileName}.json`;
  const fields = { kind: "grafana dashboard" as const, path, system, settings, definition };
  if (definition.kind === "foreignDashboard") {
    const compiled = compileForeignDashboard(scope, identity, definition);
    return compiled && { ...fields, ...compiled, annotations: [], variables: [], variableQueries: [] };
  }
  const compiled = compileDefined(scope, identity, definition, dashboards);
  for (const problem of validateDashboard(compiled.value)) reportInvalid(scope, identity, compiled, problem);
  return { ...fields, ...compiled };
}

function compileDefined(
  scope: Scope,
  { subject, uid, title }: DashboardIdentity,
  definition: Dashboard,
  dashboards: readonly DashboardIdentity[],
): Pick<DashboardArtifact, "value" | "panels" | "annotations" | "variables" | "variableQueries"> {
  const { system } = scope;
  const { description, tags = [] } = definition;
  const variables = definition.variables ?? [];
  const dataSources = new DataSources(scope, subject, variables);
  const { list, panels } = compileRows({ scope, dataSources, dashboards, variables }, subject, definition);
  const annotations = compileAnnotations(scope, subject, definition.annotations ?? [], dataSources, {
    panels,
    isGrafanaShown: definition.grafanaAnnotations ?? true,
  });
  const choices = compileVariables(scope, subject, variables, dataSources);
  const value: DashboardData = {
    uid,
    title,
    ...(description !== undefined && { description }),
    tags: [system.name, ...tags.filter((tag) => tag !== system.name)],
    ...compileSettings(definition),
    schemaVersion,
    templating: { list: [...dataSources.variables(), ...choices.list] },
    annotations: { list: annotations.list },
    links: compileLinks(scope, dashboards, subject, definition.links, "dashboard") ?? [],
    panels: list,
  };
  return { value, panels, annotations: annotations.compiled, variables, variableQueries: choices.queries };
}

/** Reports a violation of the schema: of JSON or a builder that was used unchanged, or a bug of ours. */
function reportInvalid(
  scope: Scope,
  { subject }: DashboardIdentity,
  { value, panels }: Pick<DashboardArtifact, "value" | "panels">,
  { pointer, message }: SchemaProblem,
): void {
  const [, index, inside] = /^\/panels\/(\d+)(?:\/panels\/(\d+))?/.exec(pointer) ?? [];
  const topLevel = index === undefined ? undefined : value.panels[Number(index)];
  const invalid = topLevel && "panels" in topLevel && inside !== undefined ? topLevel.panels[Number(inside)] : topLevel;
  const panel = panels.find(({ data }) => data === invalid);
  const panelSubject = panel && {
    name: `panel "${panel.data.title ?? ""}" of ${subject.name}`,
    origin: "origin" in panel.definition ? panel.definition.origin : (panel.row?.origin ?? subject.origin),
  };
  reportError(scope, "definition/invalid-dashboard", panelSubject ?? subject, {
    summary: `${pointer} ${message}`,
    details: "Grafana's dashboard schema does not allow it.",
  });
}
