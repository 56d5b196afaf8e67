import type { Json } from "../../formats/grafana/plain-json.js";
import { dashboardResource } from "../../formats/grafana/resource.js";
import type { Dashboard as DashboardData } from "../../formats/grafana/types.js";
import type { Version2 } from "../../formats/grafana/v2/version.js";
import { type SchemaProblem, validateDashboard } from "../../formats/grafana/validate-dashboard.js";
import type { Dashboard } from "../../model/dashboard/dashboard.js";
import type { Settings } from "../../model/project/project.js";
import type { CompiledPanel, DashboardArtifact, ResourceArtifact } from "../compiled.js";
import { reportError, type Scope } from "../scope.js";
import { compileAnnotations } from "./annotations.js";
import { compileContent } from "./content/compile-content.js";
import { listConditionVariables } from "./content/list-parts.js";
import { referToPanels } from "./content/refer-to-panels.js";
import { listSectionOnly, sectionVariables } from "./content/section-variables.js";
import { DataSources } from "./data-sources.js";
import { compileForeignDashboard } from "./foreign/dashboard.js";
import { renderClassicPanels } from "./forms/classic-panels.js";
import { type DashboardOutput, dashboardOutputs } from "./forms/dashboard-form.js";
import { type ResourceParts, renderDashboardResource } from "./forms/dashboard-resource.js";
import { resourceFolder } from "./forms/resource-folder.js";
import type { DashboardIdentity } from "./identity.js";
import { compileLinks } from "./links.js";
import { addNavigation } from "./navigation.js";
import { compileSettings } from "./settings.js";
import { compileVariables } from "./variables.js";

const schemaVersion = 42;

/** The uid by which Grafana calls the place of dashboards that are in no folder. */
const rootFolder = "general";

/** A dashboard, and its copies in further forms. */
export interface DashboardArtifacts {
  readonly artifact: DashboardArtifact;
  readonly copies: readonly ResourceArtifact[];
}

/** Compiles one dashboard of a system. Its links are resolved among `dashboards`. */
export function compileDashboard(
  scope: Scope,
  identity: DashboardIdentity,
  dashboards: readonly DashboardIdentity[],
): DashboardArtifacts | undefined {
  const { definition } = identity;
  if (definition.kind === "foreignDashboard") {
    const compiled = compileForeignDashboard(scope, identity, definition);
    if (!compiled) return undefined;
    const { writeSpec, ...given } = compiled;
    return createArtifacts(scope, identity, { ...given, ...noDefinitions }, undefined, writeSpec);
  }
  const { parts, ...compiled } = compileDefined(scope, identity, definition, dashboards);
  const isForeign = (pointer: string) => isGivenAsJson(findPanel(compiled, pointer)?.panel);
  for (const problem of validateDashboard(compiled.value, isForeign)) reportInvalid(scope, identity, compiled, problem);
  return createArtifacts(scope, identity, compiled, parts);
}

function createArtifacts(
  scope: Scope,
  identity: DashboardIdentity,
  compiled: CompiledDashboard,
  parts?: ResourceParts,
  writeSpec?: (version: Version2) => Json,
): DashboardArtifacts {
  const { system } = scope;
  const { definition } = identity;
  const settings = settingsOf(scope, definition);
  const [main, ...others] = dashboardOutputs(settings).map((output) => ({
    path: dashboardPath(settings, system.name, identity, output),
    system,
    settings,
    createResource: creatorOf(output),
  }));
  const copies = others.flatMap(({ createResource, ...fields }) =>
    createResource ? [{ kind: "grafana resource" as const, ...fields, value: compiled.value, createResource }] : [],
  );
  return { artifact: { kind: "grafana dashboard", definition, ...compiled, ...main! }, copies };

  function creatorOf({ form }: DashboardOutput) {
    if (form === "classic") return undefined;
    if (!writeSpec) return () => renderDashboardResource(settings, form, compiled.value, parts);
    return () => dashboardResource(form, compiled.value.uid, settings.grafana.folder?.uid, writeSpec(form));
  }
}

/** The settings of the environment, with the folder that a dashboard has of its own. */
function settingsOf({ settings }: Scope, definition: DashboardIdentity["definition"]): Settings {
  const folder = definition.kind === "foreignDashboard" ? definition.folder : undefined;
  if (folder === undefined) return settings;
  const own = folder.uid === rootFolder ? undefined : { uid: folder.uid, title: folder.title };
  return { ...settings, grafana: { ...settings.grafana, folder: own } };
}

