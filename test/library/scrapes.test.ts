import { everyService, promql, scrapes, system, up } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import { writeTraffic } from "../../src/simulate/traffic/write-traffic.js";
import { compiled, config } from "../compile/project.js";
import { expression } from "./expression.js";
import { cart, containers, shop } from "./shop.js";

test("`up` is that of the targets of a service", () => {
  expect(expression(promql`sum(${up(cart)})`)).toBe('sum(up{app="cart"})');
  expect(expression(promql`${up(cart).where({ pod: /canary-.*/ })}`)).toBe('up{app="cart", pod=~"canary-.*"}');
  expect(expression(promql`${up(containers)}`)).toBe('up{job="cadvisor"}');
  expect(expression(promql`avg by (app) (${everyService(up(cart))})`)).toBe("avg by (app) (up)");
});

test("its scrapes have a duration and counts", () => {
  const { duration, samples, keptSamples, newSeries } = scrapes(cart);
  expect([duration, samples, keptSamples, newSeries].map(({ name, unit }) => [name, unit])).toEqual([
    ["scrape_duration_seconds", "s"],
    ["scrape_samples_scraped", undefined],
    ["scrape_samples_post_metric_relabeling", undefined],
    ["scrape_series_added", undefined],
  ]);
  expect(expression(promql`${duration}`)).toBe('scrape_duration_seconds{app="cart"}');
});

test("checks know them, and their labels", () => {
  const findings = (label: string) => {
    const bakery = system("bakery", { labels: { app: 2, pod: 4 }, serviceLabel: "app", routes: { warning: [] } });
    const oven = bakery.service("oven", {});
    bakery.alert("SlowScrape", {
      when: promql`max by (app, ${[label]}) (${scrapes(oven).duration}) > 10`,
      for: "5m",
      severity: "warning",
      summary: "…",
      runbook: "https://runbooks.example.com/slow",
    });
    const project = { config, systems: [bakery] };
    const found = checkProject(project, compiled(bakery), { today: "2026-11-28", findings: allFindings });
    return found.map(({ id }) => id);
  };
  expect(findings("pod")).toEqual([]);
  expect(findings("zone")).toEqual(["promql/unknown-label"]);
});

test("a simulation writes them", () => {
  const store = createStore();
  const options = { start: 0, end: 300_000, interval: 60_000, version: { major: 3, minor: 5 }, expressions: [] };
  writeTraffic(store, shop, [], [], options);
  const series = store.all().filter(({ metric }) => metric.values.includes("scrape_series_added"));
  expect(series.length).toBeGreaterThan(0);
  for (const { floatValues } of series) expect([...floatValues.slice(1)].every((value) => value === 0)).toBe(true);
});
