import type { DataSourceView } from "../../../formats/grafana/view.js";
import type { Query } from "../../../model/expression/query.js";
import type { Settings } from "../../../model/project/project.js";

/** The language of expressions, by their data source. That of Grafana's default data source is PromQL. */
export function detectLanguage(
  known: Settings["dataSources"],
  source: DataSourceView | undefined,
): Query["language"] | undefined {
  const { uid, type = uid === undefined ? "prometheus" : typeOf(uid) } = source ?? {};
  if (type === "prometheus") return "promql";
  return type === "loki" ? "logql" : undefined;

  /** Old dashboards refer to data sources by name. */
  function typeOf(name: string): string | undefined {
    return Object.entries(known).find(([own, one]) => own === name || one.uid === name)?.[1].type;
  }
}
