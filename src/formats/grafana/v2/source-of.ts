import type { DataSourceIndex } from "../data-source-index.js";
import { isJson } from "../plain-json.js";
import { textAt } from "./members.js";

/** The data source of a query: its plugin, and its uid if it is known. */
export interface QuerySource {
  readonly group: string;
  readonly uid: string | undefined;
}

/** Grafana's own data source has no uid in old dashboards. */
const ownSource = { group: "datasource", uid: "grafana" };

/** Reads a `datasource` of the classic form. Undefined if it says nothing. */
export function readSource(value: unknown, sources: DataSourceIndex): QuerySource | undefined {
  // Old dashboards name a variable without an object around it.
  if (typeof value === "string" && value.startsWith("$")) return { group: "", uid: value };
  if (!isJson(value)) return undefined;
  const uid = textAt(value, "uid");
  const group = textAt(value, "type");
  if (uid === undefined && group === undefined) return undefined;
  if (group === ownSource.group && uid === undefined) return ownSource;
  if (group !== undefined || uid === undefined || uid.startsWith("$")) return { group: group ?? "", uid };
  return { group: sources.typeOf(uid), uid };
}

/** The data source that a variable queries: its own, or else the default one. */
export function readVariableSource(value: unknown, sources: DataSourceIndex): QuerySource {
  return readSource(value, sources) ?? { group: sources.defaultType, uid: undefined };
}

/** A query in the form of v2. */
export function renderQuery({ group, uid }: QuerySource, spec: unknown): object {
  return {
    kind: "DataQuery",
    group,
    version: "v0",
    ...(uid !== undefined && { datasource: { name: uid } }),
    spec,
  };
}
