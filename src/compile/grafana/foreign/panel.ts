import { gridColumns } from "../../../formats/grafana/grid.js";
import type { Panel as PanelData } from "../../../formats/grafana/types.js";
import { applyEdits, type JsonEdit, setMember } from "../../../formats/json/edit.js";
import { items, type JsonNode, type JsonObject, member, nodeAt, number, text } from "../../../formats/json/node.js";
import { writeVerbatim } from "../../../formats/json/verbatim.js";
import type { ForeignText } from "../../../model/dashboard/foreign-json.js";
import type { ForeignPanel, PanelBuilder, PanelLike } from "../../../model/dashboard/panel.js";
import type { Variable } from "../../../model/dashboard/variable.js";
import type { Origin } from "../../../model/definition/origin.js";
import type { CompiledPanel } from "../../compiled.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { type DataSources, variableTypes } from "../data-sources.js";
import { maxHeight } from "../layout.js";
import type { PlacedFields, PreparedPanel } from "../panel/prepared-panel.js";
import { checkSize } from "../panel/size.js";
import { resolveDataSources } from "./data-sources.js";
import { type ForeignDocument, locateNode, readDocument } from "./document.js";
import { compileForeignTargets } from "./targets.js";

/** A foreign panel and its JSON. */
export interface ReadPanel {
  readonly definition: ForeignPanel | PanelBuilder;
  readonly document: ForeignDocument;
  readonly root: JsonObject;
  readonly title: string;
}

/** Reads the JSON of a foreign panel. Reports a value that is not a panel, and a builder that throws. */
export function readForeignPanel(
  scope: Scope,
  subject: Subject,
  origin: Origin,
  panel: PanelLike,
): ReadPanel | undefined {
  const definition = isForeign(panel) ? panel : undefined;
  const source = definition && sourceOf(definition);
  if (source instanceof Error) {
    reportError(scope, "definition/bad-panel", subject, { summary: `the panel could not be built: ${source.message}` });
    return undefined;
  }
  const document = source && readDocument(scope, subject, origin, source);
  if (source && !document) return undefined;
  const { root } = document ?? {};
  const type = text(member(root, "type"));
  if (definition && document && root?.kind === "object" && type !== undefined && type !== "row") {
    const own = "build" in definition ? undefined : definition.title;
    return { definition, document, root, title: own ?? text(member(root, "title")) ?? "" };
  }
  const span = document && locateNode(document, { ...document.root, end: document.root.start + 1 });
  reportError(scope, "definition/bad-panel", subject, {
    summary: type === "row" ? "not a panel: it is a row" : "not a panel: it has no type",
    fix: "pass the JSON of one panel; make rows with row(…)",
    ...(span && { span }),
  });
  return undefined;
}

function isForeign(panel: PanelLike): panel is ForeignPanel | PanelBuilder {
  if (typeof panel !== "object" || panel === null) return false;
  return "kind" in panel ? panel.kind === "foreignPanel" : "build" in panel;
}

/** The text of a panel. A builder may go on changing what it returned, and Grafana sees no more than JSON. */
function sourceOf(panel: ForeignPanel | PanelBuilder): ForeignText | Error | undefined {
  if ("kind" in panel && panel.source) return panel.source;
  try {
    const json = JSON.stringify("build" in panel ? panel.build() : panel.json) as string | undefined;
    return json === undefined ? undefined : { text: json, path: undefined };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Compiles a foreign panel: its text, in which id, position and data sources are changed. */
export function compileForeignPanel(
  scope: Scope,
  subject: Subject,
  { definition, document, root, title }: ReadPanel,
  dataSources: DataSources,
  variables: readonly Variable[],
): PreparedPanel {
  const types = variableTypes(variables);
  const { edits, queries } = compileForeignTargets(scope, subject, document, root, types);
  const { dataSources: given, size: own, source } = "build" in definition ? noOptions : definition;
  const changes = [
    ...edits,
    ...(text(member(root, "title")) === title || title === "" ? [] : [setMember(document.text, root, "title", title)]),
    ...addDataSource(subject, document, root, queries, dataSources),
    ...resolveDataSources(scope, subject, document.text, root, given, types),
  ];
  const position = member(root, "gridPos");
  const size = own
    ? checkSize(scope, subject, own)
    : { width: sizeWithin(position, "w", gridColumns), height: sizeWithin(position, "h", maxHeight) };
  return {
    definition,
    // Its schema is checked with the dashboard.
    data: JSON.parse(applyEdits(document.text, changes, root)) as PreparedPanel["data"],
    queries,
    extent: { ...size, defaultHeight: 8, ownLine: false },
    ...(source && { place: (fields) => place(document, root, changes, fields) }),
    ...(document.isInFile && { inFile: (path) => locateNode(document, nodeAt(root, path)) }),
  };
}

const noOptions = { dataSources: undefined, size: undefined, source: undefined };

/** Adds the dashboard's data source to a panel that has none, and queries without one. */
function addDataSource(
  subject: Subject,
  { text: source }: ForeignDocument,
  root: JsonObject,
  queries: CompiledPanel["queries"],
  dataSources: DataSources,
): readonly JsonEdit[] {
  const first = queries[0];
  const hasOwn = items(member(root, "targets")).every((target) => member(target, "datasource") !== undefined);
  if (!first || member(root, "datasource") !== undefined || hasOwn) return [];
  const { language } = first.query.composed.query;
  return [setMember(source, root, "datasource", dataSources.for(language, undefined, subject))];
}

/** The panel with more fields, in its own text. */
function place(
  { text: source }: ForeignDocument,
  root: JsonObject,
  changes: readonly JsonEdit[],
  fields: PlacedFields,
): PanelData {
  const edits = Object.entries(fields).flatMap(([name, value]) => setField(source, root, name, value));
  const changed = applyEdits(source, [...changes, ...edits], root);
  return writeVerbatim(JSON.parse(changed) as PanelData, changed);
}

/** Changes a field. The members of a position are changed one by one, which leaves its layout. */
function setField(source: string, root: JsonObject, name: string, value: unknown): readonly JsonEdit[] {
  const written = member(root, name);
  if (written?.kind !== "object" || typeof value !== "object" || value === null)
    return [setMember(source, root, name, value)];
  return Object.entries(value).map(([inner, one]) => setMember(source, written, inner, one));
}

function sizeWithin(position: JsonNode | undefined, name: string, max: number): number | undefined {
  const value = number(member(position, name));
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= max ? value : undefined;
}
