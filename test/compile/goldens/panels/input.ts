// A panel of every kind, with default and with explicit options.
import {
  barGauge,
  counter,
  defineConfig,
  gauge,
  gaugePanel,
  heatmap,
  histogram,
  logql,
  logStream,
  logs,
  pie,
  promql,
  redAbove,
  redBelow,
  row,
  stat,
  stateTimeline,
  system,
  table,
  text,
  timeseries,
  window,
} from "telltale";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests served", labels: { status: 8, path: 20 } }),
  received: counter("cart_received_bytes_total", { help: "Bytes received" }),
  duration: histogram("cart_duration_seconds", { help: "Time to answer", buckets: [0.1, 0.5, 1] }),
  open: gauge("cart_open_carts", { help: "Carts that are open", labels: { tier: ["free", "pro"] } }),
  memory: gauge("cart_memory_bytes", { help: "Memory in use" }),
  logs: logStream({ selector: { app: "cart" }, labels: { app: 3 }, fields: { level: ["INFO", "ERROR"] } }),
});

const rate = promql`sum(rate(${cart.requests}[${window}]))`;
const byStatus = promql`sum by (status) (rate(${cart.requests}[${window}]))`;
const byTier = promql`sum by (tier) (${cart.open})`;
const p95 = promql`histogram_quantile(0.95, sum by (le) (rate(${cart.duration.bucket}[${window}])))`;

shop.dashboard("Panels", {
  description: "What does each kind of panel look like?",
  panels: [text("", "Panels above the first row have no heading.")],
  rows: [
    row("Lines", [
      timeseries("One line", rate, { description: "No legend: the title says it all", unit: "reqps" }),
      timeseries("By status", byStatus, { unit: "reqps", legend: "{{status}}", stack: "normal" }),
      timeseries("Latency", { p95, limit: promql`0.5` }, { thresholds: redAbove(0.5, { warn: 0.3 }), exemplars: true }),
      timeseries("Traffic", promql`sum by (pod) (rate(${cart.received}[${window}]))`, {
        showLegend: "table",
        legend: "{{pod}}",
      }),
      timeseries("Bars", byTier, {
        unit: "short",
        lines: "bars",
        fill: 60,
        colors: { pro: "purple" },
        legend: "{{tier}}",
      }),
      timeseries("Memory", promql`sum by (pod) (${cart.memory})`, {
        logScale: 2,
        thresholds: { ...redAbove(2 ** 30), lines: false },
      }),
    ]),
    row("Numbers", [
      stat("Open", promql`sum(${cart.open})`, { unit: "short" }),
      stat("Open now", promql`sum(${cart.open})`, {
        unit: "short",
        sparkline: false,
        color: "background",
        thresholds: redAbove(10_000),
      }),
      stat("Busiest", rate, { unit: "reqps", reduce: "max", decimals: 1 }),
    ]),
    row("Shares", [
      gaugePanel("Of capacity", promql`sum(${cart.open}) / 10000`, { unit: "percentunit", thresholds: redAbove(0.9) }),
      barGauge("By tier", byTier, { unit: "short", legend: "{{tier}}" }),
      pie("Tiers", byTier, { unit: "short", legend: "{{tier}}", donut: true }),
    ]),
    row("Distributions", [
      heatmap("How long", promql`sum by (le) (increase(${cart.duration.bucket}[${window}]))`, {
        description: "By bucket",
      }),
      stateTimeline("Up", promql`up{app="cart"}`, {
        legend: "{{pod}}",
        mappings: { "1": { text: "up", color: "green" }, "0": { text: "down", color: "red" } },
      }),
    ]),
    row("Tables", [
      table(
        "Paths",
        {
          Rate: promql`sum by (path) (rate(${cart.requests}[${window}]))`,
          Failed: promql`sum by (path) (rate(${cart.requests.where({ status: /5../ })}[${window}]))`,
        },
        {
          columns: {
            path: { title: "Path", width: 300 },
            Rate: { unit: "reqps", show: "bar" },
            Failed: { title: "Failures", unit: "reqps", show: "background", thresholds: redBelow(0.1, { warn: 0.2 }) },
          },
          sortBy: "Failed",
          descending: true,
          width: 24,
        },
      ),
      table("Tiers", byTier, { columns: { tier: { title: "Tier" }, Value: { title: "Open", decimals: 0 } } }),
    ]),
    row(
      "Words",
      [
        logs("Errors", logql`${cart.logs} | json | level="ERROR"`, { description: "In their own words" }),
        timeseries("Errors a second", logql`sum by (app) (rate(${cart.logs} | json | level="ERROR" [${window}]))`, {
          unit: "short",
          legend: "{{app}}",
        }),
        text("About", "The cart is owned by\n\n- one team\n- another team\n\nand nobody else."),
      ],
      { collapsed: true },
    ),
  ],
});

const config = defineConfig({
  environments: {
    prod: { dataSources: { metrics: { type: "prometheus", uid: "prom" }, logs: { type: "loki", uid: "loki" } } },
  },
});

export default { config, systems: [shop] };
