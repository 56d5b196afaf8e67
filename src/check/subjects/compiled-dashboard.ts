import type { CompiledPanel, CompiledQuery, DashboardArtifact } from "../../compile/compiled.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { GridPosition } from "../../formats/grafana/types.js";
import type { Allowances } from "../../model/definition/definition.js";
import { kindOf } from "../../panels/kinds/index.js";
import { locate } from "../../source/locate-expression.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { AllowanceRegister } from "../allow.js";
import type {
  DashboardSubject,
  JsonData,
  LogqlSubject,
  PanelView,
  QuerySubject,
  TableView,
  VariableView,
} from "../check.js";
import { foreignDashboard } from "./foreign-dashboard.js";
import type { SubjectInputs } from "./inputs.js";
import { locateSetting } from "./locate-setting.js";
import { compiledLogql } from "./logql-subject.js";
import { querySubject } from "./query-subject.js";
import { savedLogql } from "./saved-queries.js";

export interface DashboardSubjects {
  readonly subject: DashboardSubject;
  readonly queries: readonly QuerySubject[];
  readonly logqlQueries: readonly LogqlSubject[];
}

/** Creates the subjects of a compiled dashboard: the dashboard and the queries of its panels and annotations. */
export function compiledDashboard(
  artifact: DashboardArtifact,
  sources: SourceFiles,
  inputs: SubjectInputs,
): DashboardSubjects {
  const { definition, value, settings } = artifact;
  if (definition.kind === "foreignDashboard") return foreignDashboard(artifact, definition, inputs);
  const { context, allowances } = inputs;
  const name = `dashboard "${textOf(value.title)}"`;
  const locateDashboard = () => definition.origin.span;
  const allow = allowances.add(definition.allow, locateDashboard, name);
  const logqlQueries: LogqlSubject[] = [];
  const toQuery = (
    query: CompiledQuery,
    where: QueryPlace,
    of: string,
    allowed: Allowances | undefined,
    isForeign = false,
  ) => {
    const fields = { name: of, in: where, allow: allowed };
    logqlQueries.push(...compiledLogql(query, fields, sources, context));
    return toQuerySubject(query, { isForeign, ...fields }, sources, inputs);
  };
  const panels = artifact.panels.map((panel): PanelView => {
    const of = `panel "${textOf(panel.data.title)}" of ${name}`;
    const { definition: own } = panel;
    const isForeign = "kind" in own && own.kind === "foreignPanel" && own.source !== undefined;
    const locateDefinition = () => ("origin" in own ? own.origin.span : undefined) ?? locateDashboard();
    const locatePanel = () => panel.inFile?.([]) ?? locateDefinition();
    const panelAllow = allowances.add(panelAllowances(panel), locateDefinition, of);
    const joined = allowances.merge(panelAllow, allow);
    const compiled = panel.queries.map(
      ({ refId, query }) => [refId, toQuery(query, "panel", of, joined, isForeign)] as const,
    );
    const queries = new Map(compiled);
    const targets = (panel.data.targets ?? []).map(({ refId }) => ({ refId, query: queries.get(refId) }));
    return panelView(panel, targets, panelAllow, sources, locatePanel);
  });
  const annotations = artifact.annotations.flatMap(({ definition: annotation, query }) => {
    return toQuery(query, "annotation", `annotation "${annotation.name}" of ${name}`, allow) ?? [];
  });
  const variables = variableViews(artifact, name, allowances);
  const ofVariables = artifact.variableQueries.flatMap(({ definition: own, query }) => {
    const allowed = allowances.merge(variables.find((variable) => variable.name === own.name)?.allow, allow);
    return toQuery(query, "variable", `variable "${own.name}" of ${name}`, allowed) ?? [];
  });
  const subject: DashboardSubject = {
    kind: "dashboard",
    name,
    allow,
    context,
    uid: value.uid,
    title: textOf(value.title),
    description: textOf(value.description),
    folder: settings.grafana.folder?.uid ?? "",
    panels,
    variables,
    linksCarryVariables: value.links?.some(({ includeVars }) => includeVars) ?? false,
    otherTexts: otherTexts(artifact),
    savedLogql: () => savedLogql(artifact, context),
    get span() {
      return locateDashboard();
    },
  };
  const queries = [...panels.flatMap(({ queries }) => queries), ...annotations, ...ofVariables];
  return { subject, queries, logqlQueries };
}

type QueryPlace = Extract<QuerySubject["in"], "panel" | "annotation" | "variable">;

function toQuerySubject(
  { expr, errors, composed }: CompiledQuery,
  fields: Pick<QuerySubject, "name" | "in" | "allow" | "isForeign">,
  sources: SourceFiles,
  inputs: SubjectInputs,
): QuerySubject | undefined {
  if (!expr || errors.length + composed.problems.length > 0) return undefined;
  return querySubject(
    {
      context: inputs.context,
      expr,
      text: composed.text,
      window: undefined,
      locate: (start, end) => locate(composed, start, end, sources),
      ...fields,
    },
    inputs,
  );
}

function panelAllowances({ definition }: CompiledPanel): Allowances | undefined {
  if (!("kind" in definition)) return undefined;
  return definition.kind === "panel" ? definition.options.allow : definition.allow;
}

