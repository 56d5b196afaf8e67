import { cadvisor, counter, defineConfig, gauge, promql, type SystemOptions, system } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";

const config = defineConfig({
  environments: {
    prod: {
      dataSources: { one: { type: "prometheus", uid: "a" }, other: { type: "prometheus", uid: "b" } },
      dataSource: "one",
    },
  },
});
const requests = counter("http_requests_total", { help: "Requests served" });
const systemNamed = (name: string, options: SystemOptions = {}) =>
  system(name, { labels: { app: 2, team: 2 }, serviceLabel: "app", ...options });
const findingsOf = (...systems: readonly object[]) =>
  compileProject({ config, systems: systems as readonly SystemFacts[] }).diagnostics;

test("services with one metric name are told apart by their names", () => {
  const shop = systemNamed("shop");
  const jobs = systemNamed("jobs");
  shop.service("api", { requests });
  shop.service("worker", { requests });
  jobs.service("runner", { requests });
  expect(findingsOf(shop, jobs)).toEqual([]);
});

test("selectors that overlap are reported at both services, which name each other", () => {
  const shop = systemNamed("shop");
  const jobs = systemNamed("jobs");
  shop.service("api", { requests });
  jobs.service("worker", { selector: { team: "jobs" }, requests });
  const findings = findingsOf(shop, jobs);
  expect(findings).toMatchObject([
    {
      id: "metric/shared-name",
      severity: "error",
      subject: 'service "api"',
      summary:
        'service "worker" of system "jobs" exposes "http_requests_total", too, and both selectors can match one series',
      related: [{ message: 'service "worker"' }],
    },
    { id: "metric/shared-name", subject: 'service "worker"', related: [{ message: 'service "api"' }] },
  ]);
  expect(findings[0]?.related?.[0]?.span).toEqual(findings[1]?.span);
});

test("services of one name in two systems overlap", () => {
  const [shop, jobs] = [systemNamed("shop"), systemNamed("jobs")];
  shop.service("api", { requests });
  jobs.service("api", { requests });
  expect(findingsOf(shop, jobs).map(({ id }) => id)).toEqual(["metric/shared-name", "metric/shared-name"]);
});

test("an exporter that two systems share is defined once", () => {
  const [shop, jobs] = [systemNamed("shop"), systemNamed("jobs")];
  shop.service("cadvisor", cadvisor());
  jobs.service("cadvisor", cadvisor());
  expect(findingsOf(shop, jobs)[0]?.summary).toBe(
    'service "cadvisor" of system "jobs" exposes "container_cpu_usage_seconds_total" and 21 more, too, and both selectors can match one series',
  );
});

test("systems with data sources of their own do not meet", () => {
  const shop = systemNamed("shop", { environments: { prod: { dataSource: "one" } } });
  const jobs = systemNamed("jobs", { environments: { prod: { dataSource: "other" } } });
  shop.service("api", { requests });
  jobs.service("api", { requests });
  expect(findingsOf(shop, jobs)).toEqual([]);
});

test("systems in different environments do not meet", () => {
  const prod = { dataSources: { one: { type: "prometheus", uid: "a" } } } as const;
  const both = defineConfig({ environments: { staging: prod, prod } });
  const shop = systemNamed("shop", { environments: { staging: {} } });
  const jobs = systemNamed("jobs", { environments: { prod: {} } });
  shop.service("api", { requests });
  jobs.service("api", { requests });
  const everywhere = systemNamed("everywhere");
  everywhere.service("web", { requests, only: ["prod"] });
  everywhere.service("web", { requests, only: ["staging"] });
  const systems = [shop, jobs, everywhere] as unknown as readonly SystemFacts[];
  expect(compileProject({ config: both, systems }).diagnostics).toEqual([]);
});

test("a selector that matches nothing is reported once, at the service", () => {
  const shop = systemNamed("shop", { labels: { app: ["cart-service"] } });
  const cart = shop.service("cart", { requests });
  const misled = shop.service("misled", {
    selector: { ap: "x" } as Record<string, string>,
    orders: gauge("orders", { help: "Orders" }),
  });
  for (const name of ["One", "Other"]) {
    shop.alert(name, {
      when: promql`sum(rate(${cart.requests}[5m])) > 1 and on () sum(${misled.orders}) > 1`,
      for: "5m",
      severity: "warning",
      summary: "many requests",
    });
  }
  const project = { config, systems: [shop] as unknown as readonly SystemFacts[] };
  const compiled = compileProject(project);
  const checked = checkProject(project, compiled, { today: "2026-06-01", findings: allFindings });
  const errors = [...compiled.diagnostics, ...checked].filter(({ severity }) => severity === "error");
  expect(errors.map(({ id }) => id)).toEqual(["definition/selector-value", "definition/selector-label"]);
});
