import type { Diagnostic, Span } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import { boolean, type JsonNode, type JsonObject, member, number, text } from "../../json/node.js";
import { parseJson } from "../../json/parse.js";
import { dashboardFileFindings } from "../findings.js";
import type { AnnotationView, DashboardView, VariableView } from "../view.js";
import { isVersion2Alpha, toClassicNode } from "./classic-node.js";
import { DashboardReader } from "./dashboard-reader.js";
import { collectDataSourceTypes, type DataSourceTypes, readDataSource } from "./data-sources.js";
import { readPanels } from "./read-panels.js";
import { findVariableUses } from "./variable-uses.js";

export interface ReadDashboardResult {
  /** Undefined if the text cannot be read as a dashboard. `diagnostics` then says why. */
  readonly dashboard?: DashboardView;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a dashboard leniently: the bare model or an export, wrapped by Grafana's HTTP API or in a Kubernetes resource,
 * and of any version: the classic ones, also with rows instead of a grid, v2beta1 and v2.
 *
 * @example
 * const { dashboard, diagnostics } = readDashboard(readFileSync("user.json", "utf8"), "user.json");
 * dashboard?.panels.map((panel) => panel.title?.value);
 *
 * @param fixed the position of every value, for a text that is in no known file
 */
export function readDashboard(source: string, file: string, fixed?: Span): ReadDashboardResult {
  // JSON does not allow a byte order mark. Replacing it with a space keeps all offsets.
  const marked = source.startsWith("\ufeff") ? ` ${source.slice(1)}` : source;
  const parsed = parseJson(marked, file);
  if (!parsed.ok) return { diagnostics: [parsed.error] };
  const reader = new DashboardReader(marked, file, fixed);
  const node = findDashboard(parsed.root);
  const isUnreadable = node === undefined || (node.members.has("elements") && isVersion2Alpha(parsed.root));
  if (isUnreadable) return { diagnostics: [reportUnreadable(node, parsed.root, reader)] };
  const view = readView(node, file, reader);
  const dashboard = { ...readUid(parsed.root, reader), ...view, ...readFolder(parsed.root, reader) };
  return { dashboard, diagnostics: reader.diagnostics };
}

/** Reads the uid of a resource, which is its name. */
function readUid(root: JsonNode, reader: DashboardReader): Pick<DashboardView, "uid"> {
  const uid =
    text(member(root, "apiVersion")) === undefined ? undefined : reader.text(member(root, "metadata", "name"));
  return uid === undefined ? {} : { uid };
}

/** Reads the folder, which the HTTP API returns in `meta` and the Kubernetes API in an annotation. */
function readFolder(root: JsonNode, reader: DashboardReader): Pick<DashboardView, "folder"> {
  const candidates = [
    member(root, "meta", "folderUid"),
    member(root, "meta", "folderTitle"),
    member(root, "metadata", "annotations", "grafana.app/folder"),
  ];
  const folder = candidates.flatMap((node) => reader.text(node) ?? []).find(({ value }) => value !== "");
  return folder === undefined ? {} : { folder };
}

/** Finds the dashboard, bare or in `{"dashboard": …, "meta": …}` or `{"apiVersion": …, "spec": …}`. */
export function findDashboard(root: JsonNode): JsonObject | undefined {
  const candidates = [root, member(root, "dashboard"), member(root, "spec")];
  return candidates.find((node): node is JsonObject => node?.kind === "object" && isDashboard(node));
}

const DASHBOARD_PROPERTIES = ["panels", "rows", "templating", "schemaVersion", "elements"];

function isDashboard(node: JsonObject): boolean {
  return DASHBOARD_PROPERTIES.some((name) => node.members.has(name));
}

function reportUnreadable(dashboard: JsonObject | undefined, root: JsonNode, reader: DashboardReader): Diagnostic {
  const span = reader.span({ start: root.start, end: root.start + 1 });
  if (dashboard === undefined) {
    const summary = "not a Grafana dashboard";
    const details = `A dashboard has at least one of ${DASHBOARD_PROPERTIES.join(", ")}.`;
    return { ...finding(dashboardFileFindings, "grafana/not-a-dashboard"), summary, details, span };
  }
  const summary = "dashboards of schema v2alpha1 are not supported";
  return {
    ...finding(dashboardFileFindings, "grafana/dashboard-v2alpha1"),
    summary,
    fix: "save it with Grafana 12.2 or later, which write v2beta1 or v2, or export it as the classic model",
    span,
  };
}

function readView(written: JsonObject, file: string, reader: DashboardReader): DashboardView {
  const node = toClassicNode(written);
  const variables = readList(node, "templating", reader);
  const types = collectDataSourceTypes(reader.objects(written, "__inputs"), variables);
  const version = number(member(written, "schemaVersion"));
  return {
    file,
    node,
    span: reader.span(node),
    ...reader.texts(node, { title: "title", uid: "uid", description: "description" }),
    ...(version === undefined ? {} : { schemaVersion: version }),
    tags: reader.textList(member(node, "tags")),
    variables: variables.flatMap((variable) => readVariable(variable, types, reader) ?? []),
    annotations: readList(node, "annotations", reader).map((annotation) => readAnnotation(annotation, types, reader)),
    ...readPanels(node, types, reader),
    variableUses: findVariableUses(written, reader),
  };
}

function readList(dashboard: JsonNode, name: string, reader: DashboardReader): readonly JsonNode[] {
  const holder = member(dashboard, name);
  return holder === undefined ? [] : reader.objects(holder, "list");
}

/** 1 hides only the label of a variable, 2 hides all of it. */
const hideVariable = 2;

function readVariable(node: JsonNode, types: DataSourceTypes, reader: DashboardReader): VariableView | undefined {
  const name = reader.text(member(node, "name"));
  if (name === undefined) return undefined;
  const type = text(member(node, "type"));
  // The query is a string, or an object with the string in `query`.
  const query = reader.text(member(node, "query")) ?? reader.text(member(node, "query", "query"));
  const source = readDataSource(member(node, "datasource"), types, reader);
  return {
    name,
    span: reader.span(node),
    isHidden: number(member(node, "hide")) === hideVariable,
    ...(type === undefined ? {} : { type }),
    ...reader.texts(node, { label: "label" }),
    ...(query === undefined ? {} : { query }),
    ...(source === undefined ? {} : { dataSource: source }),
  };
}

export function readAnnotation(node: JsonNode, types: DataSourceTypes, reader: DashboardReader): AnnotationView {
  const expr = reader.text(member(node, "expr")) ?? reader.text(member(node, "target", "expr"));
  const source = readDataSource(member(node, "datasource"), types, reader);
  return {
    span: reader.span(node),
    isEnabled: boolean(member(node, "enable")) ?? true,
    ...reader.texts(node, { name: "name" }),
    ...(expr === undefined ? {} : { expr }),
    ...(source === undefined ? {} : { dataSource: source }),
  };
}