/** The path of a dashboard. Resources of all systems are in one folder for each environment, as Grafana's folders are. */
function dashboardPath(
  settings: Settings,
  system: string,
  { fileName, uid }: DashboardIdentity,
  output: DashboardOutput,
): string {
  if (output.form === "classic") return `${settings.environment}/${system}/dashboards/${fileName}.json`;
  return `${resourceFolder(settings, output)}/${uid}.json`;
}

/** The parts of a dashboard that remember their definitions, of which one in JSON has none. */
const noDefinitions = {
  annotations: [],
  variables: [],
  variableQueries: [],
  sectionVariables: [],
  conditionVariables: [],
} as const;

type CompiledDashboard = Pick<DashboardArtifact, "value" | "panels" | keyof typeof noDefinitions>;

function compileDefined(
  scope: Scope,
  { subject, uid, title }: DashboardIdentity,
  definition: Dashboard,
  dashboards: readonly DashboardIdentity[],
): CompiledDashboard & { readonly parts: ResourceParts } {
  const { system } = scope;
  const { description, tags = [] } = definition;
  const variables = definition.variables ?? [];
  const dataSources = new DataSources(scope, subject, variables);
  const shared = { scope, dataSources, dashboards, variables };
  const content = referToPanels(scope, subject, compileContent(shared, subject, definition));
  const { list, panels } = renderClassicPanels(content);
  const annotations = compileAnnotations(scope, subject, definition.annotations ?? [], dataSources, {
    panels,
    isGrafanaShown: definition.grafanaAnnotations ?? true,
  });
  const choices = compileVariables(scope, subject, variables, dataSources);
  const ofSections = sectionVariables(scope, subject, choices, content);
  const ownVariables = [...dataSources.variables(), ...choices.list];
  const value: DashboardData = {
    uid,
    title,
    ...(description !== undefined && { description }),
    tags: [system.name, ...tags.filter((tag) => tag !== system.name)],
    ...compileSettings(definition),
    schemaVersion,
    templating: { list: [...ownVariables, ...ofSections.list] },
    annotations: { list: annotations.list },
    links: compileLinks(scope, dashboards, subject, addNavigation(scope, definition, dashboards), "dashboard") ?? [],
    panels: list,
  };
  return {
    parts: { content, ownVariables },
    value,
    panels,
    annotations: annotations.compiled,
    variables: [...variables, ...ofSections.definitions],
    variableQueries: [...choices.queries, ...ofSections.queries],
    sectionVariables: listSectionOnly(scope, choices, ofSections),
    conditionVariables: listConditionVariables(content),
  };
}

/** The panel that a pointer into a dashboard leads to, and the path within it. */
function findPanel({ value, panels }: Pick<DashboardArtifact, "value" | "panels">, pointer: string) {
  const [whole = "", index, inside] = /^\/panels\/(\d+)(?:\/panels\/(\d+))?/.exec(pointer) ?? [];
  const topLevel = index === undefined ? undefined : value.panels[Number(index)];
  const found = topLevel && "panels" in topLevel && inside !== undefined ? topLevel.panels[Number(inside)] : topLevel;
  const names = pointer.slice(whole.length + 1).split("/");
  const path = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const panel = panels.find(({ data }) => data === found);
  return panel && { panel, path };
}

function isGivenAsJson(panel: CompiledPanel | undefined): boolean {
  const definition = panel?.definition;
  return definition !== undefined && "kind" in definition && definition.kind === "foreignPanel" && !!definition.source;
}

/** Reports a violation of the schema: of JSON or a builder that was used unchanged, or a bug of ours. */
function reportInvalid(
  scope: Scope,
  { subject }: DashboardIdentity,
  compiled: Pick<DashboardArtifact, "value" | "panels">,
  { pointer, message }: SchemaProblem,
): void {
  const { panel, path } = findPanel(compiled, pointer) ?? {};
  const panelSubject = panel && {
    name: `panel "${panel.data.title ?? ""}" of ${subject.name}`,
    origin: "origin" in panel.definition ? panel.definition.origin : (panel.row?.origin ?? subject.origin),
  };
  const span = path && panel?.inFile?.(path);
  reportError(scope, "definition/invalid-dashboard", panelSubject ?? subject, {
    summary: `${pointer} ${message}`,
    details: "Grafana's dashboard schema does not allow it.",
    // A dashboard from elsewhere may hold more than the schema says, and works.
    ...(isGivenAsJson(panel) && { severity: "warning" }),
    ...(span && { span }),
  });
}
