import { isJson } from "../../formats/grafana/plain-json.js";
import type { Settings } from "../../model/project/project.js";
import { substituteVariables } from "../../promql/index.js";

/** The languages of queries that can be sent with a GET. */
export type QueryLanguage = "prometheus" | "loki";

/** A data source as dashboards refer to it: by its uid, or in old ones by its name. */
export type DataSourceReference = { readonly type?: unknown; readonly uid?: unknown } | string | null | undefined;

/** Finds the data source of a query. Undefined if it is neither a Prometheus nor a Loki. */
export function findSource(
  given: DataSourceReference,
  valueFor: (name: string) => string | undefined,
  { dataSources, dataSource }: Settings,
): { readonly uid: string; readonly language: QueryLanguage } | undefined {
  const written = isJson(given) ? given.uid : given;
  const usual = dataSource === undefined ? undefined : dataSources[dataSource];
  if (written === undefined || written === null) return usual && { uid: usual.uid, language: "prometheus" };
  const uid = substituteVariables(String(written), valueFor);
  const known = Object.entries(dataSources).find(([name, one]) => one.uid === uid || name === uid)?.[1];
  const type = isJson(given) && typeof given.type === "string" ? given.type : known?.type;
  if (type !== "prometheus" && type !== "loki") return undefined;
  return { uid: known?.uid ?? uid, language: type };
}
