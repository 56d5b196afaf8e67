import {
  counter,
  errorRatio,
  everyService,
  failureRate,
  http,
  latency,
  type Panel,
  red,
  redTable,
  requestRate,
  slowerThan,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression, queryOf } from "./expression.js";
import { cart } from "./shop.js";

const titles = (panels: readonly Panel[]) => panels.map(({ title }) => title);
const legends = (panel: Panel | undefined) => panel?.queries.map(({ name }) => name);

describe("signals of requests", () => {
  test("are grouped by the service, so that an alert can name it", () => {
    expect(expression(requestRate(cart.http))).toBe(
      'sum by (app) (rate(cart_requests_total{app="cart"}[$__rate_interval]))',
    );
    expect(requestRate(cart.http)).toMatchObject({ by: ["app"], legend: "{{app}}", unit: "reqps" });
  });

  test("are grouped by further labels, which are in the legend", () => {
    const rate = requestRate(cart.http, { by: ["endpoint"] });
    expect(expression(rate)).toBe('sum by (app, endpoint) (rate(cart_requests_total{app="cart"}[$__rate_interval]))');
    expect(rate.legend).toBe("{{endpoint}}");
  });

  test("of several services have the service in the legend, too", () => {
    expect(requestRate(everyService(cart.http), { by: ["endpoint"] }).legend).toBe("{{app}} {{endpoint}}");
  });

  test("are not grouped without a service label", () => {
    const loose = http({
      requests: counter("x_total", { help: "Requests" }),
      failed: counter("y_total", { help: "…" }),
    });
    expect(expression(requestRate(loose))).toBe("sum(rate(x_total[$__rate_interval]))");
    expect(requestRate(loose).legend).toBe("Request rate");
  });

  test("failed requests can be some of the requests' series", () => {
    expect(expression(failureRate(cart.http))).toBe(
      'sum by (app) (rate(cart_requests_total{app="cart", status=~"5.."}[$__rate_interval]))' +
        ' or 0 * sum by (app) (rate(cart_requests_total{app="cart"}[$__rate_interval]))',
    );
  });

  test("failed requests can be a counter of their own", () => {
    expect(expression(failureRate(cart.proxy))).toBe(
      'sum by (app) (rate(cart_proxy_errors_total{app="cart"}[$__rate_interval]))' +
        ' or 0 * sum by (app) (rate(cart_proxy_requests_total{app="cart"}[$__rate_interval]))',
    );
  });

  test("the error ratio is 0 until something fails", () => {
    expect(expression(errorRatio(cart.proxy, { by: ["to"] }))).toBe(
      '(sum by (app, to) (rate(cart_proxy_errors_total{app="cart"}[$__rate_interval]))' +
        ' or 0 * sum by (app, to) (rate(cart_proxy_requests_total{app="cart"}[$__rate_interval])))' +
        ' / sum by (app, to) (rate(cart_proxy_requests_total{app="cart"}[$__rate_interval]))',
    );
  });

  test("a quantile keeps le", () => {
    expect(expression(latency(cart.http, 0.95))).toBe(
      'histogram_quantile(0.95, sum by (le, app) (rate(cart_duration_seconds_bucket{app="cart"}[$__rate_interval])))',
    );
  });

  test("the title of a quantile has no rounding error", () => {
    expect([0.5, 0.95, 0.99, 0.999, 0.57].map((share) => latency(cart.http, share).title)).toEqual(
      ["p50", "p95", "p99", "p99.9", "p57"].map((name) => `Latency ${name}`),
    );
  });

  test("a bucket is selected by its bound, and a whole number in both notations", () => {
    expect(expression(slowerThan(cart.http, 0.5))).toContain('cart_duration_seconds_bucket{app="cart", le="0.5"}');
    expect(expression(slowerThan(cart.http, 1))).toContain('cart_duration_seconds_bucket{app="cart", le=~"1|1\\\\.0"}');
  });

  test("signals of the same kind, metrics and labels are the same", () => {
    expect(errorRatio(cart.http).id).toBe(errorRatio(cart.http).id);
    const different = [
      errorRatio(cart.http),
      errorRatio(cart.proxy),
      errorRatio(cart.http, { by: ["endpoint"] }),
      requestRate(cart.http),
      failureRate(cart.http),
      latency(cart.http, 0.95),
      latency(cart.http, 0.99),
      slowerThan(cart.http, 0.5),
      slowerThan(cart.http, 1),
    ];
    expect(new Set(different.map(({ id }) => id)).size).toBe(different.length);
  });
});

describe("red", () => {
  test("has panels for rate, errors and duration", () => {
    const panels = red(cart.http);
    expect(titles(panels)).toEqual(["Requests", "Errors", "Latency"]);
    expect(legends(panels[0])).toEqual(["all", "failed"]);
    expect(legends(panels[2])).toEqual(["p50", "p95", "p99"]);
  });

  test("has no duration panel without a histogram", () => {
    expect(titles(red(cart.proxy, { name: "Proxy" }))).toEqual(["Proxy requests", "Proxy errors"]);
  });

  test("shows requests by status class", () => {
    const [requests] = red(cart.http, { status: "status" });
    expect(legends(requests)).toEqual(["2xx", "3xx", "4xx", "5xx"]);
    expect(requests?.queries.map(({ query }) => expression(queryOf(query)))[2]).toBe(
      'sum by (app) (rate(cart_requests_total{app="cart", status=~"4.."}[$__rate_interval]))',
    );
  });

  test("groups all panels by labels", () => {
    expect(titles(red(cart.http, { by: ["endpoint"] }))).toEqual([
      "Requests by endpoint",
      "Errors by endpoint",
      "Latency p95 by endpoint",
    ]);
  });

  test("asks for exemplars of the latency, if wanted", () => {
    const [requests, , slow] = red(cart.http, { exemplars: true });
    expect(slow?.options.exemplars).toBe(true);
    expect(requests?.options.exemplars).toBeUndefined();
    expect(red(cart.http)[2]?.options.exemplars).toBeUndefined();
  });

  test("describes its panels without selectors", () => {
    for (const { options } of [...red(cart.http), ...red(cart.http, { status: "status" })]) {
      expect(options.description).toMatch(/^[A-Z0-9][^{}]+\.$/);
    }
  });

  test("shows limits as thresholds", () => {
    const [, errors, slow] = red(cart.http, { errorLimit: 0.05, latencyLimit: 2 });
    expect(errors?.options.thresholds?.steps).toEqual([{ from: 0.05, color: "red" }]);
    expect(slow?.options.thresholds?.steps).toEqual([{ from: 2, color: "red" }]);
  });
});

test("a table of rate, errors and duration has a row for each value of the labels, the worst first", () => {
  const table = redTable(cart.http, { by: ["endpoint"], errorLimit: 0.05, width: 12 });
  expect(table.title).toBe("Requests by endpoint now");
  expect(table.queries.map(({ name }) => name)).toEqual(["rate", "errors", "p95"]);
  expect(Object.keys(table.options.columns)).toEqual(["endpoint", "rate", "errors", "p95"]);
  expect(table.options).toMatchObject({ sortBy: "errors", descending: true, width: 12, noValue: "No requests" });
  expect(table.options.columns.errors?.thresholds?.steps).toEqual([{ from: 0.05, color: "red" }]);
  expect(Object.keys(redTable(cart.proxy, { by: ["to"], name: "Proxy" }).options.columns)).not.toContain("p95");
  expect(redTable(cart.proxy, { by: ["to"], name: "Proxy" }).title).toBe("Proxy requests by to now");
});
