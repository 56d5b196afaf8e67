import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import * as common from "@grafana/grafana-foundation-sdk/common";
import * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import * as expr from "@grafana/grafana-foundation-sdk/expr";
import * as gauge from "@grafana/grafana-foundation-sdk/gauge";
import * as heatmap from "@grafana/grafana-foundation-sdk/heatmap";
import * as histogram from "@grafana/grafana-foundation-sdk/histogram";
import * as logs from "@grafana/grafana-foundation-sdk/logs";
import * as loki from "@grafana/grafana-foundation-sdk/loki";
import * as piechart from "@grafana/grafana-foundation-sdk/piechart";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as statetimeline from "@grafana/grafana-foundation-sdk/statetimeline";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as text from "@grafana/grafana-foundation-sdk/text";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import type { Dashboard, Panel } from "../../../src/formats/grafana/types.js";

const metrics = { type: "prometheus", uid: "${datasource}" };
const logStreams = { type: "loki", uid: "${loki}" };

const promql = new prometheus.DataqueryBuilder()
  .expr("sum by (endpoint) (rate(http_requests_total[$__rate_interval]))")
  .legendFormat("{{endpoint}}")
  .editorMode(prometheus.QueryEditorMode.Code)
  .format(prometheus.PromQueryFormat.TimeSeries)
  .exemplar(true)
  .range()
  .datasource(metrics);

const logql = new loki.DataqueryBuilder().expr('{app="user"} |= "error"').queryType("range").datasource(logStreams);

const thresholds = new sdk.ThresholdsConfigBuilder().mode(sdk.ThresholdsMode.Absolute).steps([
  { value: null, color: "green" },
  { value: 0.05, color: "red" },
]);

const legend = new common.VizLegendOptionsBuilder()
  .displayMode(common.LegendDisplayMode.Table)
  .placement(common.LegendPlacement.Bottom)
  .showLegend(true)
  .calcs(["mean", "max"]);

const reduce = new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]);

const PANELS: Builder<sdk.Panel>[] = [
  new timeseries.PanelBuilder()
    .title("Requests")
    .description("Requests a second, by endpoint")
    .unit("reqps")
    .min(0)
    .legend(legend)
    .tooltip(
      new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending),
    )
    .lineWidth(2)
    .fillOpacity(10)
    .spanNulls(false)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.None))
    .thresholds(thresholds)
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed))
    .colorScheme(new sdk.FieldColorBuilder().mode(sdk.FieldColorModeId.PaletteClassicByName))
    .overrideByName("errors", [{ id: "color", value: { mode: "fixed", fixedColor: "red" } }])
    .withTransformation({ id: "reduce", options: {} })
    .datasource(metrics)
    .withTarget(promql)
    .withTarget(new expr.TypeMathBuilder().expression("$A * 2").datasource({ type: "__expr__", uid: "__expr__" })),
  new stat.PanelBuilder()
    .title("Up")
    .unit("short")
    .mappings([
      { type: sdk.MappingType.ValueToText, options: { "0": { text: "down", color: "red", index: 0 } } },
      { type: sdk.MappingType.RangeToText, options: { from: null, to: 5, result: { text: "few" } } },
      {
        type: sdk.MappingType.SpecialValue,
        options: { match: sdk.SpecialValueMatch.NullAndNan, result: { text: "–" } },
      },
    ])
    .reduceOptions(reduce)
    .colorMode(common.BigValueColorMode.Value)
    .withTarget(promql),
  new gauge.PanelBuilder().title("Memory").unit("percentunit").max(1).reduceOptions(reduce).withTarget(promql),
  new bargauge.PanelBuilder().title("Slowest").reduceOptions(reduce).withTarget(promql),
  new table.PanelBuilder()
    .title("Endpoints")
    .showHeader(true)
    .cellOptions({ type: common.TableCellDisplayMode.ColorText })
    .sortBy([new common.TableSortByFieldStateBuilder().displayName("Rate").desc(true)])
    .withTarget(promql),
  new heatmap.PanelBuilder()
    .title("Durations")
    .color(new heatmap.HeatmapColorOptionsBuilder().mode(heatmap.HeatmapColorMode.Scheme).scheme("Oranges").steps(64))
    .yAxis(new heatmap.YAxisConfigBuilder().unit("s"))
    .cellGap(1)
    .withTarget(promql),
  new histogram.PanelBuilder().title("Spread").bucketCount(20).legend(legend).lineWidth(1).withTarget(promql),
  new logs.PanelBuilder().title("Logs").showTime(true).wrapLogMessage(true).datasource(logStreams).withTarget(logql),
  new text.PanelBuilder().title("Read me").mode(text.TextMode.Markdown).content("# Hello"),
  new statetimeline.PanelBuilder().title("States").rowHeight(0.9).lineWidth(1).withTarget(promql),
  new piechart.PanelBuilder()
    .title("Shares")
    .pieType(piechart.PieChartType.Donut)
    .reduceOptions(reduce)
    .withTarget(promql),
];

/** A dashboard with a panel of each kind from the SDK's builders, with ids, positions and refIds added. */
export function sampleDashboard(): Dashboard {
  const built = new sdk.DashboardBuilder("User service")
    .uid("user-service")
    .description("Is the user service answering?")
    .tags(["user", "generated"])
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .timezone("browser")
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .withVariable(new sdk.DatasourceVariableBuilder("datasource").label("Data source").type("prometheus"))
    .withVariable(
      new sdk.QueryVariableBuilder("pod")
        .datasource(metrics)
        .query({ query: "label_values(up, pod)", refId: "pods" })
        .current({ text: ["All"], value: ["$__all"] })
        .multi(true)
        .includeAll(true)
        .refresh(sdk.VariableRefresh.OnTimeRangeChanged)
        .sort(sdk.VariableSort.AlphabeticalAsc),
    )
    .withVariable(new sdk.IntervalVariableBuilder("window").values("1m,5m,1h"))
    .annotation(
      new sdk.AnnotationQueryBuilder()
        .name("Deploys")
        .enable(true)
        .iconColor("blue")
        .datasource(metrics)
        .expr("deploys"),
    )
    .link(
      new sdk.DashboardLinkBuilder("Pods")
        .type(sdk.DashboardLinkType.Link)
        .url("/d/pods")
        .keepTime(true)
        .includeVars(true),
    )
    .build();
  const inside = new text.PanelBuilder().title("Inside").content("in a collapsed row").build();
  return {
    ...built,
    uid: "user-service",
    title: "User service",
    schemaVersion: 42,
    panels: [
      ...PANELS.map((builder, index) => placed(builder.build(), index)),
      {
        ...new sdk.RowBuilder("More").build(),
        id: 100,
        collapsed: true,
        gridPos: { x: 0, y: 100, w: 24, h: 1 },
        panels: [placed(inside, 100)],
      },
    ],
  };
}

function placed({ targets, ...panel }: sdk.Panel, index: number): Panel {
  return {
    ...panel,
    id: index + 1,
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    ...(targets === undefined
      ? {}
      : { targets: targets.map((target, place) => ({ ...target, refId: "ABCDEF"[place]! })) }),
  };
}
