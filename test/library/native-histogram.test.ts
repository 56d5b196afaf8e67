import {
  average,
  database,
  databaseErrorRatio,
  databaseRate,
  errorRatio,
  eventRate,
  everyService,
  histogram,
  http,
  latency,
  nativeHistogram,
  not,
  observations,
  promql,
  type Query,
  quantile,
  red,
  requestRate,
  shareAbove,
  shareAtMost,
  slowerThan,
  system,
  window,
} from "telltale";
import { expect, test } from "vitest";
import { compose } from "../../src/model/expression/compose.js";
import { expression, queryOf } from "./expression.js";

const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  rpc: http({
    failed: { code: not("OK") },
    duration: nativeHistogram("rpc_duration_seconds", {
      help: "Time to answer a call",
      labels: { method: 12, code: ["OK", "Internal", "Unavailable"] },
    }),
  }),
  pages: http({
    failed: { status: /5../ },
    duration: histogram("page_seconds", { help: "Time of a page", labels: { status: 8 }, buckets: [0.1, 0.5] }),
  }),
  sizes: nativeHistogram("cart_bytes", { help: "Size of a cart", buckets: [1000, 5000] }),
  both: histogram("checkout_seconds", { help: "Time to check out", buckets: [0.5, 1], native: true }),
  orders: database({
    failed: { code: "error" },
    duration: nativeHistogram("db_seconds", { help: "Time of an operation", labels: { code: 3 } }),
  }),
});

const rate = 'sum by (app) (rate(rpc_duration_seconds{app="cart"}[$__rate_interval]))';

test("a quantile is taken of the summed histogram", () => {
  expect(expression(latency(cart.rpc, 0.95))).toBe(`histogram_quantile(0.95, ${rate})`);
  expect(expression(quantile(cart.sizes, 0.5))).toBe(
    'histogram_quantile(0.5, sum by (app) (rate(cart_bytes{app="cart"}[$__rate_interval])))',
  );
  expect(latency(cart.rpc, 0.95).unit).toBe("s");
});

test("quantiles are grouped and narrowed by the labels of the histogram", () => {
  expect(expression(latency(cart.rpc, 0.5, { by: ["method"], where: { method: "Add" } }))).toBe(
    'histogram_quantile(0.5, sum by (app, method) (rate(rpc_duration_seconds{app="cart", method="Add"}[$__rate_interval])))',
  );
});

test("requests without a counter are the observations of the duration", () => {
  expect(expression(requestRate(cart.rpc))).toBe(`histogram_count(${rate})`);
  expect(expression(databaseRate(cart.orders))).toBe(
    'histogram_count(sum by (app) (rate(db_seconds{app="cart"}[$__rate_interval])))',
  );
  expect(expression(requestRate(cart.pages))).toBe(
    'sum by (app) (rate(page_seconds_count{app="cart"}[$__rate_interval]))',
  );
});

test("failures are selected by the labels of the histogram", () => {
  const failed = 'sum by (app) (rate(rpc_duration_seconds{app="cart", code!="OK"}[$__rate_interval]))';
  expect(expression(errorRatio(cart.rpc))).toBe(
    `(histogram_count(${failed}) or 0 * histogram_count(${rate})) / histogram_count(${rate})`,
  );
  expect(databaseErrorRatio(cart.orders).id).toContain('db_seconds{app="cart", code="error"}');
});

test("the share beyond a bound is a fraction of the histogram: any bound will do", () => {
  expect(expression(slowerThan(cart.rpc, 0.3))).toBe(`1 - histogram_fraction(-Inf, 0.3, ${rate})`);
  expect(expression(shareAtMost(cart.rpc.duration, 0.3))).toBe(`histogram_fraction(-Inf, 0.3, ${rate})`);
  expect(expression(shareAbove(cart.sizes, 1000))).toBe(
    '1 - histogram_fraction(-Inf, 1000, sum by (app) (rate(cart_bytes{app="cart"}[$__rate_interval])))',
  );
});

test("an average is the sum of observations by their number, of both kinds of histograms", () => {
  expect(expression(average(cart.sizes))).toBe(
    'histogram_sum(sum by (app) (rate(cart_bytes{app="cart"}[$__rate_interval]))) / histogram_count(sum by (app) (rate(cart_bytes{app="cart"}[$__rate_interval])))',
  );
  expect(expression(average(cart.both))).toBe(
    'sum by (app) (rate(checkout_seconds_sum{app="cart"}[$__rate_interval])) / sum by (app) (rate(checkout_seconds_count{app="cart"}[$__rate_interval]))',
  );
  expect(average(cart.sizes)).toMatchObject({ unit: "bytes", title: "Average" });
});

