import { heatmap, histogram, nativeHistogram, observations, promql, system, window } from "telltale";
import { expect, test } from "vitest";
import { compiled, dashboardsOf } from "./project.js";

const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  native: nativeHistogram("rpc_seconds", { help: "Time to answer a call" }),
  classic: histogram("page_seconds", { help: "Time of a page", buckets: [0.1, 1] }),
});
const rates = shop.recordingRule("rpc:seconds:rate5m", promql`sum(rate(${cart.native}[5m]))`);
const scaled = shop.recordingRule("rpc:seconds:rate5m_per_minute", promql`60 * ${rates}`);

const queries = {
  native: observations(cart.native),
  classic: observations(cart.classic),
  own: promql`sum(increase(${cart.native}[${window}]))`,
  recorded: rates,
  twice: promql`${scaled}`,
};

test("native histograms are cells already, classic ones are merged by their buckets", () => {
  const other = { description: "Observations by their size" };
  shop.dashboard("Cart", { panels: Object.entries(queries).map(([title, query]) => heatmap(title, query, other)) });
  const [dashboard] = dashboardsOf(compiled(shop));
  const targets = dashboard!.panels.flatMap((panel) => ("targets" in panel ? (panel.targets ?? []) : []));
  expect(targets.map(({ expr, format, legendFormat }) => [expr, format, legendFormat])).toEqual([
    ['sum(rate(rpc_seconds{app="cart"}[$__rate_interval]))', "time_series", "Observations"],
    ['sum by (le) (rate(page_seconds_bucket{app="cart"}[$__rate_interval]))', "heatmap", "{{le}}"],
    ['sum(increase(rpc_seconds{app="cart"}[$__rate_interval]))', "time_series", "__auto"],
    ["rpc:seconds:rate5m", "time_series", "__auto"],
    ["rpc:seconds:rate5m_per_minute", "time_series", "__auto"],
  ]);
});

test("the y axis has the unit of the observations", () => {
  const [dashboard] = dashboardsOf(compiled(shop));
  const axes = dashboard!.panels
    .slice(0, 3)
    .map((panel) => (panel as { options: { yAxis: { unit?: string } } }).options.yAxis.unit);
  expect(axes).toEqual(["s", "s", "s"]);
});

test("a heatmap that divides values into buckets needs series", () => {
  const other = system("other", { labels: { app: 2 }, serviceLabel: "app" });
  const options = { calculate: { y: { count: 20 } }, description: "Time of a page by pod" };
  other.dashboard("Pages", { panels: [heatmap("Pages", promql`sum by (pod) (page_seconds_sum)`, options)] });
  const [dashboard] = dashboardsOf(compiled(other));
  const [panel] = dashboard!.panels;
  expect(panel).toMatchObject({ targets: [{ format: "time_series", legendFormat: "__auto" }] });
});
