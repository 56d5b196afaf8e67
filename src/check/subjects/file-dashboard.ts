import { posix } from "node:path";
import { detectLanguage } from "../../compile/grafana/foreign/language.js";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { refIdAt } from "../../formats/grafana/ref-id.js";
import type {
  AnnotationView,
  DashboardView,
  LocatedText,
  PanelView as PanelSource,
  TargetView,
} from "../../formats/grafana/view.js";
import { boolean, items, type JsonNode, member, text as textOf, toPlainValue } from "../../formats/json/node.js";
import { logqlFindings } from "../../logql/findings.js";
import * as logql from "../../logql/index.js";
import type { Allowances } from "../../model/definition/definition.js";
import type { Settings } from "../../model/project/project.js";
import { promqlFindings } from "../../promql/findings.js";
import { type Dialect, parse } from "../../promql/index.js";
import type { DashboardSubject, JsonData, LogqlSubject, PanelView, QuerySubject } from "../check.js";
import type { SubjectInputs } from "./inputs.js";
import { querySubject } from "./query-subject.js";

export interface FileDashboard {
  readonly subject: DashboardSubject;
  /** The queries of its panels and annotations. */
  readonly queries: readonly QuerySubject[];
  readonly logqlQueries: readonly LogqlSubject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A dashboard that a definition adds to its project. */
export interface AddedDashboard {
  readonly allow: Allowances | undefined;
  /** The position of the definition. */
  readonly span: Span | undefined;
  /** False if its text is in no known file. */
  readonly isInFile: boolean;
}

/** Creates the subjects of a dashboard file, and reports expressions that do not parse. */
export function fileDashboard(
  view: DashboardView,
  source: string,
  dialect: Dialect,
  inputs: SubjectInputs,
  added?: AddedDashboard,
): FileDashboard {
  const diagnostics: Diagnostic[] = [];
  const queries: QuerySubject[] = [];
  const logqlQueries: LogqlSubject[] = [];
  const title = view.title?.value ?? "";
  const name = `dashboard "${title}"`;
  const { settings } = inputs.context;
  const ofFile = inputs.allowances.add(readAllowances(view.node), () => view.span, name);
  const allow = inputs.allowances.merge(
    ofFile,
    inputs.allowances.add(added?.allow, () => added?.span, name),
  );
  const hasAllowances = source.includes('"telltale"');
  const read = (expr: LocatedText, where: "panel" | "annotation", of: string, allowed: Allowances | undefined) => {
    const result = readQuery(expr, { in: where, name: of, allow: allowed }, dialect, inputs, added);
    diagnostics.push(...result.diagnostics);
    if (result.query) queries.push(result.query);
    return result.query;
  };
  const readLogql = (expr: LocatedText, where: "panel" | "annotation", of: string, allowed: Allowances | undefined) => {
    const result = readLogqlQuery(expr, { in: where, name: of, allow: allowed, context: inputs.context }, added);
    diagnostics.push(...result.diagnostics);
    if (result.query) logqlQueries.push(result.query);
  };
  const panels = view.panels.map((panel): PanelView => {
    const of = `panel "${panel.title?.value ?? ""}" of ${name}`;
    const written = hasAllowances ? readAllowances(panel.node) : undefined;
    const panelAllow = inputs.allowances.add(written, () => panel.span, of);
    const joined = inputs.allowances.merge(panelAllow, allow);
    for (const target of panel.targets) {
      if (target.expr && languageOf(target, settings, added) === "logql") readLogql(target.expr, "panel", of, joined);
    }
    const targets = panel.targets.map((target, index) => ({
      refId: target.refId?.value ?? refIdAt(index),
      query:
        target.expr && languageOf(target, settings, added) === "promql"
          ? read(target.expr, "panel", of, joined)
          : undefined,
    }));
    return panelView(panel, targets, panelAllow);
  });
  for (const annotation of view.annotations) {
    const language = languageOf(annotation, settings, added);
    if (!annotation.expr || language === undefined) continue;
    const of = `annotation "${annotation.name?.value ?? ""}" of ${name}`;
    if (language === "promql") read(annotation.expr, "annotation", of, allow);
    else readLogql(annotation.expr, "annotation", of, allow);
  }
  const subject: DashboardSubject = {
    kind: "dashboard",
    name,
    allow,
    context: inputs.context,
    uid: view.uid?.value ?? "",
    title,
    description: view.description?.value ?? "",
    folder: folderKey(view),
    panels,
    variables: view.variables.map(({ name: variable, type, query, isHidden: hidden, span }) => ({
      name: variable.value,
      type: type ?? "",
      query: query?.value ?? "",
      hidden,
      span,
    })),
    linksCarryVariables: items(member(view.node, "links")).some(
      (link) => boolean(member(link, "includeVars")) === true,
    ),
    otherTexts: view.variableUses.map(({ value }) => `\${${value}}`),
    span: view.span,
  };
  return { subject, queries, logqlQueries, diagnostics };
}

/** Key of a dashboard's folder. Files in different directories may be for different folders or Grafanas. */
function folderKey({ file, folder }: DashboardView): string {
  const directory = posix.dirname(file.replaceAll("\\", "/"));
  return folder === undefined ? directory : `${directory}/${folder.value}`;
}

function readQuery(
  expr: LocatedText,
  fields: Pick<QuerySubject, "in" | "name" | "allow">,
  dialect: Dialect,
  inputs: SubjectInputs,
  added: AddedDashboard | undefined,
): { readonly query: QuerySubject | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const text = expr.value;
  const parsed = parse(text, dialect);
  const locate = (start: number, end: number) => {
    const excerpt = added && !added.isInFile ? { text, start, end } : undefined;
    return { span: expr.spanWithin(start, end), excerpt };
  };
  const diagnostics = parsed.errors.map(({ message, start, end, hint }): Diagnostic => {
    const { span } = locate(start, end);
    const fix = hint === undefined ? {} : { fix: hint };
    return { ...finding(promqlFindings, "promql/syntax"), summary: message, ...fix, subject: fields.name, span };
  });
  if (!parsed.expr || diagnostics.length > 0) return { query: undefined, diagnostics };
  const isForeign = added !== undefined;
  const query = {
    ...fields,
    context: inputs.context,
    isForeign,
    expr: parsed.expr,
    text,
    window: undefined,
    locate,
  };
  return { query: querySubject(query, inputs), diagnostics };
}

function readLogqlQuery(
  expr: LocatedText,
  fields: Pick<LogqlSubject, "in" | "name" | "allow" | "context">,
  added: AddedDashboard | undefined,
): { readonly query: LogqlSubject | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const text = expr.value;
  const { expr: parsed, errors } = logql.parse(text, logql.panelDialect);
  const diagnostics = errors.map(({ message, start, end, hint }): Diagnostic => {
    const span = expr.spanWithin(start, end);
    const fix = hint === undefined ? {} : { fix: hint };
    return { ...finding(logqlFindings, "logql/syntax"), summary: message, ...fix, subject: fields.name, span };
  });
  if (!parsed || errors.length > 0) return { query: undefined, diagnostics };
  const locate = (start: number, end: number) => {
    const excerpt = added && !added.isInFile ? { text, start, end } : undefined;
    return { span: expr.spanWithin(start, end), excerpt };
  };
  return { query: { ...fields, kind: "logql", expr: parsed, text, streams: [], locate }, diagnostics };
}

/** The language of an expression. Outside of a project it is unknown without a data source. */
function languageOf(
  { dataSource, expr }: TargetView | AnnotationView,
  { dataSources }: Partial<Settings>,
  added: AddedDashboard | undefined,
): "promql" | "logql" | undefined {
  if (expr?.value.trim() === "") return undefined;
  if (added) return detectLanguage(dataSources ?? {}, dataSource);
  return dataSource?.type === "prometheus" ? "promql" : dataSource?.type === "loki" ? "logql" : undefined;
}

function panelView(panel: PanelSource, targets: PanelView["targets"], allow: Allowances | undefined): PanelView {
  let data: JsonData | undefined;
  const sources = [panel.dataSource, ...panel.targets.map(({ dataSource }) => dataSource)];
  return {
    id: panel.id?.value,
    type: panel.type?.value ?? "",
    title: panel.title?.value ?? "",
    description: panel.description?.value ?? "",
    unit: panel.units[0]?.value,
    gridPos: panel.gridPos?.value,
    expressions: panel.targets.flatMap(({ expr }) => expr?.value ?? []),
    dataSources: sources.flatMap((source) => source?.uid ?? []),
    queries: targets.flatMap(({ query }) => query ?? []),
    targets,
    get data() {
      data ??= toPlainValue(panel.node) as JsonData;
      return data;
    },
    locate: panel.spanAt,
    table: undefined,
    allow,
    // Panels of a collapsed row have a grid of their own; those of open rows share one.
    inRow: panel.row?.isCollapsed ? (panel.row.title?.value ?? "") : undefined,
    span: panel.span,
  };
}

/** `"telltale": { "allow": { … } }` of a dashboard or a panel. */
function readAllowances(node: JsonNode): Allowances | undefined {
  const allow = member(node, "telltale", "allow");
  if (allow?.kind !== "object") return undefined;
  return Object.fromEntries(
    Array.from(allow.members, ([id, { value }]) => {
      const until = textOf(member(value, "until"));
      const reason = textOf(value) ?? textOf(member(value, "reason")) ?? "";
      return [id, until === undefined ? reason : { reason, until }];
    }),
  );
}
