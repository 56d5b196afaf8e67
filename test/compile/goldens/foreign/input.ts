// Made elsewhere: a panel from a builder and one in JSON, a whole dashboard, rules in Prometheus' own format.
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { defineConfig, panelJson, promql, row, stat, system } from "telltale";

const shop = system("shop", {});

const built = new PanelBuilder()
  .title("Built elsewhere")
  .unit("short")
  .span(16)
  .withTarget(new DataqueryBuilder().expr("sum(up)").legendFormat("up"))
  .withTarget(new DataqueryBuilder().expr("count(up)").legendFormat("all"));

const exported = {
  id: 4,
  type: "text",
  title: "Imported",
  gridPos: { x: 3, y: 90, w: 6, h: 5 },
  options: { mode: "markdown", content: "as it was" },
};

shop.dashboard("Mixed", {
  description: "Does it fit together?",
  rows: [row("Elsewhere", [built, panelJson(exported, { key: "imported" }), stat("Ours", promql`sum(up)`)])],
});

shop.dashboardJson({
  id: 12,
  version: 7,
  uid: "kept-uid",
  title: "Exported",
  tags: ["old"],
  schemaVersion: 39,
  panels: [
    {
      id: 1,
      type: "row",
      title: "A row",
      collapsed: true,
      gridPos: { x: 0, y: 0, w: 24, h: 1 },
      panels: [{ id: 2, type: "stat", title: "In it", targets: [{ expr: "up" }] }],
    },
    { type: "stat", title: "Without an id", targets: [{ refId: "B", expr: "up" }, { expr: "up" }] },
  ],
});

shop.ruleFile(
  "watchdog",
  `groups:
  - name: watchdog
    interval: 2m
    rules:
      - alert: Watchdog
        expr: vector(1)
        labels: { severity: none }
`,
);

const config = defineConfig({
  environments: { prod: { dataSources: { metrics: { type: "prometheus", uid: "prom" } } } },
});

export default { config, systems: [shop] };
