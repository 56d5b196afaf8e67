import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  type ComposeOptions,
  counter,
  logStream,
  promql,
  type ScrapeJobOptions,
  scrape,
  system,
  timeseries,
  window,
} from "../../../src/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const environments = {
  prod: {
    dataSources: { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } },
    scrapeInterval: "15s",
  },
} as const;

interface Parts {
  readonly job?: ScrapeJobOptions;
  /** Jobs besides that of the cart. */
  readonly others?: CollectionOptions["jobs"];
  readonly jobs?: CollectionOptions["jobs"];
  readonly components?: ComposeOptions["components"];
  readonly allow?: Readonly<Record<string, string>>;
  readonly today?: string;
  readonly streamLabels?: Readonly<Record<string, number>>;
}

/** The summaries of what the checks of collections find in a system with one service. */
function found(id: string, { job = {}, others = [], jobs, components, allow, today, streamLabels }: Parts = {}) {
  const shop = system("shop", { labels: { app: ["cart"], zone: 2 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    port: 8080,
    orders: counter("cart_orders_total", { help: "Orders" }),
    unused: counter("cart_unused_total", { help: "Unused", exporter: true }),
    logs: logStream({ selector: { app: "cart" }, labels: { app: 1, ...streamLabels }, fields: { level: 3 } }),
  });
  shop.service("alerts", {
    labels: {},
    selector: {},
    alerts: counter("alerts_total", { help: "Alerts" }),
    exporter: true,
  });
  shop.dashboard("Cart", {
    description: "The cart",
    panels: [
      timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
      timeseries("Alerts", promql`alerts_total`, { unit: "short" }),
    ],
  });
  shop.collect("compose", {
    jobs: jobs ?? [scrape(cart, { labels: { app: "cart", zone: "a" }, ...job }), ...others],
    compose: { components: components ?? { prometheus: {} } },
    ...(allow && { allow }),
  });
  const project = { config: { environments }, systems: [shop] };
  const diagnostics = checkProject(project, compileProject(project), {
    today: today ?? "2026-11-29",
    findings: allFindings,
  });
  return diagnostics
    .filter((one) => one.id === `collection/${id}`)
    .map(({ summary }) => summary)
    .sort();
}

describe("a sound collection has no finding:", () => {
  const ids = ["never-collected", "doubled", "missing-label", "drops-used", "slow-scrape", "not-an-exporter"];
  test.each([...ids, "port-clash", "end-of-life", "unpinned-image", "plain-secret", "log-label"])("%s", (id) => {
    const components = {
      prometheus: { hostPort: 9090 },
      loki: { hostPort: 3100, image: "grafana/loki@sha256:0123" },
      "postgres-exporter": {
        environment: { DATA_SOURCE_USER: "reader", TOKEN_PATH: "/run/secrets/token" },
        secrets: { DATA_SOURCE_PASS_FILE: "password" },
      },
    } as const;
    const job = { interval: "15s", drop: ["cart_unused_total"] } as const;
    expect(found(id, { job, components, others: [scrape("other", { targets: ["other:8080"] })] })).toEqual([]);
  });
});

test("never-collected: a service that is used, and that no job scrapes", () => {
  expect(found("never-collected", { jobs: [scrape("other", { targets: ["other:8080"] })] })).toEqual([
    'no job of "compose" scrapes "cart", whose metrics are used: "cart_orders_total"',
  ]);
  const allow = { "collection/never-collected": "an agent scrapes it" };
  expect(found("never-collected", { jobs: [scrape("other", { targets: ["other:8080"] })], allow })).toEqual([]);
});

test("doubled: the same address in two jobs, but not the same host at another path", () => {
  const again = (path: string) => [scrape("again", { targets: ["cart:8080"], path })];
  expect(found("doubled", { others: again("/metrics") })).toEqual([
    'the target cart:8080 is scraped twice: also by the job "cart"',
  ]);
  expect(found("doubled", { others: again("/cadvisor") })).toEqual([]);
});

test("missing-label: a label of the selector, its value, and a label that is declared", () => {
  expect(found("missing-label", { job: { labels: {} } })).toEqual([
    'the job adds no label "app", which selects the series of "cart"',
    'the job adds no label "zone", which the series of "cart" are declared to have',
  ]);
  expect(found("missing-label", { job: { labels: { app: "card", zone: "a" } } })).toEqual([
    'the job gives its series app="card", but "cart" is selected by app="cart"',
  ]);
});

test("drops-used: a pattern matches a whole name", () => {
  expect(found("drops-used", { job: { drop: ["cart_orders"] } })).toEqual([]);
  expect(found("drops-used", { job: { drop: ["cart_unused_total", "cart_o.*"] } })).toEqual([
    '"cart_o.*" drops "cart_orders_total", which is used',
  ]);
});

test("slow-scrape: slower than the environment, so that Grafana's range is too short", () => {
  expect(found("slow-scrape", { job: { interval: "1m" } })).toEqual([
    'it is scraped every 1m, but panel "Orders" of dashboard "Cart" looks back $__rate_interval',
  ]);
  expect(found("slow-scrape", { job: { interval: "10s" } })).toEqual([]);
});

test("C04, not-an-exporter: the ports of databases and brokers", () => {
  const others = [scrape("redis", { targets: ["redis:6379", "redis-exporter:9121"] })];
  expect(found("not-an-exporter", { others })).toEqual([
    "redis:6379 is the port of Redis, which does not speak Prometheus' format",
  ]);
});

test("port-clash: two components at one port of the host", () => {
  const components = { prometheus: { hostPort: 8080 }, cadvisor: { hostPort: 8080 }, grafana: {} };
  expect(found("port-clash", { components })).toEqual([
    '"prometheus" and "cadvisor" publish the port 8080 of the host',
  ]);
});

test("end-of-life: a program that was given up, and a release whose support has ended", () => {
  const components = { alloy: { image: "grafana/promtail:3.5.0" }, loki: {} };
  expect(found("end-of-life", { components })).toEqual(["support of grafana/promtail:3.5.0 ended on 2026-03-02"]);
  expect(found("end-of-life", { components, today: "2026-03-02" })).toEqual([]);
  expect(found("end-of-life", { today: "2027-08-01" })).toEqual([
    expect.stringMatching(/^support of quay\.io\/prometheus\/prometheus:v[\d.]+ ended on 2027-07-31$/),
  ]);
});

test("unpinned-image: latest, a word, or nothing", () => {
  const images = ["prom/prometheus", "prom/prometheus:latest", "prom/prometheus:main"];
  for (const image of images) {
    expect(found("unpinned-image", { components: { prometheus: { image } } })).toEqual([
      `the image ${image} has no version`,
    ]);
  }
});

test("plain-secret: by the name of the variable, and in an address", () => {
  const environment = { DATA_SOURCE_PASS: "x", REDIS_ADDR: "redis://:hunter2@redis:6379", API_KEY: "y", KEYS: "z" };
  expect(found("plain-secret", { components: { "redis-exporter": { environment } } })).toEqual([
    '"redis-exporter" gets a secret in the variable API_KEY',
    '"redis-exporter" gets a secret in the variable DATA_SOURCE_PASS',
    '"redis-exporter" gets a secret in the variable REDIS_ADDR',
  ]);
});

test("log-label: what identifies a person, and what has many values, if there is a Loki", () => {
  const streamLabels = { user_id: 5, pod: 1000, container: 5 };
  const components = { loki: {} };
  expect(found("log-label", { streamLabels, components })).toEqual([
    'the logs of "cart" have the stream label "pod", with about 1000 values',
    'the logs of "cart" have the stream label "user_id", with about 5 values',
  ]);
  expect(found("log-label", { streamLabels })).toEqual([]);
});
