import type { DataSource, Target } from "../../../formats/grafana/types.js";
import { kindOf, type Panel } from "../../../panels/kinds/index.js";
import type { PanelOptions } from "../../../panels/panel.js";
import type { PanelKind } from "../../../panels/panel-kind.js";
import type { Scope, Subject } from "../../scope.js";
import type { DataSources } from "../data-sources.js";
import type { CompiledPanelQuery } from "./queries.js";

interface Targets {
  readonly datasource: DataSource | undefined;
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
  const kind = kindOf(panel);
  const { dataSource }: PanelOptions = panel.options;
  const traced = new Set<string>();
  const targets = queries.map((query): Target => {
    const { language } = query.query.composed.query;
    const datasource = dataSources.for(language, dataSource, subject);
    const metrics = Array.from(query.query.composed.references.metrics, ({ name }) => name).join(" ");
    // Quantiles of one histogram have the same exemplars.
    const exemplar = language === "promql" && !traced.has(metrics) && (kind.exemplars?.(panel.options) ?? false);
    traced.add(metrics);
    const fields =
      language === "logql" ? lokiFields(kind, panel, query) : prometheusFields(kind, panel, query, { exemplar, scope });
    return { refId: query.refId, datasource, editorMode: "code", expr: query.query.rendered, ...fields };
  });
  const sources = targets.flatMap(({ datasource }) => datasource ?? []);
  const isMixed = sources.some(({ type }) => type !== sources[0]?.type);
  return { datasource: isMixed ? mixed : sources[0], targets };
}

function prometheusFields(
  kind: PanelKind<Panel>,
  { options }: Panel,
  { legend, traits }: CompiledPanelQuery,
  { exemplar, scope }: { readonly exemplar: boolean; readonly scope: Scope },
) {
  const { minStep = scope.settings.scrapeInterval }: PanelOptions = options;
  const instant = kind.instant(options);
  // Older releases of Grafana merge all results of the format "heatmap" as classic buckets; native ones are cells already.
  const isNative = kind.format === "heatmap" && traits.isHistogram;
  const isSeries = isNative || (kind.divides?.(options) ?? false);
  return {
    // Columns replace the legend.
    ...(kind.format !== "table" && { legendFormat: (isSeries ? undefined : kind.legend) ?? legend ?? "__auto" }),
    format: kind.format === "logs" || isSeries ? "time_series" : kind.format,
    instant,
    range: !instant,
    // Without it, a rate over `$__rate_interval` has single samples where the data source does not know how often it scrapes.
    ...(!instant && { interval: minStep }),
    ...(exemplar && !instant && { exemplar }),
  };
}

function lokiFields(kind: PanelKind<Panel>, { options }: Panel, { legend }: CompiledPanelQuery) {
  return {
    ...(kind.format !== "logs" && legend !== undefined && { legendFormat: legend }),
    queryType: kind.instant(options) ? "instant" : "range",
  };
}
