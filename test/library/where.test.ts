import {
  cacheHitRatio,
  cachePanels,
  counter,
  databaseLatency,
  databasePanels,
  errorRatio,
  eventRate,
  everyService,
  failureRate,
  histogram,
  http,
  latency,
  nodeCpu,
  type Panel,
  quantile,
  red,
  requestRate,
  shareAtMost,
  slowerThan,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression, queryOf } from "./expression.js";
import { cart, containers, kubernetes, shop } from "./shop.js";

const expressions = (panels: readonly Panel[]) =>
  panels.flatMap(({ queries }) => queries.map(({ query }) => expression(queryOf(query))));

describe("where", () => {
  const endpoint = { endpoint: "/pay" } as const;

  test("selects series for every signal of requests", () => {
    const signals = [
      requestRate(cart.http, { where: endpoint }),
      failureRate(cart.http, { where: endpoint }),
      errorRatio(cart.http, { where: endpoint }),
      latency(cart.http, 0.95, { where: endpoint }),
      slowerThan(cart.http, 0.5, { where: endpoint }),
    ];
    for (const signal of signals) {
      const selectors = expression(signal).match(/\{[^}]+\}/g) ?? [];
      expect(selectors.length).toBeGreaterThan(0);
      for (const selector of selectors) expect(selector).toContain('app="cart", endpoint="/pay"');
    }
    expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
    expect(errorRatio(cart.http).id).not.toBe(errorRatio(cart.http, { where: endpoint }).id);
  });

  test("what a variable chooses is the same signal, so that an alert on it leads to the panel", () => {
    const where = { endpoint: variable.label("endpoint", cart.http.requests, "endpoint") };
    expect(errorRatio(cart.http, { where }).id).toBe(errorRatio(cart.http).id);
  });

  test("selects series for every panel", () => {
    const panels = [
      ...red(cart.http, { where: endpoint, status: "status" }),
      ...cachePanels(cart.prices, { where: { pod: "cart-1" } }),
      ...databasePanels(cart.orders, { where: { pod: "cart-1" } }),
    ];
    for (const text of expressions(panels)) expect(text).toMatch(/\{app="cart", (?:endpoint="\/pay"|pod="cart-1")/);
  });

  test("selects series of distributions, caches, databases, counters and nodes", () => {
    const where = { pod: /cart-.+/ };
    expect(expression(quantile(cart.pieces, 0.5, { where }))).toContain(
      'cart_pieces_bucket{app="cart", pod=~"cart-.+"}',
    );
    expect(expression(shareAtMost(cart.pieces, 1, { where }))).toContain(
      'cart_pieces_count{app="cart", pod=~"cart-.+"}',
    );
    expect(expression(cacheHitRatio(cart.prices, { where }))).toContain('{app="cart", pod=~"cart-.+"}');
    expect(expression(databaseLatency(cart.orders, 0.9, { where }))).toContain('{app="cart", pod=~"cart-.+"}');
    expect(expression(eventRate(cart.orders.operations, { where }))).toContain('{app="cart", pod=~"cart-.+"}');
    expect(expression(nodeCpu(containers, kubernetes, { where: { node: "a" } }))).toBe(
      'sum by (node) (rate(container_cpu_usage_seconds_total{job="cadvisor", id="/", node="a"}[$__rate_interval]))' +
        ' / sum by (node) (kube_node_status_capacity{job="kube-state-metrics", resource="cpu", node="a"})',
    );
  });

  test("overrides the selector of the service on the same label", () => {
    expect(expression(requestRate(cart.http, { where: { app: ["cart", "basket"] } }))).toBe(
      'sum by (app) (rate(cart_requests_total{app=~"cart|basket"}[$__rate_interval]))',
    );
  });
});

describe("series in place of metrics", () => {
  const labels = { handler: 10, code: 8 } as const;
  const all = counter("http_requests_total", { help: "Requests", labels });
  const times = histogram("http_duration_seconds", { help: "Time", labels: { handler: 10 }, buckets: [0.1, 1] });
  const { api } = shop.service("web", {
    api: http({
      requests: all.where({ handler: /\/api\/.+/ }),
      failed: { code: /5../ },
      duration: times.where({ handler: /\/api\/.+/ }),
    }),
  });

  test("are what a capability measures", () => {
    const path = 'handler=~"/api/.+"';
    expect(expression(errorRatio(api))).toBe(
      `(sum by (app) (rate(http_requests_total{app="web", ${path}, code=~"5.."}[$__rate_interval])) or 0 * ` +
        `sum by (app) (rate(http_requests_total{app="web", ${path}}[$__rate_interval]))) / ` +
        `sum by (app) (rate(http_requests_total{app="web", ${path}}[$__rate_interval]))`,
    );
    expect(expression(latency(api, 0.95))).toContain(`http_duration_seconds_bucket{app="web", ${path}}`);
    expect(expression(slowerThan(api, 0.1))).toContain(`http_duration_seconds_count{app="web", ${path}}`);
  });

  test("belong to the service once, however many series of a metric it uses", () => {
    const twice = shop.service("twice", {
      api: http({ requests: all.where({ handler: "/api" }), failed: all.where({ handler: "/api", code: "500" }) }),
      pages: http({ requests: all.where({ handler: "/" }), failed: { code: "500" } }),
    });
    expect(twice.service.metrics.map(({ name }) => name)).toEqual(["http_requests_total"]);
  });
});

describe("every service", () => {
  test("reads like the capability of one, without the matcher of the service label", () => {
    expect(expression(errorRatio(everyService(cart.proxy)))).toBe(
      "(sum by (app) (rate(cart_proxy_errors_total[$__rate_interval]))" +
        " or 0 * sum by (app) (rate(cart_proxy_requests_total[$__rate_interval])))" +
        " / sum by (app) (rate(cart_proxy_requests_total[$__rate_interval]))",
    );
    expect(expression(latency(everyService(cart.http), 0.95))).not.toContain("app=");
  });

  test("keeps all other matchers", () => {
    const narrow = shop.service("narrow", {
      labels: { app: 3, namespace: ["shop"] },
      requests: counter("requests_total", { help: "Requests", labels: { status: 8 } }),
    });
    const { requests } = narrow;
    expect(expression(eventRate(everyService(requests)))).toContain('requests_total{namespace="shop"}');
    expect(expression(eventRate(everyService(requests.where({ status: "500", app: "narrow" }))))).toContain(
      'requests_total{namespace="shop", status="500"}',
    );
    expect(everyService(requests).owner).toBe(everyService(requests).owner);
  });

  test("of an exporter is of every job", () => {
    expect(expression(eventRate(everyService(kubernetes.container.restarts)))).toBe(
      "sum(rate(kube_pod_container_status_restarts_total[$__rate_interval]))",
    );
  });
});
