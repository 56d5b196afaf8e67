import { readFileSync } from "node:fs";
import {
  activeSince,
  annotation,
  type Config,
  counter,
  down,
  errorRatio,
  firing,
  gauge,
  http,
  pending,
  promql,
  receiver,
  secret,
  stateTimeline,
  system,
} from "telltale";
import { steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import { createRuleEngine } from "../../src/simulate/rules/engine.js";
import { collectGroups } from "../../src/simulate/run/rule-sources.js";
import { smoke } from "../../src/simulate/smoke/index.js";
import { writeTraffic } from "../../src/simulate/traffic/write-traffic.js";
import { SourceFiles } from "../../src/source/source-files.js";
import { compiled, config, dashboardsOf, rulesOf } from "../compile/project.js";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const options = {
  labels: { app: 2, pod: 4 },
  serviceLabel: "app",
  routes: { critical: [team], warning: [team] },
} as const;
const alert = { for: "5m", severity: "critical", summary: "…", runbook: "https://runbooks.example.com/a" } as const;
const sources = new SourceFiles((file) => (file === import.meta.filename ? readFileSync(file, "utf8") : undefined));

function createShop() {
  const shop = system("shop", options);
  const cart = shop.service("cart", {
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { status: 8 } }),
      failed: { status: /5../ },
    }),
    queue: gauge("cart_queue", { help: "Waiting" }),
  });
  const cartDown = shop.alert("CartDown", { ...alert, when: down(cart) });
  return { shop, cart, cartDown };
}

/** The expression of an alert with this condition, on one line. */
function exprOf(shop: SystemFacts, name = "Probe", changes: Partial<Config> = {}) {
  const rules = rulesOf(compiled(shop, changes)).groups.flatMap((group) => group.rules);
  const rule = rules.find((one) => "alert" in one && one.alert === name);
  return rule?.expr.replace(/\s+/g, " ");
}

