import { listVariables } from "../../../promql/index.js";
import { type JsonNode, member, text } from "../../json/node.js";
import { isQuerySourceOverruled, mixedSource } from "../asked-source.js";
import type { DataSourceView } from "../view.js";
import { type DashboardReader, isNull } from "./dashboard-reader.js";

/** Types of data sources by the name of the variable, or of the `__inputs` placeholder of an export. */
export type DataSourceTypes = ReadonlyMap<string, string>;

export function collectDataSourceTypes(inputs: readonly JsonNode[], variables: readonly JsonNode[]): DataSourceTypes {
  const types = new Map<string, string>();
  for (const input of inputs) {
    if (text(member(input, "type")) === "datasource") add(member(input, "name"), member(input, "pluginId"));
  }
  for (const variable of variables) {
    if (text(member(variable, "type")) === "datasource") add(member(variable, "name"), member(variable, "query"));
  }
  return types;

  function add(name: JsonNode | undefined, type: JsonNode | undefined): void {
    const [key, value] = [text(name), text(type)];
    if (key !== undefined && value !== undefined && value !== "") types.set(key, value);
  }
}

/** Data sources that Grafana provides itself. */
const BUILT_IN = new Set([mixedSource, "-- Grafana --", "-- Dashboard --", "grafana"]);

/** Reads a `datasource`, which is an object, or in old dashboards a name. */
export function readDataSource(
  node: JsonNode | undefined,
  types: DataSourceTypes,
  reader: DashboardReader,
): DataSourceView | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const uid = text(node) ?? text(member(node, "uid"));
  const [variable] = uid === undefined ? [] : listVariables(uid);
  const type = literalType(text(member(node, "type"))) ?? inferType(uid, variable, types);
  if (uid === undefined && type === undefined) return undefined;
  return {
    span: reader.span(node),
    ...(type === undefined ? {} : { type }),
    ...(uid === undefined ? {} : { uid }),
    ...(variable === undefined ? {} : { variable }),
  };
}

function literalType(type: string | undefined): string | undefined {
  return type === undefined || type === "" || listVariables(type).length > 0 ? undefined : type;
}

function inferType(uid: string | undefined, variable: string | undefined, types: DataSourceTypes) {
  if (variable !== undefined) return types.get(variable);
  return uid !== undefined && BUILT_IN.has(uid) ? "datasource" : undefined;
}

/** The data source that Grafana asks for a query. If that of the panel does not say its type, the query does. */
export function findAskedSource(
  own: DataSourceView | undefined,
  ofPanel: DataSourceView | undefined,
): DataSourceView | undefined {
  if (own === undefined) return ofPanel?.uid === mixedSource ? undefined : ofPanel;
  if (ofPanel === undefined || !isQuerySourceOverruled(own, ofPanel)) return own;
  const type = ofPanel.type ?? own.type;
  return { ...ofPanel, ...(type !== undefined && { type }) };
}
