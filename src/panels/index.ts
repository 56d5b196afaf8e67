export type { DataQuery } from "../model/dashboard/data-query.js";
export type { ForeignPanel, PanelBuilder, PanelLike, Panels } from "../model/dashboard/panel.js";
export type { FrameOptions } from "./frame.js";
export { type BarChartOptions, type BarChartPanel, barChart } from "./kinds/charts/bar-chart.js";
export {
  type CandleFields,
  type CandlestickOptions,
  type CandlestickPanel,
  candlestick,
} from "./kinds/charts/candlestick.js";
export { type HeatmapOptions, type HeatmapPanel, heatmap } from "./kinds/charts/heatmap.js";
export { type HistogramPanel, type HistogramPanelOptions, histogramPanel } from "./kinds/charts/histogram.js";
export { type PieOptions, type PiePanel, pie } from "./kinds/charts/pie.js";
export { type StateTimelineOptions, type StateTimelinePanel, stateTimeline } from "./kinds/charts/state-timeline.js";
export { type StatusHistoryOptions, type StatusHistoryPanel, statusHistory } from "./kinds/charts/status-history.js";
export { type TimeseriesOptions, type TimeseriesPanel, timeseries } from "./kinds/charts/timeseries.js";
export { type TrendOptions, type TrendPanel, trend } from "./kinds/charts/trend.js";
export { type XyChartOptions, type XyChartPanel, xyChart } from "./kinds/charts/xy-chart.js";
export { type CanvasElement, type CanvasOptions, type CanvasPanel, canvas } from "./kinds/diagrams/canvas.js";
export { type GeomapOptions, type GeomapPanel, geomap, type MapLocation } from "./kinds/diagrams/geomap.js";
export { type NodeGraphOptions, type NodeGraphPanel, nodeGraph } from "./kinds/diagrams/node-graph.js";
export type { Panel } from "./kinds/index.js";
export { type BarGaugeOptions, type BarGaugePanel, barGauge } from "./kinds/numbers/bar-gauge.js";
export { type GaugeOptions, type GaugePanel, gaugePanel } from "./kinds/numbers/gauge.js";
export { type StatOptions, type StatPanel, stat } from "./kinds/numbers/stat.js";
export type { Cell, Column } from "./kinds/records/columns.js";
export { type FlameGraphOptions, type FlameGraphPanel, flameGraph } from "./kinds/records/flame-graph.js";
export { type LogsOptions, type LogsPanel, logs } from "./kinds/records/logs.js";
export { type TableOptions, type TablePanel, table } from "./kinds/records/table.js";
export { type TracesOptions, type TracesPanel, traces } from "./kinds/records/traces.js";
export { type AlertListOptions, type AlertListPanel, type AlertState, alertList } from "./kinds/widgets/alert-list.js";
export {
  type AnnotationListOptions,
  type AnnotationListPanel,
  annotationList,
} from "./kinds/widgets/annotation-list.js";
export { type DashboardListOptions, type DashboardListPanel, dashboardList } from "./kinds/widgets/dashboard-list.js";
export { type NewsOptions, type NewsPanel, news } from "./kinds/widgets/news.js";
export { type TextOptions, type TextPanel, text } from "./kinds/widgets/text.js";
export { type LibraryPanelOptions, libraryPanel } from "./library-panel.js";
export type { DataLink, FieldAction } from "./options/field-links.js";
export type { FieldOptions } from "./options/field-options.js";
export type { AxisOptions, GraphOptions } from "./options/graph-options.js";
export type { LegendCalculation, LegendOptions, ShowLegend } from "./options/legend.js";
export { type FieldType, type Override, override } from "./options/overrides.js";
export type { QuerySettings } from "./options/query-settings.js";
export {
  type Color,
  type LimitOptions,
  redAbove,
  redBelow,
  type Thresholds,
} from "./options/thresholds.js";
export type { Tooltip } from "./options/tooltip.js";
export { type Calculation, type Transformation, transform } from "./options/transformations.js";
export type { MappedText, ValueMapping, ValueMappings } from "./options/value-mappings.js";
export type { ValueOptions } from "./options/value-options.js";
export type { NamedQuery, PanelOf, PanelOptions, PanelQueries, PanelQuery } from "./panel.js";
export { panelJson } from "./panel-json.js";
export type {
  AzureMonitorQuery,
  CloudWatchLogsQuery,
  CloudWatchMetricsQuery,
  GoogleCloudQuery,
} from "./queries/clouds.js";
export type { DataQueryOptions } from "./queries/data-query.js";
export type { ElasticsearchQuery } from "./queries/elasticsearch.js";
export type { ExpressionQuery } from "./queries/expression.js";
export type { ParcaQuery, PyroscopeQuery } from "./queries/profiles.js";
export { query } from "./queries/query.js";
export type {
  AthenaQuery,
  BigQueryQuery,
  SqlQuery,
} from "./queries/sql.js";
export type { TempoQuery } from "./queries/tempo.js";
export type { TestDataQuery } from "./queries/test-data.js";
export type { Reduce } from "./single-value.js";
