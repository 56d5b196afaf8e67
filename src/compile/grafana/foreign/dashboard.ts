import { collectDataSourceTypes, type DataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import { findDashboard, readAnnotation } from "../../../formats/grafana/read/read-dashboard.js";
import type { Dashboard as DashboardData, Panel as PanelData } from "../../../formats/grafana/types.js";
import { applyEdits, type JsonEdit, prependItem, removeMembers, setMember } from "../../../formats/json/edit.js";
import { items, type JsonNode, type JsonObject, member, number, text } from "../../../formats/json/node.js";
import { writeVerbatim } from "../../../formats/json/verbatim.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import { define } from "../../../model/definition/definition.js";
import { deriveId, deriveKey } from "../../../model/definition/key.js";
import type { CompiledPanel } from "../../compiled.js";
import { reportError, type Scope } from "../../scope.js";
import { dashboardOutputs } from "../forms/dashboard-form.js";
import type { DashboardIdentity } from "../identity.js";
import { resolveDataSources } from "./data-sources.js";
import { type ForeignDocument, locateNode, readDocument } from "./document.js";
import { checkResourceLimits } from "./resource-limits.js";
import { compileExpression, compileForeignTargets, type ForeignTargets } from "./targets.js";

interface CompiledForeign {
  readonly value: DashboardData;
  readonly panels: readonly CompiledPanel[];
}

/** Fields that belong to the Grafana that a dashboard comes from. */
const ownFields: ReadonlySet<string> = new Set(["id", "version"]);

/**
 * Compiles an exported dashboard: its text, in which only what identifies it is changed. It keeps its schema version:
 * Grafana migrates it when it loads it.
 */
export function compileForeignDashboard(
  scope: Scope,
  identity: DashboardIdentity,
  definition: ForeignDashboard,
): CompiledForeign | undefined {
  const document = readDocument(scope, identity.subject, definition.origin, definition.source);
  if (!document) return undefined;
  const root = findDashboard(document.root);
  const panels = root && listPanels(root);
  if (!root || !panels) return reportNoPanels(scope, identity, document);
  const types = collectDataSourceTypes(items(member(root, "__inputs")), items(member(root, "templating", "list")));
  const compiled = panels.map((node) => {
    const title = text(member(node, "title")) ?? "";
    const subject = { name: `panel "${title}" of ${identity.subject.name}`, origin: definition.origin };
    return { node, ...compileForeignTargets(scope, subject, document, node, types) };
  });
  compileAnnotations(scope, identity, document, root, types);
  const form = dashboardOutputs(scope.settings).find((output) => output.form !== "classic")?.form;
  if (form !== undefined) checkResourceLimits(scope, identity.subject, form, document, { root, panels });
  const changed = [
    ...identify(scope, document, root, identity, definition),
    ...listRows(root).flatMap((row) => addId(document, row)),
    ...compiled.flatMap(({ node, edits }) => [...addId(document, node), ...edits]),
  ];
  const resolved = resolveDataSources(scope, identity.subject, document.text, root, definition.dataSources);
  const edits = [...changed, ...resolved.filter((edit) => !changed.some((other) => isWithin(edit, other)))];
  const value = toValue(document, root, edits);
  return { value, panels: panelsOf(value, definition, document, compiled) };
}

function isWithin({ start, end }: JsonEdit, outer: JsonEdit): boolean {
  return outer.start <= start && end <= outer.end && outer.start < outer.end;
}

/** All panels in the order of the text: in the grid, in collapsed rows, and in the rows of before Grafana 5. */
function listPanels(dashboard: JsonNode): readonly JsonObject[] | undefined {
  const lists = [member(dashboard, "panels"), member(dashboard, "rows")];
  if (!lists.some((list) => list?.kind === "array")) return undefined;
  const [inGrid, rows] = lists.map(items);
  if (![...inGrid!, ...rows!].every(isObject)) return undefined;
  const top = inGrid!.flatMap((panel) => (isRow(panel) ? items(member(panel, "panels")) : [panel]));
  return [...top, ...rows!.flatMap((row) => items(member(row, "panels")))].filter(isObject);
}

function listRows(dashboard: JsonNode): readonly JsonObject[] {
  return items(member(dashboard, "panels")).filter(isObject).filter(isRow);
}

function isRow(panel: JsonNode): boolean {
  return text(member(panel, "type")) === "row";
}

function isObject(node: JsonNode): node is JsonObject {
  return node.kind === "object";
}

function reportNoPanels(scope: Scope, { subject }: DashboardIdentity, document: ForeignDocument): undefined {
  const { start } = document.root;
  const span = document.isInFile ? document.reader.span({ start, end: start + 1 }) : undefined;
  reportError(scope, "definition/bad-panel", subject, {
    summary: "not a Grafana dashboard: it has no list of panels",
    fix: "pass the classic JSON model that Grafana exports",
    ...(span && { span }),
  });
  return undefined;
}

/** Reports annotations whose expressions do not parse. */
function compileAnnotations(
  scope: Scope,
  { subject: { name, origin } }: DashboardIdentity,
  document: ForeignDocument,
  root: JsonNode,
  types: DataSourceTypes,
): void {
  for (const annotation of items(member(root, "annotations", "list"))) {
    const { expr, dataSource, name: own } = readAnnotation(annotation, types, document.reader);
    const subject = { name: `annotation "${own?.value ?? ""}" of ${name}`, origin };
    compileExpression(scope, subject, document, {
      ...(expr && { expr }),
      ...(dataSource && { dataSource }),
    });
  }
}

/** Changes uid, title and tags, and removes the id and version that another Grafana gave it. */
function identify(
  scope: Scope,
  { text: source }: ForeignDocument,
  root: JsonObject,
  { uid }: DashboardIdentity,
  { title, adopted = false }: ForeignDashboard,
): readonly JsonEdit[] {
  const tags = member(root, "tags");
  const tag = scope.system.name;
  const isTagged = adopted || items(tags).some((one) => text(one) === tag);
  const tagged = tags?.kind === "array" ? prependItem(source, tags, tag) : setMember(source, root, "tags", [tag]);
  return [
    ...removeMembers(root, ownFields),
    ...(text(member(root, "uid")) === uid ? [] : [setMember(source, root, "uid", uid)]),
    ...(title === undefined || text(member(root, "title")) === title ? [] : [setMember(source, root, "title", title)]),
    ...(isTagged ? [] : [tagged]),
  ];
}

/** Adds the id that a panel or a row lacks. */
function addId({ text: source }: ForeignDocument, node: JsonObject): readonly JsonEdit[] {
  if (number(member(node, "id")) !== undefined) return [];
  return [setMember(source, node, "id", deriveId(deriveKey(text(member(node, "title")) ?? "")))];
}

/** The value of the changed text, which is written as that text. */
function toValue(document: ForeignDocument, root: JsonObject, edits: readonly JsonEdit[]): DashboardData {
  const isWrapped = root !== document.root;
  const changed = applyEdits(document.text, edits, isWrapped ? root : undefined).trimStart();
  // Grafana decides what it may hold; checks read the text.
  return writeVerbatim(JSON.parse(changed) as DashboardData, isWrapped ? `${changed}\n` : changed);
}

function panelsOf(
  value: DashboardData,
  { allow, origin, dataSources }: ForeignDashboard,
  document: ForeignDocument,
  compiled: readonly (ForeignTargets & { readonly node: JsonObject })[],
): readonly CompiledPanel[] {
  return listData(value).map((data, index) => {
    const { node, queries } = compiled[index]!;
    const foreign = {
      ...{ kind: "foreignPanel" as const, key: undefined, title: undefined, allow, dataSources },
      ...{ json: data, source: undefined, size: undefined },
    };
    const inFile = () => locateNode(document, node);
    return { definition: define(foreign, origin), row: undefined, sectionVariables: [], data, queries, inFile };
  });
}

/** The panels of a dashboard, in the order of `listPanels`. */
function listData({ panels = [], rows = [] }: { readonly panels?: unknown; readonly rows?: unknown }) {
  const inside = (holder: PanelHolder) => listOf(holder.panels);
  const top = listOf(panels).flatMap((panel) => (panel.type === "row" ? inside(panel) : [panel]));
  return [...top, ...listOf(rows).flatMap(inside)] as readonly object[] as readonly PanelData[];
}

interface PanelHolder {
  readonly type?: unknown;
  readonly panels?: unknown;
}

function listOf(value: unknown): readonly PanelHolder[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one) => typeof one === "object" && one !== null && !Array.isArray(one));
}
