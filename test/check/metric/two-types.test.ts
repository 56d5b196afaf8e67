import { counter, gauge, histogram, info, nativeHistogram, type System, system } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { twoTypes } from "../../../src/check/metric/two-types.js";
import { compileProject } from "../../../src/compile/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { estate, query, summaries, within } from "../build-subjects.js";

const prom = { type: "prometheus", uid: "prom" } as const;
const other = { type: "prometheus", uid: "other" } as const;
const environments = { prod: { dataSources: { prom, other }, dataSource: "prom" } } as const;
const help = { help: "Orders" };

function found(...systems: readonly System[]) {
  const project = { config: { environments }, systems } as never;
  const options = { today: "2026-06-01", findings: allFindings };
  return checkProject(project, compileProject(project), options).filter(({ id }) => id === twoTypes.id);
}

const options = { labels: { app: 2 }, serviceLabel: "app" } as const;

test("two services of a system expose a metric with different types", () => {
  const shop = system("shop", options);
  shop.service("cart", { orders: counter("orders_total", help) });
  shop.service("desk", { orders: gauge("orders_total", help) });
  const [first, ...more] = found(shop);
  expect(first).toMatchObject({
    severity: "error",
    summary: 'orders_total is a counter here, and a gauge of service "desk"',
    subject: 'metric "orders_total"',
    span: { file: expect.stringContaining("two-types.test.ts") },
    related: [{ message: "the other one" }],
  });
  expect(more).toEqual([]);
});

test("services of two systems do, in one data source only", () => {
  const shop = system("shop", options);
  shop.service("cart", { orders: counter("orders_total", help) });
  const jobs = system("jobs", options);
  jobs.service("nightly", { orders: gauge("orders_total", help) });
  expect(found(shop, jobs).map(({ summary }) => summary)).toEqual([
    'orders_total is a counter here, and a gauge of service "nightly" of system "jobs"',
    'orders_total is a gauge here, and a counter of service "cart" of system "shop"',
  ]);
  const elsewhere = system("elsewhere", { ...options, environments: { prod: { dataSource: "other" } } });
  elsewhere.service("nightly", { orders: gauge("orders_total", help) });
  expect(found(shop, elsewhere)).toEqual([]);
});

test("an info metric is a gauge, and both kinds of histograms have one type", () => {
  const shop = system("shop", options);
  shop.service("cart", { a: info("build_info", help), b: histogram("rpc_seconds", { ...help, buckets: [1] }) });
  shop.service("desk", { a: gauge("build_info", help), b: nativeHistogram("rpc_seconds", help) });
  expect(found(shop)).toEqual([]);
});

test("expressions of files that use a metric as a counter and as a gauge", () => {
  const reported = (...texts: readonly string[]) =>
    summaries(twoTypes, estate({ queries: texts.map((text) => query(text)) }));
  expect(reported("rate(orders[5m])", "sum(deriv(orders[5m]))", "delta(orders[1h])")).toEqual([
    'deriv() of orders, which panel "Requests" of dashboard "Cart" uses with rate()',
  ]);
  expect(reported("delta(orders[5m])", "increase(orders[1h])")).toHaveLength(1);
  expect(reported("rate(orders[5m])", "increase(orders[1h])", "orders", "avg_over_time(orders[1h])")).toEqual([]);
  // Its name says that it is a counter: the wrong use has a finding of its own.
  expect(reported("rate(orders_total[5m])", "deriv(orders_total[5m])")).toEqual([]);
  expect(reported("rate(a[5m])", "deriv(b[5m])")).toEqual([]);
});

test("a catalogue knows better", () => {
  const shop = system("shop", { routes: {} });
  shop.service("cart", { orders: gauge("orders", help) });
  const queries = ["rate(orders[5m])", "deriv(orders[5m])"].map((text) => query(text, within(shop)));
  expect(summaries(twoTypes, estate({ queries }, within(shop)))).toEqual([]);
});
