import {
  counter,
  defineConfig,
  down,
  errorRatio,
  eventRate,
  everyService,
  http,
  kubeStateMetrics,
  logql,
  logStream,
  logs,
  perEnvironment,
  type SystemOptions,
  system,
  timeseries,
  variable,
} from "telltale";
import { expect, test } from "vitest";
import { compileProject, inEnvironment } from "../../src/compile/index.js";
import { resolveSettings } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { runSimulation } from "../../src/simulate/run/simulation.js";
import { traffic } from "../../src/simulate/traffic/traffic.js";
import { dashboardsOf, rulesOf } from "./project.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } } as const;
const config = defineConfig({ environments: { staging: { dataSources }, prod: { dataSources } } });
const requests = counter("http_requests_total", { help: "Requests served", labels: { status: 6 } });
const api = http({ requests, failed: { status: /5../ } });
const app = perEnvironment({ staging: "api-test", prod: "api" });
const shopNamed = (name: string, options: SystemOptions = {}) =>
  system(name, { labels: { app: 3 }, serviceLabel: "app", ...options });

function compile(of: object | readonly object[], environment: string) {
  return compileProject({ config, systems: [of].flat() as SystemFacts[] }, { environments: [environment] });
}

function expressionsOf(of: object, environment: string) {
  const rules = rulesOf(compile(of, environment)).groups.flatMap((group) => group.rules);
  return rules.map(({ expr }) => expr.replace(/\s+/g, " "));
}

const alert = { severity: "warning", summary: "…" } as const;

test("a metric, a ratio, a `where` and `down` select the series that the environment has", () => {
  const shop = shopNamed("shop");
  const service = shop.service("api", { selector: { app }, http: api });
  const kubernetes = shop.service("kube-state-metrics", kubeStateMetrics());
  const status = perEnvironment({ staging: /[45]../, prod: "500" });
  shop.alert("Down", { ...alert, when: down(service, { kubernetes }) });
  shop.alert("Fails", { ...alert, when: errorRatio(service.http).above(0.1) });
  shop.alert("Refuses", { ...alert, when: eventRate(service.http.requests.where({ status })).above(1) });
  expect(expressionsOf(shop, "staging")).toMatchInlineSnapshot(`
    [
      "sum by (app) (up{app="api-test"}) == 0 or sum by (app) (absent(up{app="api-test"})) or label_replace( sum(kube_deployment_status_replicas_available{job="kube-state-metrics", deployment="api-test"}) == 0 and sum(kube_deployment_spec_replicas{job="kube-state-metrics", deployment="api-test"}) > 0, "app", "api-test", "", "" )",
      "( ( sum by (app) (rate(http_requests_total{app="api-test", status=~"5.."}[5m])) or 0 * sum by (app) (rate(http_requests_total{app="api-test"}[5m])) ) / sum by (app) (rate(http_requests_total{app="api-test"}[5m])) ) > 0.1",
      "sum by (app) (rate(http_requests_total{app="api-test", status=~"[45].."}[5m])) > 1",
    ]
  `);
  expect(expressionsOf(shop, "prod")).toMatchInlineSnapshot(`
    [
      "sum by (app) (up{app="api"}) == 0 or sum by (app) (absent(up{app="api"})) or label_replace( sum(kube_deployment_status_replicas_available{job="kube-state-metrics", deployment="api"}) == 0 and sum(kube_deployment_spec_replicas{job="kube-state-metrics", deployment="api"}) > 0, "app", "api", "", "" )",
      "( ( sum by (app) (rate(http_requests_total{app="api", status=~"5.."}[5m])) or 0 * sum by (app) (rate(http_requests_total{app="api"}[5m])) ) / sum by (app) (rate(http_requests_total{app="api"}[5m])) ) > 0.1",
      "sum by (app) (rate(http_requests_total{app="api", status="500"}[5m])) > 1",
    ]
  `);
});