describe("the state of an alert in an expression", () => {
  test("is read from the series that Prometheus writes, of this system", () => {
    const { shop, cartDown } = createShop();
    shop.alert("Firing", { ...alert, when: firing(cartDown) });
    shop.alert("Pending", { ...alert, when: promql`count(${pending(cartDown)}) > 2` });
    shop.alert("Since", { ...alert, when: promql`time() - ${activeSince(cartDown)} > 3600` });
    expect(exprOf(shop, "Firing")).toBe('ALERTS{alertname="CartDown", alertstate="firing", system="shop"}');
    expect(exprOf(shop, "Pending")).toBe(
      'count(ALERTS{alertname="CartDown", alertstate="pending", system="shop"}) > 2',
    );
    expect(exprOf(shop, "Since")).toBe('time() - ALERTS_FOR_STATE{alertname="CartDown", system="shop"} > 3600');
  });

  test("can be that of several alerts, and keep some labels", () => {
    const { shop, cart, cartDown } = createShop();
    const full = shop.alert("QueueFull", { ...alert, when: promql`max by (app) (${cart.queue}) > 50` });
    shop.alert("Probe", { ...alert, when: firing([cartDown, full], { by: ["app"] }) });
    expect(exprOf(shop)).toBe(
      'max by (app) ( ALERTS{alertname="CartDown", alertstate="firing", system="shop"}' +
        ' or ALERTS{alertname="QueueFull", alertstate="firing", system="shop"} )',
    );
  });

  test("is that of this alert, if others have its name", () => {
    const { shop, cart } = createShop();
    const fails = (severity: "warning" | "critical", limit: number) =>
      shop.alert("CartFails", {
        ...alert,
        key: severity,
        severity,
        when: errorRatio(cart.http).above(limit),
        labels: { team: "payments" },
      });
    fails("warning", 0.01);
    shop.alert("Probe", { ...alert, when: firing(fails("critical", 0.1)) });
    expect(exprOf(shop)).toBe(
      'ALERTS{alertname="CartFails", alertstate="firing", app="cart", severity="critical", team="payments", system="shop"}',
    );
  });

  test("is not selected by a label that the alert does not get", () => {
    const { shop, cartDown } = createShop();
    shop.alert("Probe", { ...alert, when: firing(cartDown) });
    const prod = { ...config.environments.prod!, externalLabels: { system: "x" } };
    const plain = 'ALERTS{alertname="CartDown", alertstate="firing"}';
    expect(exprOf(shop, "Probe", { defaults: { alertLabels: { system: false } } } as Partial<Config>)).toBe(plain);
    expect(exprOf(shop, "Probe", { environments: { prod } })).toBe(plain);
    const named = system("named", { ...options, labels: { ...options.labels, system: 2 } });
    const web = named.service("web", { queue: gauge("web_queue", { help: "Waiting" }) });
    const full = named.alert("Full", { ...alert, when: promql`max by (app, system) (${web.queue}) > 5` });
    named.alert("Probe", { ...alert, when: firing(full) });
    expect(exprOf(named)).toBe('ALERTS{alertname="Full", alertstate="firing"}');
  });

  test("can be drawn, and mark times", () => {
    const { shop, cartDown } = createShop();
    shop.dashboard("Cart", {
      panels: [stateTimeline("Alerts", firing(cartDown), { legend: "{{alertname}}" })],
      annotations: [annotation("Outage", firing(cartDown), { color: "red" })],
    });
    const text = JSON.stringify(dashboardsOf(compiled(shop)));
    expect(text.match(/ALERTS\{alertname=\\"CartDown\\"/g)).toHaveLength(2);
  });
});

describe("an alert that the environment leaves out", () => {
  test("is an error where its state is read", () => {
    const shop = system("shop", options);
    const cart = shop.service("cart", {});
    const cartDown = shop.alert("CartDown", { ...alert, when: down(cart), only: ["prod"] });
    shop.alert("Probe", {
      ...alert,
      when: firing(cartDown),
    });
    const staging = { ...config.environments.prod! };
    const { diagnostics } = compiled(shop, { environments: { ...config.environments, staging } }, { sources });
    const line =
      readFileSync(import.meta.filename, "utf8")
        .split("\n")
        .indexOf("      when: firing(cartDown),") + 1;
    expect(diagnostics).toMatchObject([
      {
        id: "definition/missing-alert",
        summary: 'the environment "staging" has no alert "CartDown"',
        subject: 'alert "Probe"',
        span: { start: { line } },
      },
    ]);
  });

  test("is undefined, if a circular import left it out", () => {
    expect(() => firing(undefined as never)).toThrow("undefined: check the spelling, or look for a circular import");
  });
});

describe("checks know the labels of an alert", () => {
  const findings = (by?: readonly string[]) => {
    const { shop, cart, cartDown } = createShop();
    const state = firing(cartDown, by === undefined ? {} : { by });
    shop.alert("CartFails", { ...alert, when: errorRatio(cart.http).above(0.05, { whenBusy: 1 }).unless(state) });
    const result = compiled(shop);
    expect(result.diagnostics).toEqual([]);
    const found = checkProject({ config, systems: [shop] }, result, { today: "2026-11-28", findings: allFindings });
    const ofCartFails = found.filter(({ id, subject }) => id.startsWith("promql/") && subject?.includes("CartFails"));
    return ofCartFails.map(({ id, summary }) => `${id}: ${summary}`);
  };

  test("labels that never match", () => {
    expect(findings(["app"])).toEqual([]);
    expect(findings()).toEqual([expect.stringContaining("promql/unmatched-labels: the sides never match")]);
    expect(findings(["pod"])).toEqual([expect.stringContaining("promql/unknown-label: by (pod)")]);
  });
});

test("the alert is evaluated before the rule that reads its state, in one group", () => {
  const { shop, cart, cartDown } = createShop();
  shop.alert("CartFails", {
    ...alert,
    when: errorRatio(cart.http)
      .above(0.05)
      .unless(firing(cartDown, { by: ["app"] })),
  });
  expect(rulesOf(compiled(shop)).groups.map(({ rules }) => rules.map((rule) => "alert" in rule && rule.alert))).toEqual(
    [["CartDown", "CartFails"]],
  );
});

test("a simulation reads what it wrote", () => {
  const { shop, cart } = createShop();
  const fails = shop.alert("CartFails", { ...alert, when: errorRatio(cart.http).above(0.05) });
  shop.alert("FailsForLong", {
    ...alert,
    for: "1m",
    when: promql`time() - ${activeSince(fails, { by: ["app"] })} > 1200 and on (app) ${firing(fails)}`,
    summary: "{{ $labels.app }} fails for {{ $value | humanizeDuration }}",
  });
  const result = compiled(shop);
  expect(result.diagnostics).toEqual([]);
  const store = createStore();
  const version = { major: 3, minor: 5 };
  const period = { start: 0, end: 3_600_000 };
  const failing = traffic(cart.http, { rate: 20, errors: steps({ "0m": 0, "10m": 0.4 }) });
  writeTraffic(store, shop, [failing], [], { ...period, interval: 60_000, version, expressions: [] });
  const rules = result.artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const engine = createRuleEngine({ groups: collectGroups(rules), store, version });
  for (const _ of engine.evaluations({ ...period, step: 60_000 }));
  const fired = engine.transitions.filter(({ to }) => to === "firing");
  expect(fired.map(({ alert: { name }, at }) => `${name} after ${at / 60_000}m`)).toEqual([
    "CartFails after 16m",
    "FailsForLong after 33m",
  ]);
  expect(smoke(result, { today: "2026-11-28" }).diagnostics).toEqual([]);
});