test("the rate of a histogram is that of its observations", () => {
  expect(expression(eventRate(cart.sizes))).toBe(
    'histogram_count(sum by (app) (rate(cart_bytes{app="cart"}[$__rate_interval])))',
  );
  expect(expression(eventRate(cart.both))).toBe(
    'sum by (app) (rate(checkout_seconds_count{app="cart"}[$__rate_interval]))',
  );
  expect(eventRate(cart.sizes).unit).toBe("ops");
});

test("a histogram that is exposed both ways is used as either", () => {
  expect(expression(quantile(cart.both, 0.9))).toContain("checkout_seconds_bucket");
  expect(expression(quantile(cart.both.native, 0.9))).toBe(
    'histogram_quantile(0.9, sum by (app) (rate(checkout_seconds{app="cart"}[$__rate_interval])))',
  );
});

test("observations are the buckets of either kind of histogram", () => {
  expect(expression(observations(cart.rpc.duration))).toBe(
    'sum(rate(rpc_duration_seconds{app="cart"}[$__rate_interval]))',
  );
  expect(expression(observations(cart.both))).toBe(
    'sum by (le) (rate(checkout_seconds_bucket{app="cart"}[$__rate_interval]))',
  );
});

test("a condition can require a minimum of observations", () => {
  expect(expression(latency(cart.rpc, 0.95).above(2, { whenBusy: 0.1 }))).toBe(
    `histogram_quantile(0.95, ${rate}) > 2 and on (app) histogram_count(${rate}) >= 0.1`,
  );
});

test("a native histogram is a series in expressions", () => {
  const { duration } = cart.rpc;
  const query = promql`histogram_avg(rate(${duration.where({ method: "Add" })}[${window}]))`;
  expect(expression(query)).toBe(
    'histogram_avg(rate(rpc_duration_seconds{app="cart", method="Add"}[$__rate_interval]))',
  );
  expect(expression(latency(everyService(cart.rpc), 0.5))).toBe(
    "histogram_quantile(0.5, sum by (app) (rate(rpc_duration_seconds[$__rate_interval])))",
  );
});

test("a service exposes a histogram once, though requests are counted with it", () => {
  const names = cart.service.metrics.map(({ name }) => name);
  expect(names.filter((name) => name === "page_seconds")).toHaveLength(1);
  expect(names).not.toContain("page_seconds_count");
  expect(cart.pages.requests).toBe(cart.pages.duration.count);
});

test("the panels of the RED method", () => {
  const panels = red(cart.rpc, { by: ["method"] });
  const [requests, errors, slow] = panels.map(({ queries: [first] }) => expression(queryOf(first!.query)));
  const byMethod = 'sum by (app, method) (rate(rpc_duration_seconds{app="cart"}[$__rate_interval]))';
  expect(requests).toBe(`histogram_count(${byMethod})`);
  expect(errors).toContain(`0 * histogram_count(${byMethod})`);
  expect(slow).toBe(`histogram_quantile(0.95, ${byMethod})`);
});

test("without requests and duration, the missing option is reported", () => {
  // The compiler reports it, too: see does-not-compile.ts.
  expect(() => http({ failed: {} } as never)).toThrow('http(…): "requests" is missing');
});

test("a dotted name is quoted", () => {
  const help = "Time to answer a call";
  const otel = shop.service("otel", { duration: nativeHistogram("rpc.server.duration", { help, unit: "s" }) });
  expect(expression(quantile(otel.duration, 0.95))).toBe(
    'histogram_quantile(0.95, sum by (app) (rate({"rpc.server.duration", app="otel"}[$__rate_interval])))',
  );
});

test("a histogram that is exposed both ways needs a choice in an expression", () => {
  const untyped = promql as unknown as (strings: TemplateStringsArray, ...holes: unknown[]) => Query;
  expect(compose(untyped`rate(${cart.both}[5m])`, "prod", () => true).problems).toMatchObject([
    { message: "is a histogram: write .bucket, .sum, .count or .native" },
  ]);
});
