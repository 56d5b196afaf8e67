import {
  counter,
  errorRatio,
  gaugePanel,
  http,
  logql,
  promql,
  requestRate,
  stat,
  system,
  table,
  timeseries,
  type Variable,
  variable,
  window,
} from "telltale";
import { describe, expect, test } from "vitest";
import type { Panel } from "../../../src/formats/grafana/types.js";
import type { Panel as PanelDefinition } from "../../../src/panels/kinds/index.js";
import { compiled, dashboardsOf } from "../project.js";

function newShop() {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { status: 8 } }),
      failed: { status: /5../ },
    }),
  });
  return { shop, cart };
}

const { cart } = newShop();

/** Compiles a panel in a system without services, so that the owners of its metrics are unknown. */
function compiledPanel(definition: PanelDefinition): Panel {
  const owner = system("owner", {});
  owner.dashboard("One", { panels: [definition] });
  const result = compiled(owner);
  expect(result.diagnostics).toEqual([]);
  return dashboardsOf(result)[0]!.panels[0] as Panel;
}

test("exemplars are asked for once for each metric", () => {
  const total = promql`sum(rate(${cart.http.requests}[${window}]))`;
  const failed = promql`sum(rate(${cart.http.requests.where({ status: /5../ })}[${window}]))`;
  const panel = timeseries("A", { total, failed }, { description: "…", unit: "reqps", exemplars: true });
  expect(compiledPanel(panel).targets?.map(({ exemplar }) => exemplar)).toEqual([true, undefined]);
});

test("the least step is that of each Prometheus query, or else of the panel", () => {
  const options = { description: "…", unit: "cps", minStep: "15s" } as const;
  const lines = logql`sum(count_over_time({app="cart"}[${window}]))`;
  const total = promql`sum(rate(${cart.http.requests}[${window}]))`;
  const prometheus = compiledPanel(timeseries("A", total, options));
  expect([prometheus.interval, prometheus.targets?.[0]?.interval]).toEqual([undefined, "15s"]);
  const loki = compiledPanel(timeseries("A", lines, options));
  expect([loki.interval, loki.targets?.[0]?.interval]).toEqual(["15s", undefined]);
  expect(compiledPanel(timeseries("A", { total, lines }, options)).interval).toBe("15s");
});

test("a variable of the dashboard may choose the least step", () => {
  const step = variable.intervals("step", ["1m", "5m"]);
  const compileStep = (minStep: typeof step, variables: readonly Variable[]) => {
    const owner = system("owner", {});
    const panel = timeseries("A", promql`sum(rate(up[$step]))`, { description: "…", unit: "cps", minStep });
    owner.dashboard("One", { variables, panels: [panel] });
    const { artifacts, diagnostics } = compiled(owner);
    const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
    return {
      interval: dashboard?.panels[0]?.data.targets?.[0]?.interval,
      errors: diagnostics.flatMap(({ severity, summary }) => (severity === "error" ? [summary] : [])),
    };
  };
  expect(compileStep(step, [step])).toEqual({ interval: "$step", errors: [] });
  expect(compileStep(step, []).errors).toContain(
    'the least step is chosen by "step", which is not a variable of the dashboard',
  );
  const text = variable.text("step", "1m");
  expect(compileStep(text as never, [text]).errors).toEqual(['the variable "step" does not offer durations']);
});

test("an instant query has the least step if its range follows from it", () => {
  const intervalOf = (query: ReturnType<typeof promql>) =>
    compiledPanel(stat("A", query, { description: "…", unit: "cps" })).targets?.[0]?.interval;
  expect(intervalOf(promql`sum(rate(${cart.http.requests}[${window}]))`)).toBe("1m");
  expect(intervalOf(promql`sum(rate(${cart.http.requests}[5m]))`)).toBeUndefined();
});

describe("a signal provides", () => {
  const ratio = errorRatio(cart.http);

  test("its unit, its description and its legend", () => {
    const panel = compiledPanel(timeseries("Errors", ratio));
    expect(panel.description).toBe(ratio.description);
    expect(panel.fieldConfig?.defaults.unit).toBe("percentunit");
    expect(panel.targets?.[0]?.legendFormat).toBe("{{app}}");
  });

  test("its largest value to gauges, but not to lines, which a full scale would flatten", () => {
    expect(compiledPanel(gaugePanel("Errors", ratio)).fieldConfig?.defaults.max).toBe(ratio.max);
    expect(compiledPanel(timeseries("Errors", ratio)).fieldConfig?.defaults).not.toHaveProperty("max");
  });

  test("the labels it is split by to the legend of several queries", () => {
    const panel = compiledPanel(
      timeseries("Traffic", { all: requestRate(cart.http), failed: ratio }, { colors: { failed: "red" } }),
    );
    expect(panel.targets?.map(({ refId, legendFormat }) => [refId, legendFormat])).toEqual([
      ["A", "{{app}} all"],
      ["B", "{{app}} failed"],
    ]);
    expect(panel.fieldConfig?.overrides).toMatchObject([{ matcher: { id: "byFrameRefID", options: "B" } }]);
    expect(panel.fieldConfig?.defaults).not.toHaveProperty("unit");
  });

  test("no service label where only one service exposes its metrics", () => {
    const { shop: own, cart: only } = newShop();
    own.dashboard("One", {
      panels: [timeseries("Traffic", { all: requestRate(only.http), failed: errorRatio(only.http) })],
    });
    const [panel] = dashboardsOf(compiled(own))[0]!.panels as Panel[];
    expect(panel!.targets?.map(({ legendFormat }) => legendFormat)).toEqual(["all", "failed"]);
  });

  test("only what the options leave open", () => {
    const { fieldConfig, targets } = compiledPanel(
      timeseries("Errors", ratio, { unit: "short", legend: "x", min: -1 }),
    );
    expect(fieldConfig?.defaults).toMatchObject({ unit: "short", min: -1 });
    expect(targets?.[0]?.legendFormat).toBe("x");
  });
});