test("of every service, the label of the service is not matched, whatever it is", () => {
  const shop = shopNamed("shop", { labels: { app: 3, zone: 2 } });
  const zone = shop.perEnvironment({ staging: "test", prod: "live" });
  const service = shop.service("api", { selector: { app, zone }, http: api });
  shop.alert("Busy", { ...alert, when: eventRate(everyService(service.http.requests)).above(1) });
  expect(expressionsOf(shop, "prod")).toEqual(['sum by (app) (rate(http_requests_total{zone="live"}[5m])) > 1']);
});

test("variables, logs and signals of one title keep to the environment", () => {
  const shop = shopNamed("shop");
  const service = shop.service("api", {
    selector: { app },
    http: api,
    logs: logStream({ selector: { app }, labels: { app: 3 }, fields: { level: ["ERROR"] } }),
  });
  const code = variable.label("code", service.http.requests, "status");
  shop.dashboard("API", {
    description: "Requests",
    variables: [code],
    panels: [timeseries("Failed", errorRatio(service.http)), logs("Logs", logql`${service.logs}`)],
  });
  for (const [environment, name] of [
    ["staging", "api-test"],
    ["prod", "api"],
  ] as const) {
    const [dashboard] = dashboardsOf(compile(shop, environment));
    const text = JSON.stringify(dashboard);
    expect(text).toContain(`label_values(http_requests_total{app=\\"${name}\\"}, status)`);
    expect(text).toContain(`{app=\\"${name}\\"}`);
    expect(text).toContain(`http_requests_total{app=\\"${name}\\", status=~\\"5..\\"}`);
  }
});

test("services that differ in one environment, but not in the other, are reported for that one", () => {
  const shop = shopNamed("shop");
  shop.service("api", { selector: { app }, requests });
  shop.service("gateway", { selector: { app: "api" }, requests });
  expect(compile(shop, "staging").diagnostics).toEqual([]);
  expect(compile(shop, "prod").diagnostics.map(({ id }) => id)).toEqual(["metric/shared-name", "metric/shared-name"]);
});

test("a missing value, and one that the label never has, are reported once, at the service", () => {
  const shop = shopNamed("shop", { labels: { app: ["api", "api-test"] } });
  const [staging, prod] = ["api-test", "api"];
  const lacking = shop.service("api", { selector: { app: perEnvironment({ staging }) }, api });
  const wrong = shop.service("web", { selector: { app: perEnvironment({ staging: "web", prod }) as never }, requests });
  shop.alert("A", { ...alert, when: eventRate(lacking.api.requests).above(1) });
  shop.alert("B", { ...alert, when: eventRate(wrong.requests).above(1) });
  const errors = (environment: string) =>
    compile(shop, environment)
      .diagnostics.filter(({ id }) => id !== "metric/shared-name")
      .map(({ id, severity, summary, span }) => [id, severity, summary, span !== undefined]);
  expect(errors("staging")).toEqual([["definition/selector-value", "error", 'the label "app" is never "web"', true]]);
  expect(errors("prod")).toEqual([
    ["definition/missing-value", "error", 'the selector\'s "app" has no value for the environment "prod"', true],
  ]);
});

test("a simulation has the labels of the environment", () => {
  const shop = shopNamed("shop");
  const service = shop.service("api", { selector: { app }, http: api });
  const status = shop.perEnvironment({ staging: "500", prod: "503" });
  shop.alert("Fails", { ...alert, when: eventRate(service.http.requests.where({ status })).above(1) });
  const fired = (["staging", "prod"] as const).map((environment) => {
    const { artifacts } = compile(shop, environment);
    const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
    const settings = resolveSettings(config, environment);
    const facts = inEnvironment(shop as unknown as SystemFacts, environment, []);
    const series = [traffic(service.http.requests.where({ status }), { rate: 5 })];
    const run = runSimulation({ system: facts, rules, settings, series, events: [], start: 0, length: 1_200_000 });
    return run.alerts.map(({ labels }) => labels.app);
  });
  expect(fired).toEqual([["api-test"], ["api"]]);
});
