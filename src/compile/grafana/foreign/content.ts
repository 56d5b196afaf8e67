import type { Json } from "../../../formats/grafana/plain-json.js";
import type { DataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import { readAnnotation } from "../../../formats/grafana/read/read-dashboard.js";
import type { Dashboard as DashboardData, Panel as PanelData } from "../../../formats/grafana/types.js";
import type { Version2 } from "../../../formats/grafana/v2/version.js";
import { items, type JsonNode, type JsonObject, member, text } from "../../../formats/json/node.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import { define } from "../../../model/definition/definition.js";
import type { CompiledPanel } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import type { DashboardIdentity } from "../identity.js";
import { type ForeignDocument, locateNode } from "./document.js";
import { compileExpression, type ForeignTargets } from "./targets.js";

export interface CompiledForeign {
  readonly value: DashboardData;
  readonly panels: readonly CompiledPanel[];
  /** Writes the `spec` of a resource, if the JSON has one; it is converted from the classic form otherwise. */
  readonly writeSpec?: (version: Version2) => Json;
}

/** All panels in the order of the text: in the grid, in collapsed rows, and in the rows of before Grafana 5. */
export function listPanels(dashboard: JsonNode): readonly JsonObject[] | undefined {
  const lists = [member(dashboard, "panels"), member(dashboard, "rows")];
  if (!lists.some((list) => list?.kind === "array")) return undefined;
  const [inGrid, rows] = lists.map(items);
  if (![...inGrid!, ...rows!].every(isObject)) return undefined;
  const top = inGrid!.flatMap((panel) => (isRow(panel) ? items(member(panel, "panels")) : [panel]));
  return [...top, ...rows!.flatMap((row) => items(member(row, "panels")))].filter(isObject);
}

export function listRows(dashboard: JsonNode): readonly JsonObject[] {
  return items(member(dashboard, "panels")).filter(isObject).filter(isRow);
}

function isRow(panel: JsonNode): boolean {
  return text(member(panel, "type")) === "row";
}

function isObject(node: JsonNode): node is JsonObject {
  return node.kind === "object";
}

/** Reports annotations whose expressions do not parse. */
export function compileAnnotations(
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

export function panelsOf(
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
