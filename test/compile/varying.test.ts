import { defineConfig, gauge, perEnvironment, promql, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { compileProject } from "../../src/compile/index.js";
import type { Rule } from "../../src/formats/prometheus/types.js";
import type { Environment } from "../../src/model/project/config.js";
import type { SystemFacts } from "../../src/model/system/system.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const environments = { staging: {}, prod: {} };
const up = promql`up`;

function compile(system: SystemFacts, changes: { staging?: Partial<Environment>; prod?: Partial<Environment> } = {}) {
  const config = defineConfig({
    environments: {
      staging: { dataSources, ...changes.staging },
      prod: { dataSources, grafana: { url: "https://grafana.example.com" }, ...changes.prod },
    },
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [system] });
  const pick = (environment: string) => artifacts.filter(({ settings }) => settings.environment === environment);
  const rules = (environment: string): readonly Rule[] =>
    pick(environment).flatMap((one) =>
      one.kind === "prometheus rules" ? one.value.groups.flatMap(({ rules }) => rules) : [],
    );
  const routing = (environment: string) =>
    pick(environment).flatMap((one) => (one.kind === "alertmanager" ? [one.value] : []))[0];
  const uids = (environment: string) =>
    pick(environment).flatMap((one) => (one.kind === "grafana dashboard" ? [one.value.uid] : []));
  return { diagnostics, rules, routing, uids };
}

const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
const onCall = receiver.pagerduty("on-call", { key: secret("KEY") });
const alert = { when: promql`up == 0`, severity: "warning", summary: "…" } as const;
const none = { alertLabels: { environment: false, system: false } } as const;

test("everything an alert says may differ between environments", () => {
  const shop = system("shop", { environments, routes: { critical: [onCall], warning: [team] } });
  shop.alert("Down", {
    when: shop.perEnvironment({ staging: promql`up == 0`, prod: up.below(1).and(promql`up offset 1m == 0`) }),
    severity: shop.perEnvironment({ staging: "warning", prod: "critical" }),
    summary: shop.perEnvironment({ staging: "down, nobody minds", prod: "down" }),
    description: shop.perEnvironment({ staging: "wait", prod: "run" }),
    for: shop.perEnvironment({ staging: "1h", prod: "1m" }),
    keepFiringFor: shop.perEnvironment({ staging: "1m", prod: "1h" }),
    labels: shop.perEnvironment({ staging: {}, prod: { page: "yes" } }),
    annotations: { note: shop.perEnvironment({ staging: "a", prod: "b" }) },
  });
  shop.recordingRule("a:b", up, { labels: { tier: shop.perEnvironment({ staging: "test", prod: "live" }) } });
  const { rules, diagnostics } = compile(shop, { staging: none, prod: none });
  expect(diagnostics).toEqual([]);
  expect(rules("staging")).toEqual([
    { record: "a:b", expr: "up", labels: { tier: "test" } },
    {
      alert: "Down",
      expr: "up == 0",
      for: "1h",
      keep_firing_for: "1m",
      labels: { severity: "warning" },
      annotations: { summary: "down, nobody minds", description: "wait", note: "a" },
    },
  ]);
  expect(rules("prod")).toEqual([
    { record: "a:b", expr: "up", labels: { tier: "live" } },
    {
      alert: "Down",
      expr: "(up < 1) and (up offset 1m == 0)",
      for: "1m",
      keep_firing_for: "1h",
      labels: { severity: "critical", page: "yes" },
      annotations: {
        summary: "down",
        description: "run",
        value: expect.stringContaining("humanize $value"),
        note: "b",
      },
    },
  ]);
});

test.each([
  ["when", { when: perEnvironment({ prod: alert.when }) }],
  ["severity", { severity: perEnvironment({ prod: "warning" }) }],
  ["summary", { summary: perEnvironment({ prod: "…" }) }],
  ["description", { description: perEnvironment({ prod: "…" }) }],
  ["labels", { labels: perEnvironment({ prod: {} }) }],
  ["annotations.note", { annotations: { note: perEnvironment({ prod: "…" }) } }],
])("a value of %s that an environment lacks is reported", (option, changes) => {
  const shop = system("shop", {});
  shop.alert("Down", { ...alert, ...changes } as never);
  expect(compile(shop).diagnostics).toMatchObject([
    {
      id: "definition/missing-value",
      summary: `"${option}" has no value for the environment "staging"`,
      fix: "add staging: … to perEnvironment({ … })",
    },
  ]);
});

describe("routes", () => {
  test("differ in whom they notify, and when", () => {
    const shop = system("shop", {
      environments,
      routes: {
        critical: {
          to: perEnvironment({ staging: [team], prod: [onCall, team] }),
          groupWait: perEnvironment({ staging: "5m", prod: "10s" }),
        },
        warning: perEnvironment({ staging: { to: [team], repeatInterval: "1w" }, prod: [team] }),
      },
      unrouted: perEnvironment({ staging: team, prod: onCall }),
    });
    const { routing, diagnostics } = compile(shop);
    expect(diagnostics).toEqual([]);
    expect(routing("staging")!.receivers!.map(({ name }) => name)).toEqual(["shop/team"]);
    expect(routing("staging")!.route.routes![0]).toMatchObject({
      receiver: "shop/team",
      routes: [
        { receiver: "shop/team", group_wait: "5m" },
        { receiver: "shop/team", repeat_interval: "1w" },
      ],
    });
    expect(routing("prod")!.route.routes![0]).toMatchObject({
      receiver: "shop/on-call",
      routes: [
        { group_wait: "10s", routes: [{ receiver: "shop/on-call" }, { receiver: "shop/team" }] },
        { receiver: "shop/team" },
      ],
    });
  });

  test("need a value in every environment", () => {
    const shop = system("shop", { routes: { critical: perEnvironment({ prod: [team] }) } });
    expect(compile(shop).diagnostics).toMatchObject([
      {
        id: "definition/missing-value",
        summary: 'the route "critical" has no value for the environment "staging"',
      },
    ]);
  });
});

describe("the labels by which alerts say where they come from", () => {
  const labels = (changes: Partial<Environment> = {}, more: object = {}, when = alert.when) => {
    const shop = system("shop", { routes: { critical: [team], warning: [team] } });
    shop.service("cart", { size: gauge("cart_size", { help: "Size", labels: { environment: 2, tier: 2 } }) });
    shop.alert("Down", { ...alert, when, ...more });
    shop.alert("Down", { ...alert, when, ...more, severity: "critical", key: "critical" });
    const { rules, routing, diagnostics } = compile(shop, { prod: changes });
    expect(diagnostics).toEqual([]);
    const { route, inhibit_rules } = routing("prod")!;
    return { labels: rules("prod")[0]!.labels, groupBy: route.routes![0]!.group_by, equal: inhibit_rules![0]!.equal };
  };

  test("are its environment and its system, by default; notifications are grouped by them", () => {
    expect(labels()).toEqual({
      labels: { severity: "warning", environment: "prod", system: "shop" },
      groupBy: ["alertname", "job", "environment", "system"],
      equal: ["alertname", "job", "environment", "system"],
    });
  });

  test("can have other names, or be left out", () => {
    expect(labels({ alertLabels: { environment: "env", system: false } })).toEqual({
      labels: { severity: "warning", env: "prod" },
      groupBy: ["alertname", "job", "env"],
      equal: ["alertname", "job", "env"],
    });
  });

  test("give way to a label of the alert, and to an external one, which arrives with every alert", () => {
    expect(labels({}, { labels: { system: "web shop" } }).labels).toMatchObject({ system: "web shop" });
    expect(labels({ externalLabels: { environment: "production" } }).labels).toEqual({
      severity: "warning",
      system: "shop",
    });
  });

  test("give way to labels of the series, which would become one otherwise", () => {
    const system = { severity: "warning", system: "shop" };
    expect(labels({}, {}, promql`cart_size > 5`).labels).toEqual(system);
    expect(labels({}, {}, promql`sum by (environment) (cart_size) > 5`).labels).toEqual(system);
    expect(labels({}, {}, promql`sum by (tier) (cart_size) > 5`).labels).toEqual({ ...system, environment: "prod" });
  });

  test("give way to labels that a recorded series carries", () => {
    const shop = system("shop", {});
    const cart = shop.service("cart", { size: gauge("cart_size", { help: "Size", labels: { environment: 2 } }) });
    const recorded = shop.recordingRule("a:b:sum", promql`sum by (environment) (${cart.size})`);
    shop.alert("Full", { ...alert, when: recorded.above(5) });
    const alerts = compile(shop)
      .rules("prod")
      .filter((rule) => "alert" in rule);
    expect(alerts.map(({ labels }) => labels)).toEqual([{ severity: "warning", system: "shop" }]);
  });

  test("are not added to rules in Prometheus' own format, and not to a grouping by all labels", () => {
    const shop = system("shop", { routes: { warning: [team] }, groupBy: ["..."] });
    shop.ruleFile("old", "groups: [{ name: a, rules: [{ alert: A, expr: up }] }]");
    const { rules, routing } = compile(shop);
    expect(rules("prod")).toEqual([{ alert: "A", expr: "up" }]);
    expect(routing("prod")!.route.routes![0]!.group_by).toEqual(["..."]);
  });
});

describe("the uid of a dashboard", () => {
  const defined = (title: string) => {
    const shop = system("shop", {});
    shop.dashboard(title, {});
    shop.dashboard("Links", { key: "a", links: [title] });
    shop.dashboardJson({ title: "Imported", uid: "imported", panels: [] });
    return shop;
  };

  test("is the same in every environment", () => {
    const { uids } = compile(defined("Cart"));
    expect(uids("staging")).toEqual(uids("prod"));
  });

  test("can be distinct, for environments in one Grafana", () => {
    const { uids, diagnostics } = compile(defined("Cart"), { staging: { grafana: { uidSuffix: "-staging" } } });
    expect(diagnostics).toEqual([]);
    expect(uids("prod")).toEqual(["shop-a", "shop-cart", "imported"]);
    expect(uids("staging")).toEqual(["shop-a-staging", "shop-cart-staging", "imported-staging"]);
  });

  test("keeps its suffix, and a hash, where it is too long", () => {
    const { uids } = compile(defined(`Cart ${"x".repeat(50)}`), { staging: { grafana: { uidSuffix: "-staging" } } });
    expect(uids("staging")[1]).toMatch(/^shop-cart-x+-[0-9a-f]{8}-staging$/);
    expect(uids("staging")[1]).toHaveLength(40);
    expect(uids("prod")[1]).toHaveLength(40);
  });

  test("is that of links and of alerts", () => {
    const shop = defined("Cart");
    shop.alert("Down", { ...alert, dashboard: "Cart" });
    const grafana = { url: "https://grafana.example.com", uidSuffix: "-prod" };
    const { rules } = compile(shop, { prod: { grafana } });
    expect(rules("prod")[0]).toMatchObject({
      annotations: { dashboard_url: "https://grafana.example.com/d/shop-cart-prod/cart" },
    });
  });
});
