import type { DashboardArtifact } from "../../compile/compiled.js";
import { get, objectsOf } from "../../formats/grafana/plain-json.js";
import { substituteVariables } from "../../promql/index.js";
import { runBatch } from "../apply/run-batch.js";
import type { HttpClient } from "../http/client.js";
import { type DataSourceReference, findSource, type QueryLanguage } from "./data-source.js";
import { fillVariables } from "./fill-variables.js";
import { type Observation, observe, skip } from "./observation.js";
import { type QueryResult, runQuery } from "./run-query.js";

const concurrency = 6;

/** The query of a panel, ready to be sent. */
interface PanelQuery {
  /** `panel "Orders" of dashboard "Cart"` */
  readonly place: string;
  readonly language: QueryLanguage;
  readonly uid: string;
  readonly expr: string;
}

/** Sends the queries of all panels through the data sources of a Grafana, with the first value of each variable. */
export async function verifyDashboards(
  client: HttpClient,
  dashboards: readonly DashboardArtifact[],
  onProgress: (done: number, total: number) => void,
): Promise<readonly Observation[]> {
  const queries: PanelQuery[] = [];
  let others = 0;
  await runBatch(dashboards, concurrency, async (dashboard) => {
    const listed = await listQueries(client, dashboard);
    queries.push(...listed.queries);
    others += listed.others;
  });
  const results = new Map<string, QueryResult>();
  const distinct = new Map(queries.map((query) => [keyOf(query), query]));
  await runBatch([...distinct], concurrency, async ([key, query]) => {
    results.set(key, await runQuery(client, query));
    onProgress(results.size, distinct.size);
  });
  const resultOf = (query: PanelQuery) => results.get(keyOf(query))!;
  const failed = queries.flatMap((query) => {
    const result = resultOf(query);
    return "problem" in result ? [`${query.place}: ${result.problem}`] : [];
  });
  const empty = queries.filter((query) => isEmpty(resultOf(query))).map(({ place }) => place);
  return [
    observe("queries of dashboards work", queries.length, [...new Set(failed)].sort()),
    {
      ...{ name: "queries of dashboards return data", count: queries.length - failed.length },
      ...{ outcome: empty.length === 0 ? "ok" : "empty", details: [...new Set(empty)].sort() },
    },
    ...(others === 0
      ? []
      : [skip("queries of other data sources", `${others} are neither for Prometheus nor for Loki`)]),
  ];
}

function isEmpty(result: QueryResult): boolean {
  return "series" in result && result.series === 0;
}

function keyOf({ uid, expr }: PanelQuery): string {
  return JSON.stringify([uid, expr]);
}

/** The queries of a dashboard; `others` counts those in other languages. */
async function listQueries(client: HttpClient, { value, settings }: DashboardArtifact) {
  const valueFor = await fillVariables(client, value, settings);
  const queries: PanelQuery[] = [];
  let others = 0;
  const holders = [...objectsOf(value.panels), ...objectsOf(get(value, "rows"))];
  const panels = holders.flatMap((holder) => [holder, ...objectsOf(holder.panels)]);
  for (const panel of panels) {
    for (const target of objectsOf(panel.targets)) {
      if (target.hide === true) continue;
      const given = (target.datasource ?? panel.datasource) as DataSourceReference;
      const source = findSource(given, valueFor, settings);
      if (!source || typeof target.expr !== "string" || target.expr.trim() === "") {
        others += 1;
        continue;
      }
      const place = `panel "${String(panel.title ?? "")}" of dashboard "${value.title ?? value.uid}"`;
      queries.push({ place, ...source, expr: substituteVariables(target.expr, valueFor) });
    }
  }
  return { queries, others };
}
