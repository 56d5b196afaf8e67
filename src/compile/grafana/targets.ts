import type { DataSource, Target } from "../../formats/grafana/types.js";
import type { Panel } from "../../model/panel.js";
import type { Subject } from "../scope.js";
import type { DataSources } from "./data-sources.js";
import type { Draw } from "./draws.js";

interface Targets {
  readonly datasource: DataSource | undefined;
  readonly targets: readonly Target[];
}

const mixed: DataSource = { type: "datasource", uid: "-- Mixed --" };

/** The queries of a panel, each with its data source, and the data source of the panel as a whole. */
export function compileTargets(
  panel: Panel,
  draws: readonly Draw[],
  dataSources: DataSources,
  subject: Subject,
): Targets {
  const targets = draws.map((draw) => {
    const { language } = draw.query.composed.query;
    const datasource = dataSources.for(language, panel.options.dataSource, subject);
    return language === "logql" ? lokiTarget(panel, draw, datasource) : prometheusTarget(panel, draw, datasource);
  });
  const sources = targets.flatMap(({ datasource }) => datasource ?? []);
  const isMixed = sources.some(({ type }) => type !== sources[0]?.type);
  return { datasource: isMixed ? mixed : sources[0], targets };
}

function prometheusTarget(panel: Panel, draw: Draw, datasource: DataSource): Target {
  const instant = isInstant(panel);
  return {
    refId: draw.refId,
    datasource,
    editorMode: "code",
    expr: draw.query.rendered,
    ...(panel.type !== "table" && { legendFormat: panel.type === "heatmap" ? "{{le}}" : (draw.legend ?? "__auto") }),
    format: panel.type === "table" ? "table" : panel.type === "heatmap" ? "heatmap" : "time_series",
    instant,
    range: !instant,
    ...(panel.options.exemplars && !instant && { exemplar: true }),
  };
}

function lokiTarget(panel: Panel, draw: Draw, datasource: DataSource): Target {
  return {
    refId: draw.refId,
    datasource,
    editorMode: "code",
    expr: draw.query.rendered,
    ...(panel.type !== "logs" && draw.legend !== undefined && { legendFormat: draw.legend }),
    queryType: isInstant(panel) ? "instant" : "range",
  };
}

/** What shows only how things are now needs no history. */
function isInstant({ type, options }: Panel): boolean {
  if (type === "table") return true;
  const showsNow = options.reduce === undefined || options.reduce === "lastNotNull" || options.reduce === "last";
  if (type === "stat") return showsNow && options.sparkline === false;
  return showsNow && (type === "gauge" || type === "bargauge" || type === "piechart");
}