function panelView(
  panel: CompiledPanel,
  targets: PanelView["targets"],
  allow: Allowances | undefined,
  sources: SourceFiles,
  locatePanel: () => Span | undefined,
): PanelView {
  const { data, row } = panel;
  const queried = data.targets ?? [];
  const dataSources = [data.datasource, ...queried.map(({ datasource }) => datasource)];
  const fields: Omit<PanelView, "span"> = {
    id: data.id,
    type: data.type,
    title: textOf(data.title),
    description: textOf(data.description),
    unit: data.fieldConfig?.defaults?.unit,
    gridPos: isPosition(data.gridPos) ? data.gridPos : undefined,
    expressions: queried.map((target) => (typeof target.expr === "string" ? target.expr : JSON.stringify(target))),
    dataSources: dataSources.flatMap((source) => source?.uid ?? []),
    queries: targets.flatMap(({ query }) => query ?? []),
    targets,
    data: data as unknown as JsonData,
    locate: (path) => panel.inFile?.(path.map(String)) ?? locateSetting(panel, path, sources) ?? locatePanel(),
    allow,
    // Panels of a collapsed row have a grid of their own; those of open rows share one.
    inRow: row?.collapsed ? row.title : undefined,
    sectionVariables: panel.sectionVariables,
    table: tableView(panel, sources),
  };
  return Object.assign(new LocatedPanel(locatePanel), fields);
}

/** Locates a panel when a finding needs it. V8 stores an object whose literal has a getter in three times the memory. */
class LocatedPanel {
  readonly #locate: () => Span | undefined;

  constructor(locatePanel: () => Span | undefined) {
    this.#locate = locatePanel;
  }

  get span(): Span | undefined {
    return this.#locate();
  }
}

/** The columns of a table that show labels. The values of expressions have fields of other names. */
function tableView({ definition, data }: CompiledPanel, sources: SourceFiles): TableView | undefined {
  const columns =
    "kind" in definition && definition.kind === "panel" && kindOf(definition).columns?.(definition.options);
  if (!columns) return undefined;
  const selection = data.transformations?.find(({ id }) => id === "filterFieldsByName");
  if (!selection) return undefined;
  const { include } = selection.options as { readonly include: { readonly names: readonly string[] } };
  const labels = columns.filter((name) => include.names.includes(name) && name !== valueField);
  return {
    labels: labels.map((name) => {
      const column = { argument: 2, path: ["columns", name] };
      return {
        name,
        get span() {
          return locateInCall(definition.origin, [column], sources);
        },
      };
    }),
    expressions: definition.queries.flatMap(({ name }) => name ?? []),
  };
}

/** Grafana's name for the values of the only query. */
const valueField = "Value";

function variableViews(artifact: DashboardArtifact, dashboard: string, allowances: AllowanceRegister): VariableView[] {
  const { value, variables, definition } = artifact;
  const defined = new Map(variables.map((variable) => [variable.name, variable]));
  return listVariables(value).map(({ name, type, query, hide }) => {
    const own = defined.get(name);
    const locateVariable = () => (own ?? definition).origin.span;
    return {
      name,
      type,
      query: typeof query === "string" ? query : JSON.stringify(query ?? ""),
      hidden: hide === 2,
      isOfSection: artifact.sectionVariables.includes(name),
      allow: allowances.add(own?.allow, locateVariable, `variable "${name}" of ${dashboard}`),
      get span() {
        return locateVariable();
      },
    };
  });
}

/** The variables of a dashboard. One that was taken as JSON may hold anything there. */
function listVariables({ templating }: DashboardArtifact["value"]) {
  const list = Array.isArray(templating?.list) ? templating.list : [];
  return list.filter((variable) => typeof (variable as unknown) === "object" && (variable as unknown) !== null);
}

/** Texts besides titles and expressions that may use variables, each once: the settings of many panels are alike. */
function otherTexts({ value, panels, conditionVariables }: DashboardArtifact): readonly string[] {
  const variables = listVariables(value).map(({ datasource, regex }) => [datasource, regex]);
  const texts = new Set([JSON.stringify([value.links, value.annotations, variables])]);
  for (const panel of value.panels ?? []) if (panel.type === "row" && panel.repeat) texts.add(`$${panel.repeat}`);
  for (const name of conditionVariables) texts.add(`$${name}`);
  for (const { data } of panels) {
    if (data.repeat) texts.add(`$${data.repeat}`);
    const { links, transformations, options, fieldConfig } = data;
    texts.add(JSON.stringify([links, transformations, options, fieldConfig]));
    for (const target of data.targets ?? []) texts.add(String(target.legendFormat ?? ""));
  }
  return [...texts];
}

/** A text; that of a dashboard in Grafana's JSON may be anything. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** True for a position; that of a panel in Grafana's JSON may be anything. */
function isPosition(gridPos: unknown): gridPos is GridPosition {
  if (typeof gridPos !== "object" || gridPos === null) return false;
  const { x, y, w, h } = gridPos as Readonly<Record<string, unknown>>;
  return [x, y, w, h].every((part) => typeof part === "number");
}
