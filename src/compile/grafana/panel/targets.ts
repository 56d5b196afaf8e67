import type { DataSource, Target } from "../../../formats/grafana/types.js";
import { kindOf, type Panel } from "../../../panels/kinds/index.js";
import { renderStep } from "../../../panels/options/query-settings.js";
import type { PanelOptions } from "../../../panels/panel.js";
import type { PanelKind } from "../../../panels/panel-kind.js";
import { expressionType } from "../../../panels/queries/expression.js";
import type { Scope, Subject } from "../../scope.js";
import { type DataSources, languageTypes } from "../data-sources.js";
import { type CompiledDataQuery, type CompiledExpression, type CompiledPanelQuery, isExpression } from "./queries.js";

interface Targets {
  readonly datasource: DataSource | undefined;
  /** The least step of all queries. Those of Prometheus have one of their own. */
  readonly interval: string | undefined;
  readonly targets: readonly Target[];
}

const mixed: DataSource = { type: "datasource", uid: "-- Mixed --" };

/** Renders the queries of a panel, each with its data source, and the data source of the panel as a whole. */
export function renderTargets(
  panel: Panel,
  queries: readonly CompiledPanelQuery[],
  dataSources: DataSources,
  { scope, subject }: { readonly scope: Scope; readonly subject: Subject },
): Targets {
  const { hiddenQueries = [], minStep }: PanelOptions = panel.options;
  const sourceOf = dataSourceOf(panel, queries, dataSources, subject);
  const exemplars = exemplarsOf(panel, queries);
  const targets = queries.map((query): Target => {
    const fields = isExpression(query)
      ? expressionFields(panel, query, { exemplar: exemplars.has(query), scope })
      : dataFields(panel, query);
    const isHidden = query.name !== undefined && hiddenQueries.includes(query.name);
    return { refId: query.refId, datasource: sourceOf(query), ...(isHidden && { hide: true }), ...fields };
  });
  const isPrometheusOnly = queries.every((query) => typeOf(query) === languageTypes.promql);
  return { datasource: commonSource(targets), interval: isPrometheusOnly ? undefined : renderStep(minStep), targets };
}

/** Resolves the data source of each query. That of the panel is meant for queries of its type, if there are any. */
function dataSourceOf(
  panel: Panel,
  queries: readonly CompiledPanelQuery[],
  dataSources: DataSources,
  subject: Subject,
): (query: CompiledPanelQuery) => DataSource {
  const { dataSource }: PanelOptions = panel.options;
  const chosen = dataSources.typeOf(dataSource);
  const isMeantForSome = queries.some((query) => typeOf(query) === chosen);
  return (query) => {
    const shared = isMeantForSome && typeOf(query) !== chosen ? undefined : dataSource;
    if (isExpression(query)) return dataSources.for(query.query.composed.query.language, shared, subject);
    const { data } = query;
    if (data.dataSource === undefined) return dataSources.ofType(data.type, shared, subject);
    return dataSources.ofType(data.type, data.dataSource, { ...subject, origin: data.origin });
  };
}

function typeOf(query: CompiledPanelQuery): string {
  return isExpression(query) ? languageTypes[query.query.composed.query.language] : query.data.type;
}

/** The data source that all queries have, or Grafana's own for several. */
function commonSource(targets: readonly Target[]): DataSource | undefined {
  const sources = targets.flatMap(({ datasource }) => (datasource?.type === expressionType ? [] : (datasource ?? [])));
  const isMixed = sources.some(({ type, uid }) => type !== sources[0]?.type || uid !== sources[0]?.uid);
  return isMixed ? mixed : (sources[0] ?? targets[0]?.datasource);
}

/** The queries that ask for exemplars. Quantiles of one histogram have the same ones. */
function exemplarsOf(panel: Panel, queries: readonly CompiledPanelQuery[]): ReadonlySet<CompiledPanelQuery> {
  if (!kindOf(panel).exemplars?.(panel.options)) return new Set();
  const byMetrics = new Map<string, CompiledPanelQuery>();
  for (const query of queries.filter(isExpression)) {
    const { composed } = query.query;
    const metrics = Array.from(composed.references.metrics, ({ name }) => name).join(" ");
    if (composed.query.language === "promql" && !byMetrics.has(metrics)) byMetrics.set(metrics, query);
  }
  return new Set(byMetrics.values());
}

function expressionFields(
  panel: Panel,
  query: CompiledExpression,
  context: { readonly exemplar: boolean; readonly scope: Scope },
) {
  const kind = kindOf(panel);
  const isTrend = kind.isTrend?.(panel.options, query) ?? false;
  const instant = kind.instant(panel.options) && !isTrend;
  const isLogql = query.query.composed.query.language === "logql";
  const fields = isLogql
    ? lokiFields(kind, query, instant)
    : prometheusFields(kind, panel, query, { instant, isTrend, ...context });
  return { editorMode: "code", expr: query.query.rendered, ...fields };
}

/** The fields of a query in the form of its data source. Its results have the form that the panel shows. */
function dataFields(panel: Panel, { data: { body, formats } }: CompiledDataQuery) {
  const { format } = kindOf(panel);
  const form = format === "table" || format === "logs" ? format : "time_series";
  return { ...(formats && { format: formats[form] }), ...body };
}

function prometheusFields(
  kind: PanelKind<Panel>,
  { options }: Panel,
  { legend, traits, query }: CompiledExpression,
  context: { readonly exemplar: boolean; readonly instant: boolean; readonly isTrend: boolean; readonly scope: Scope },
) {
  const { exemplar, instant, isTrend, scope } = context;
  const { minStep = scope.settings.scrapeInterval }: PanelOptions = options;
  // Older releases of Grafana merge all results of the format "heatmap" as classic buckets; native ones are cells already.
  const isNative = kind.format === "heatmap" && traits.isHistogram;
  const isSeries = isNative || isTrend || (kind.divides?.(options) ?? false);
  return {
    format: kind.format === "logs" || isSeries ? "time_series" : kind.format,
    instant,
    range: !instant,
    // Columns replace the legend.
    ...(kind.format !== "table" && { legendFormat: (isSeries ? undefined : kind.legend) ?? legend ?? "__auto" }),
    // Without it, a rate over `$__rate_interval` has single samples where the data source does not know how often it scrapes.
    ...((!instant || dependsOnStep(query)) && { interval: renderStep(minStep) }),
    ...(exemplar && !instant && { exemplar }),
  };
}

/** True if Grafana fills in the step, or a range that derives from it: in an instant query, too. */
function dependsOnStep({ rendered }: CompiledExpression["query"]): boolean {
  return /\$\{?__(?:rate_)?interval/.test(rendered);
}

function lokiFields(kind: PanelKind<Panel>, { legend }: CompiledExpression, instant: boolean) {
  return {
    ...(kind.format !== "logs" && legend !== undefined && { legendFormat: legend }),
    queryType: instant ? "instant" : "range",
  };
}
