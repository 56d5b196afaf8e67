import { isDefinitionOf } from "../../model/definition/definition.js";
import type { PanelKind } from "../panel-kind.js";
import { barChartKind } from "./charts/bar-chart.js";
import { candlestickKind } from "./charts/candlestick.js";
import { heatmapKind } from "./charts/heatmap.js";
import { histogramKind } from "./charts/histogram.js";
import { pieKind } from "./charts/pie.js";
import { stateTimelineKind } from "./charts/state-timeline.js";
import { statusHistoryKind } from "./charts/status-history.js";
import { timeseriesKind } from "./charts/timeseries.js";
import { trendKind } from "./charts/trend.js";
import { xyChartKind } from "./charts/xy-chart.js";
import { canvasKind } from "./diagrams/canvas.js";
import { geomapKind } from "./diagrams/geomap.js";
import { nodeGraphKind } from "./diagrams/node-graph.js";
import { barGaugeKind } from "./numbers/bar-gauge.js";
import { gaugeKind } from "./numbers/gauge.js";
import { statKind } from "./numbers/stat.js";
import { flameGraphKind } from "./records/flame-graph.js";
import { logsKind } from "./records/logs.js";
import { tableKind } from "./records/table.js";
import { tracesKind } from "./records/traces.js";
import { alertListKind } from "./widgets/alert-list.js";
import { annotationListKind } from "./widgets/annotation-list.js";
import { dashboardListKind } from "./widgets/dashboard-list.js";
import { newsKind } from "./widgets/news.js";
import { textKind } from "./widgets/text.js";

/** All kinds of panels. */
export const panelKinds = [
  timeseriesKind,
  statKind,
  gaugeKind,
  barGaugeKind,
  tableKind,
  heatmapKind,
  logsKind,
  textKind,
  stateTimelineKind,
  pieKind,
  barChartKind,
  histogramKind,
  statusHistoryKind,
  trendKind,
  xyChartKind,
  alertListKind,
  annotationListKind,
  dashboardListKind,
  newsKind,
  canvasKind,
  geomapKind,
  nodeGraphKind,
  candlestickKind,
  tracesKind,
  flameGraphKind,
] as const;

type PanelOfKind<Kind> = Kind extends PanelKind<infer P> ? P : never;

/** One panel of a dashboard, discriminated by `type`. */
export type Panel = PanelOfKind<(typeof panelKinds)[number]>;

const byType: ReadonlyMap<string, PanelKind<Panel>> = new Map(panelKinds.map((kind) => [kind.type, kind]));

/** The kind of panel that a plugin of Grafana shows; undefined for one that telltale has no vocabulary for. */
export function findPanelKind(type: string): PanelKind<Panel> | undefined {
  return byType.get(type);
}

export function kindOf({ type }: Panel): PanelKind<Panel> {
  return byType.get(type)!;
}

/** True for a panel that one of the kinds defined. */
export function isPanel(value: unknown): value is Panel {
  return isDefinitionOf(value, "panel") && byType.has(String((value as { readonly type?: unknown }).type));
}