describe("the legend", () => {
  const legend = (panel: PanelDefinition) =>
    (compiledPanel(panel).options as { legend: { showLegend: boolean } }).legend.showLegend;
  const one = promql`sum(up)`;

  test("is hidden for a single series, which the title names", () => {
    expect(legend(timeseries("A", one))).toBe(false);
    expect(legend(timeseries("A", one, { legend: "up" }))).toBe(false);
    expect(legend(timeseries("A", one, { showLegend: "list" }))).toBe(true);
    expect(legend(timeseries("A", { a: one, b: one }))).toBe(true);
    expect(legend(timeseries("A", promql`sum by (job) (up)`))).toBe(true);
    expect(legend(timeseries("A", promql`up`, { showLegend: "hidden" }))).toBe(false);
  });
});

test("one service has one series, however the expression is written, and two have two", () => {
  const { shop, cart } = newShop();
  const requests = counter("pay_requests_total", { help: "Requests", labels: { status: 8 } });
  const pay = shop.service("pay", { http: http({ requests, failed: { status: /5../ } }) });
  const recorded = shop.recordingRule("app:cart_requests:rate5m", requestRate(cart.http));
  shop.dashboard("Cart", {
    panels: [
      timeseries("Signal", requestRate(cart.http)),
      timeseries("Recorded", recorded),
      timeseries("Written out", promql`1 - ${errorRatio(cart.http)}`),
      timeseries("By status", requestRate(cart.http, { by: ["status"] })),
      timeseries("Two services", promql`sum by (app) (${requestRate(cart.http)} or ${requestRate(pay.http)})`),
    ],
  });
  const [dashboard] = dashboardsOf(compiled(shop));
  const shown = (dashboard!.panels as readonly Panel[]).map(({ title, options }) => [
    title,
    (options as { legend: { showLegend: boolean } }).legend.showLegend,
  ]);
  expect(shown).toEqual([
    ["Signal", false],
    ["Recorded", false],
    ["Written out", false],
    ["By status", true],
    ["Two services", true],
  ]);
});

describe("the colours of HTTP status classes", () => {
  const colors = (panel: PanelDefinition) =>
    compiledPanel(panel).fieldConfig?.overrides.map(({ matcher, properties }) => [
      matcher.options,
      (properties[0]!.value as { fixedColor: string }).fixedColor,
    ]);
  const byStatus = promql`sum by (status) (rate(${cart.http.requests}[${window}]))`;

  test("are set where the legend shows a status", () => {
    expect(colors(timeseries("A", byStatus, { legend: "{{method}} {{status}}" }))).toEqual([
      ["/\\b2(\\d\\d|xx)\\b/i", "green"],
      ["/\\b3(\\d\\d|xx)\\b/i", "blue"],
      ["/\\b4(\\d\\d|xx)\\b/i", "orange"],
      ["/\\b5(\\d\\d|xx)\\b/i", "red"],
    ]);
    expect(colors(timeseries("A", byStatus, { legend: "{{path}}" }))).toEqual([]);
  });

  test("give way to explicit colours", () => {
    const panel = timeseries("A", { "2xx": byStatus, "5xx": byStatus }, { colors: { "5xx": "purple" } });
    expect(colors(panel)).toEqual([
      ["/\\b2(\\d\\d|xx)\\b/i", "green"],
      ["/\\b3(\\d\\d|xx)\\b/i", "blue"],
      ["/\\b4(\\d\\d|xx)\\b/i", "orange"],
      ["B", "purple"],
    ]);
  });
});

test("thresholds are in ascending order, for any order in the options", () => {
  const steps = [
    { from: 5, color: "red" },
    { from: 1, color: "yellow" },
  ] as const;
  expect(
    compiledPanel(stat("A", promql`up`, { thresholds: { steps } })).fieldConfig?.defaults.thresholds?.steps,
  ).toEqual([
    { value: null, color: "green" },
    { value: 1, color: "yellow" },
    { value: 5, color: "red" },
  ]);
});

test("panels of the latest values use instant queries", () => {
  const isInstant = (panel: PanelDefinition) => compiledPanel(panel).targets?.[0]?.instant;
  const query = promql`sum(up)`;
  expect(isInstant(stat("A", query))).toBe(true);
  expect(isInstant(stat("A", query, { sparkline: true }))).toBe(false);
  expect(isInstant(stat("A", query, { reduce: "max" }))).toBe(false);
  expect(isInstant(gaugePanel("A", query))).toBe(true);
  expect(isInstant(gaugePanel("A", query, { reduce: "mean" }))).toBe(false);
  expect(isInstant(table("A", query, { columns: {} }))).toBe(true);
  expect(isInstant(timeseries("A", query))).toBe(false);
});

test("refIds continue with AA after Z", () => {
  const queries = Object.fromEntries(Array.from({ length: 28 }, (_, index) => [`n${index}`, promql`up`]));
  expect(
    compiledPanel(timeseries("A", queries))
      .targets?.map(({ refId }) => refId)
      .slice(24),
  ).toEqual(["Y", "Z", "AA", "AB"]);
});
