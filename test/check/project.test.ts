import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import {
  type Config,
  counter,
  env,
  errorRatio,
  eventRatio,
  gauge,
  histogram,
  http,
  panelJson,
  promql,
  type Query,
  receiver,
  scrape,
  system,
  timeseries,
  variable,
  window,
} from "../../src/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { SourceFiles } from "../../src/source/source-files.js";

const prom = { type: "prometheus", uid: "prom" } as const;
const here = fileURLToPath(import.meta.url);

function shop() {
  const shop = system("shop", { labels: { pod: 10 } });
  const cart = shop.service("cart", {
    orders: counter("cart_orders_total", { help: "Orders placed", labels: { tier: ["free", "pro"] } }),
  });
  return { shop, cart };
}

function check(shopSystem: unknown, environments: Config["environments"] = { prod: { dataSources: { prom } } }) {
  const project = { config: { environments }, systems: [shopSystem as SystemFacts] };
  const readSource = (file: string) => readFileSync(file, "utf8");
  const compiled = compileProject(project, { sources: new SourceFiles(readSource) });
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return checkProject(project, compiled, { today: "2026-06-01", findings: allFindings }).filter(({ id }) =>
    /^(?:promql|allow)\//.test(id),
  );
}

describe("what definitions allow", () => {
  const loud = { summary: "x", severity: "warning", for: "5m" } as const;

  test("suppresses findings; an allowance that matches nothing is reported", () => {
    const { shop: shopSystem, cart } = shop();
    shopSystem.alert("Quiet", {
      ...loud,
      when: promql`rate(${cart.orders}[5m]) > 1`,
      allow: { "promql/unaggregated-alert": "there is one pod only", "promql/rate-on-gauge": "a slip" },
    });
    expect(check(shopSystem)).toMatchObject([
      {
        id: "allow/unused",
        subject: 'alert "Quiet"',
        span: { file: here },
        summary: expect.stringContaining("promql/rate-on-gauge"),
      },
    ]);
  });

  test("expires after its last day, and the finding says so", () => {
    const { shop: shopSystem, cart } = shop();
    const until = { reason: "being split up", until: "2026-05-01" };
    shopSystem.alert("Late", {
      ...loud,
      when: promql`rate(${cart.orders}[5m]) > 1`,
      allow: { "promql/unaggregated-alert": until },
    });
    expect(check(shopSystem)).toMatchObject([
      { id: "promql/unaggregated-alert", details: expect.stringContaining("allowed until 2026-05-01: being split up") },
    ]);
  });

  test("holds on a panel, and on the dashboard that it is part of", () => {
    const pattern = promql`sum(rate(cart_orders_total{pod=~"cart-0"}[$__rate_interval]))`;
    const allow = { "promql/needless-regex": "generated" };
    const onPanel = shop().shop;
    onPanel.dashboard("Cart", { panels: [timeseries("Orders", pattern, { allow })] });
    expect(check(onPanel)).toEqual([]);
    const onDashboard = shop().shop;
    onDashboard.dashboard("Cart", { allow, panels: [timeseries("Orders", pattern), timeseries("The same", pattern)] });
    expect(check(onDashboard)).toEqual([]);
  });

  test("holds on a variable and on a metric", () => {
    const { shop: shopSystem, cart } = shop();
    const pod = variable.label("pod", cart.orders, "pod", { allow: { "dashboard/unused-variable": "links use it" } });
    shopSystem.dashboard("Cart", {
      variables: [pod],
      panels: [timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`)],
    });
    expect(check(shopSystem)).toEqual([]);
  });
});

describe("environments", () => {
  const long = () => {
    const { shop: shopSystem, cart } = shop();
    shopSystem.recordingRule("job:cart_orders:increase30d", promql`sum by (job) (increase(${cart.orders}[30d]))`);
    return shopSystem;
  };

  test("a finding in all of them is reported once", () => {
    const both = { staging: { dataSources: { prom } }, prod: { dataSources: { prom } } };
    expect(check(long(), both)).toMatchObject([
      { id: "promql/range-beyond-retention", subject: 'recording rule "job:cart_orders:increase30d"' },
    ]);
  });

  test("a finding in some of them names these", () => {
    const one = { staging: { dataSources: { prom } }, prod: { dataSources: { prom }, retention: "90d" } } as const;
    expect(check(long(), one)).toMatchObject([{ subject: expect.stringMatching(/, in staging$/) }]);
  });
});

describe("rules in Prometheus' own format", () => {
  const yaml = [
    "groups:",
    "  - name: cart",
    "    rules:",
    "      - alert: A",
    `        expr: up{job=~"cart"} == 0`,
  ].join("\n");

  test("are located in the file they came from", () => {
    const shopSystem = shop().shop;
    shopSystem.ruleFile("cart", { text: yaml, path: "/somewhere/cart.yml" });
    expect(check(shopSystem)).toMatchObject([
      { id: "promql/needless-regex", span: { file: "/somewhere/cart.yml", start: { line: 5, column: 18 } } },
    ]);
  });

  test("are located at the definition if they came from no file", () => {
    const shopSystem = shop().shop;
    shopSystem.ruleFile("cart", yaml);
    expect(check(shopSystem)).toMatchObject([{ id: "promql/needless-regex", span: { file: here } }]);
  });

  test("record series for other rules, and have allow comments", () => {
    const shopSystem = shop().shop;
    shopSystem.ruleFile(
      "cart",
      yaml.replace("- alert: A", "- record: job:up:min # telltale allow promql/needless-regex ours"),
    );
    shopSystem.alert("Down", { when: promql`job:up:min == 0`, summary: "x", severity: "warning", for: "5m" });
    expect(check(shopSystem)).toEqual([]);
  });
});

test("a panel taken as JSON is checked against the catalogue", () => {
  const shopSystem = shop().shop;
  const targets = [
    { refId: "A", datasource: { type: "prometheus", uid: "prom" }, expr: "sum(rate(cart_order_total[5m]))" },
  ];
  shopSystem.dashboard("Cart", { panels: [panelJson({ type: "timeseries", title: "Orders", targets })] });
  expect(check(shopSystem)).toMatchObject([{ id: "promql/unknown-metric", fix: "write cart_orders_total" }]);
});

test("labels of a recording rule are known where its result is used", () => {
  const { shop: shopSystem, cart } = shop();
  const recorded = shopSystem.recordingRule(
    "job:cart_orders:rate5m",
    promql`sum by (job) (rate(${cart.orders}[${window}]))`,
  );
  shopSystem.alert("Few", {
    when: promql`max by (tier) (${recorded}) < 1`,
    summary: "x",
    severity: "warning",
    for: "5m",
  });
  expect(check(shopSystem)).toMatchObject([{ id: "promql/unknown-label", summary: expect.stringContaining("tier") }]);
});

describe("one mistake", () => {
  const all = (shopSystem: unknown, complete = true) => {
    const project = {
      config: { environments: { prod: { dataSources: { prom } } } },
      systems: [shopSystem].flat() as SystemFacts[],
    };
    const readSource = (file: string) => readFileSync(file, "utf8");
    const compiled = compileProject(project, { sources: new SourceFiles(readSource) });
    const checked = checkProject(project, compiled, { today: "2026-06-01", findings: allFindings, complete });
    return [...compiled.diagnostics, ...checked].map(({ id }) => id);
  };
  const rest = { severity: "warning", for: "5m", runbook: "https://runbooks.example.com/" } as const;

  test("in a grouping is reported there, and not again downstream", () => {
    const { shop: shopSystem, cart } = shop();
    const when = promql`sum by (pood) (rate(${cart.orders}[5m])) > 1 and sum by (pod) (rate(${cart.orders}[5m])) < 5`;
    shopSystem.alert("Few", { ...rest, when, summary: "{{ $labels.pod }}" });
    expect(all(shopSystem)).toEqual(["promql/unknown-label"]);
  });

  test("in a limit is reported once, by the check that knows the cause", () => {
    const shopSystem = system("shop", {});
    const time = histogram("cart_seconds", { help: "Time", buckets: [1, 5] });
    const cart = shopSystem.service("cart", { time });
    const when = promql`histogram_quantile(0.9, sum by (job, le) (rate(${cart.time.bucket}[5m]))) > 20`;
    shopSystem.alert("Slow", { ...rest, when, summary: "{{ $labels.job }} takes {{ $value | humanizeDuration }}" });
    expect(all(shopSystem)).toEqual(["promql/threshold-beyond-buckets"]);
  });

  test("that keeps an expression from being read does not make its metrics unused", () => {
    const { shop: shopSystem, cart } = shop();
    shopSystem.alert("Few", { ...rest, when: promql`sum(rate(${cart.orders}[5m]) < 1`, summary: "x" });
    expect(all(shopSystem)).toEqual(["promql/syntax"]);
  });

  test("in a hole is reported there, and its expression is not checked", () => {
    const shopSystem = system("shop", {});
    const time = histogram("cart_seconds", { help: "Time", buckets: [1] });
    const cart = shopSystem.service("cart", { time });
    shopSystem.alert("Slow", { ...rest, when: promql`rate(${cart.time as unknown as number}[5m]) > 1`, summary: "x" });
    expect(all(shopSystem)).toEqual(["definition/unfilled-hole"]);
  });

  test("that keeps a file from loading does not make its metrics unused", () => {
    const { shop: shopSystem, cart } = shop();
    shopSystem.recordingRule("job:orders:rate5m", promql`sum by (job) (rate(${cart.orders}[5m]))`);
    expect(all(shopSystem)).toEqual(["rules/recorded-never-used"]);
    expect(all(shopSystem, false)).toEqual([]);
  });

  test("that keeps a file from loading does not make allowances and alerts on outages superfluous or missing", () => {
    const shopSystem = system("shop", {});
    const requests = counter("orders_total", { help: "Orders", labels: { status: ["placed", "failed"] } });
    const orders = shopSystem.service("orders", { requests: http({ requests, failed: { status: "failed" } }) });
    const allow = { "alert/no-for": "it has one" };
    const when = errorRatio(orders.requests).above(0.5, { whenBusy: 1 });
    shopSystem.alert("Fails", {
      ...rest,
      when,
      summary: "{{ $labels.job }} fails {{ $value | humanizePercentage }}",
      allow,
    });
    shopSystem.slo("orders", {
      ...{ description: "…", objective: "99%", window: "7d", runbook: rest.runbook },
      indicator: eventRatio(orders.requests),
    });
    expect(all(shopSystem)).toEqual(["allow/unused", "alert/ratio-without-down", "slo/no-outage-alert"]);
    expect(all(shopSystem, false)).toEqual([]);
  });

  test("that keeps a file from loading does not make a route superfluous", () => {
    const chat = receiver.slack("chat", { url: env("URL"), channel: "#chat" });
    const routesByLabel = [{ match: { tenant: "acme" }, to: [chat] }];
    const shopSystem = system("shop", { routes: { warning: [chat] }, routesByLabel });
    shopSystem.alert("Down", { ...rest, when: promql`sum by (job) (up) == 0`, summary: "{{ $labels.job }} is down" });
    expect(all(shopSystem)).toEqual(["alertmanager/route-without-alerts"]);
    expect(all(shopSystem, false)).toEqual([]);
  });

  test("in the options of a system does not make its metrics unknown to others", () => {
    const wrong = system("base", { labels: { app: 1 }, routes: { warning: { to: "chat" } } as never });
    const redis = wrong.service("redis", { size: gauge("redis_size", { help: "Size" }) });
    const user = system("user", {});
    user.alert("Large", { ...rest, when: promql`max(${redis.size}) > 5`, summary: "It is {{ $value }} large" });
    expect(all([wrong, user])).toEqual(["definition/wrong-type"]);
  });

  test("in the titles of two panels is reported once", () => {
    const shopSystem = system("shop", {});
    const panel = (expr: Query) => timeseries("Up", expr, { description: "Targets", unit: "short" });
    const panels = [panel(promql`sum(up)`), panel(promql`count(up)`)];
    shopSystem.dashboard("Cart", { description: "One", panels });
    expect(all(shopSystem)).toEqual(["definition/duplicate-panel"]);
  });

  test("in the names of two dashboards is reported once", () => {
    const shopSystem = system("shop", {});
    for (const description of ["One", "Another"]) shopSystem.dashboard("Cart", { description, panels: [] });
    expect(all(shopSystem)).toEqual(["definition/duplicate-uid"]);
  });
});

test("a metric that another system reads is used, and must not be dropped", () => {
  const base = system("base", {});
  const read = gauge("kafka_lag", { help: "Lag" });
  const unread = gauge("kafka_brokers", { help: "Brokers" });
  const kafka = base.service("kafka", { port: 9308, read, unread });
  base.collect("compose", {
    jobs: [scrape(kafka, { drop: ["kafka_.*"], targets: ["kafka:9308"] })],
    compose: { components: { prometheus: {} } },
  });
  const user = system("user", {});
  user.recordingRule("job:kafka_lag:max", promql`max by (job) (${kafka.read})`);
  const project = { config: { environments: { prod: { dataSources: { prom } } } }, systems: [base, user] };
  const found = checkProject(project, compileProject(project), { today: "2026-06-01", findings: allFindings });
  const ids = /metric\/never-used|collection\/drops-used/;
  expect(found.filter(({ id }) => ids.test(id)).map(({ summary }) => summary)).toEqual([
    'no rule and no dashboard uses the metric "kafka_brokers"',
    '"kafka_.*" drops "kafka_lag", which is used',
  ]);
});

test("an allowance may be for an environment that is not built", () => {
  const made = system("shop", {});
  const allow = { "alert/no-for": "at once" };
  const fields = { severity: "info", summary: "It is down", runbook: "https://runbooks.example.com/" } as const;
  made.alert("Down", {
    ...fields,
    when: promql`up == 0`,
    for: made.perEnvironment({ staging: "5m", prod: "0s" }),
    allow,
  });
  const dataSources = { prom };
  const project = { config: { environments: { staging: { dataSources }, prod: { dataSources } } }, systems: [made] };
  const unused = (environments?: readonly string[]) =>
    checkProject(project, compileProject(project, { environments }), {
      today: "2026-06-01",
      findings: allFindings,
    }).filter(({ id }) => id === "allow/unused").length;
  expect([unused(), unused(["staging"])]).toEqual([1, 0]);
});

describe("what an environment leaves out", () => {
  const both = { staging: { dataSources: { prom } }, prod: { dataSources: { prom } } };
  const diagnose = (made: unknown, ids: RegExp) => {
    const project = { config: { environments: both }, systems: [made as SystemFacts] };
    const found = checkProject(project, compileProject(project), { today: "2026-06-01", findings: allFindings });
    return found.filter(({ id }) => ids.test(id)).map(({ summary, subject }) => `${subject}: ${summary}`);
  };

  test("is not expected there: a metric that its service does not expose is unknown", () => {
    const made = system("shop", {});
    const canary = made.service("canary", { size: gauge("canary_size", { help: "Size" }), only: ["staging"] });
    made.recordingRule("canary:size:sum", promql`sum(${canary.size})`);
    expect(diagnose(made, /unknown-metric/)).toEqual([
      'recording rule "canary:size:sum", in prod: no service exposes a metric "canary_size"',
    ]);
  });

  test("may use a metric that nothing else uses", () => {
    const { shop: made, cart } = shop();
    made.alert("A", { when: promql`sum(${cart.orders}) < 1`, severity: "info", summary: "…", only: ["prod"] });
    expect(diagnose(made, /never-used/)).toEqual([]);
  });

  test("does not hide a metric that nothing uses", () => {
    const made = system("shop", {});
    made.service("canary", { size: gauge("canary_size", { help: "Size" }), only: ["staging"] });
    made.recordingRule("a:up:sum", promql`sum(up)`);
    expect(diagnose(made, /metric\/never-used/)).toEqual([
      'metric "canary_size", in staging: no rule and no dashboard uses the metric "canary_size"',
    ]);
  });
});
