import { isDefinitionOf } from "../../model/definition/definition.js";
import type { PanelKind } from "../panel-kind.js";
import { alertListKind } from "./alert-list.js";
import { annotationListKind } from "./annotation-list.js";
import { barChartKind } from "./bar-chart.js";
import { barGaugeKind } from "./bar-gauge.js";
import { canvasKind } from "./canvas.js";
import { dashboardListKind } from "./dashboard-list.js";
import { gaugeKind } from "./gauge.js";
import { geomapKind } from "./geomap.js";
import { heatmapKind } from "./heatmap.js";
import { histogramKind } from "./histogram.js";
import { logsKind } from "./logs.js";
import { newsKind } from "./news.js";
import { nodeGraphKind } from "./node-graph.js";
import { pieKind } from "./pie.js";
import { statKind } from "./stat.js";
import { stateTimelineKind } from "./state-timeline.js";
import { statusHistoryKind } from "./status-history.js";
import { tableKind } from "./table.js";
import { textKind } from "./text.js";
import { timeseriesKind } from "./timeseries.js";
import { trendKind } from "./trend.js";
import { xyChartKind } from "./xy-chart.js";

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
