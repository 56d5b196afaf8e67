import { boolean, items, type JsonNode, member, nodeAt, number, text } from "../../json/node.js";
import type { DataSourceView, LocatedValue, PanelView, Rectangle, RowView, TargetView } from "../view.js";
import type { DashboardReader } from "./dashboard-reader.js";
import { type DataSourceTypes, findAskedSource, readDataSource } from "./data-sources.js";

/** Reads all panels of a dashboard, each with its row. */
export function readPanels(
  dashboard: JsonNode,
  types: DataSourceTypes,
  reader: DashboardReader,
): { readonly rows: readonly RowView[]; readonly panels: readonly PanelView[] } {
  const rows: RowView[] = [];
  const panels: PanelView[] = [];
  // An open row holds the panels after it, a collapsed row those inside it. Rows are not nested.
  let row: RowView | undefined;
  for (const node of reader.objects(dashboard, "panels")) {
    if (text(member(node, "type")) !== "row") {
      panels.push(readPanel(node, row, types, reader));
      continue;
    }
    row = readRow(node, reader);
    rows.push(row);
    for (const inner of reader.objects(node, "panels")) panels.push(readPanel(inner, row, types, reader));
  }
  return { rows, panels };
}

function readRow(node: JsonNode, reader: DashboardReader): RowView {
  return {
    span: reader.span(node),
    isCollapsed: boolean(member(node, "collapsed")) ?? false,
    ...readIdentity(node, reader),
    ...reader.texts(node, { title: "title" }),
  };
}

/** Reads one panel. `row` is the one it is in, or under. */
export function readPanel(
  node: JsonNode,
  row: RowView | undefined,
  types: DataSourceTypes,
  reader: DashboardReader,
): PanelView {
  const source = readDataSource(member(node, "datasource"), types, reader);
  return {
    span: reader.span(node),
    node,
    spanAt: (path) => reader.span(nodeAt(node, path)),
    ...readIdentity(node, reader),
    ...reader.texts(node, { type: "type", title: "title", description: "description" }),
    ...(source === undefined ? {} : { dataSource: source }),
    targets: reader.objects(node, "targets").map((target) => readTarget(target, source, types, reader)),
    units: readUnits(node, reader),
    isLibraryPanel: member(node, "libraryPanel") !== undefined,
    ...(row === undefined ? {} : { row }),
  };
}

function readIdentity(
  node: JsonNode,
  reader: DashboardReader,
): { readonly id?: LocatedValue<number>; readonly gridPos?: LocatedValue<Rectangle> } {
  const id = reader.number(member(node, "id"));
  const gridPos = readRectangle(member(node, "gridPos"), reader);
  return { ...(id === undefined ? {} : { id }), ...(gridPos === undefined ? {} : { gridPos }) };
}

function readRectangle(node: JsonNode | undefined, reader: DashboardReader): LocatedValue<Rectangle> | undefined {
  const [x, y, w, h] = ["x", "y", "w", "h"].map((name) => number(member(node, name)));
  if (node === undefined || w === undefined || h === undefined) return undefined;
  return { value: { x: x ?? 0, y: y ?? 0, w, h }, span: reader.span(node) };
}

function readTarget(
  node: JsonNode,
  panelSource: DataSourceView | undefined,
  types: DataSourceTypes,
  reader: DashboardReader,
): TargetView {
  const source = findAskedSource(readDataSource(member(node, "datasource"), types, reader), panelSource);
  return {
    span: reader.span(node),
    ...reader.texts(node, { refId: "refId", expr: "expr", legend: "legendFormat" }),
    ...(source === undefined ? {} : { dataSource: source }),
    isHidden: boolean(member(node, "hide")) ?? false,
  };
}

/** Reads units from field options and overrides and, in old dashboards, from axes, column styles and `format`. */
function readUnits(panel: JsonNode, reader: DashboardReader): LocatedValue<string>[] {
  const overridden = items(member(panel, "fieldConfig", "overrides"))
    .flatMap((override) => items(member(override, "properties")))
    .filter((property) => text(member(property, "id")) === "unit")
    .map((property) => member(property, "value"));
  const axes = items(member(panel, "yaxes")).map((axis) => member(axis, "format"));
  const columns = items(member(panel, "styles")).map((style) => member(style, "unit"));
  const written = [member(panel, "fieldConfig", "defaults", "unit"), ...overridden, member(panel, "format")];
  return [...written, ...axes, ...columns]
    .flatMap((node) => reader.text(node) ?? [])
    .filter(({ value }) => value !== "");
}
