import {
  type Config,
  counter,
  down,
  errorRatio,
  gauge,
  histogram,
  http,
  latency,
  promql,
  receiver,
  secret,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import type { ServiceDefinition } from "../../../src/model/system/service.js";
import { isInhibited } from "../../../src/routing/route-alert.js";
import { compiled, dashboardsOf, config as project } from "../project.js";

const team = receiver.slack("team", { url: secret("URL"), channel: "#team" });
const runbook = { meaning: "…", mitigation: ["…"] };
const page = { for: "5m", severity: "critical", summary: "{{ $labels.job }}", runbook } as const;

/** Data has a database on a disk; the cart of the shop needs the database, and the page needs the cart. */
function define(
  options: { readonly severity?: "critical" | "warning"; readonly environments?: object } = {},
  config: Partial<Config> = {},
) {
  const routes = { critical: [team], warning: [team] };
  const environments = options.environments as Record<string, object> | undefined;
  const data = system("data", { routes, ...(environments && { environments }) });
  const disk = data.service("disk", { up: gauge("disk_ok", { help: "Ok" }) });
  const database = data.service("database", { dependsOn: [disk] });
  for (const service of [disk, database]) {
    data.alert("ServiceDown", { ...page, when: down(service), severity: options.severity ?? "critical" });
  }
  const shop = system("shop", { routes });
  const serve = (name: string, dependsOn: readonly ServiceDefinition[]) => {
    const requests = counter(`${name}_requests_total`, { help: "Requests", labels: { status: 5 } });
    const duration = histogram(`${name}_duration_seconds`, { help: "Duration", buckets: [0.1, 1] });
    const service = shop.service(name, { dependsOn, http: http({ requests, duration, failed: { status: /5../ } }) });
    const limit = errorRatio(service.http).above(0.05);
    shop.alert("Fails", { ...page, when: limit.orWhile(down(service)) });
    return service;
  };
  const cart = serve("cart", [database]);
  serve("page", [cart]);
  serve("help", []);
  const result = compiled([data, shop], config);
  const found = result.artifacts.filter(({ kind }) => kind === "alertmanager");
  const values = found.map(({ value }) => value as AlertmanagerConfig);
  return {
    ...{ result, values },
    findings: result.diagnostics.filter(({ id }) => id === "definition/dependency-apart"),
    silences: (source: Record<string, string>, target: Record<string, string>) =>
      values.some((value) => isInhibited(value, target, [source], { major: 0, minor: 28 })),
  };
}

const gone = {
  ...{ alertname: "ServiceDown", severity: "critical", job: "database", system: "data", environment: "prod" },
};
const fails = (job: string) => ({
  ...{ alertname: "Fails", severity: "critical", job, system: "shop", environment: "prod" },
});

describe("the outage of a service silences alerts of other systems whose services depend on it", () => {
  test("directly and through others, in the same environment", () => {
    const { silences, findings } = define();
    expect(["cart", "page", "help"].map((job) => silences(gone, fails(job)))).toEqual([true, true, false]);
    expect(silences({ ...gone, job: "disk" }, fails("page"))).toBe(true);
    expect(silences(gone, { ...fails("cart"), environment: "staging" })).toBe(false);
    expect(silences(fails("cart"), gone)).toBe(false);
    expect(findings).toEqual([]);
  });

  test("by labels of their systems, and equal ones that both are proven to have", () => {
    const rules = define().values[0]!.inhibit_rules!.filter(
      ({ target_matchers: [own] = [] }) => own === 'system="shop"',
    );
    expect(rules).toContainEqual({
      source_matchers: ['system="data"', 'alertname="ServiceDown"', 'severity="critical"', 'job="database"'],
      target_matchers: ['system="shop"', 'alertname="Fails"', 'severity="critical"', 'job="cart"'],
      equal: ["environment"],
    });
  });

  test("but not more urgent ones", () => {
    const { silences } = define({ severity: "warning" });
    expect(silences({ ...gone, severity: "warning" }, fails("cart"))).toBe(false);
  });
});

describe("a system may have a service with the name of one of another system", () => {
  const routes = { critical: [team] };

  /** The bakery has an oven of its own, and an alert on one of the two. */
  function silencesOven(watches: "own" | "other", needs: "own" | "other"): boolean {
    const shop = system("shop", { routes });
    const bakery = system("bakery", { routes });
    const ovens = { other: shop.service("oven", {}), own: bakery.service("oven", {}) };
    const age = gauge("bread_age", { help: "Age" });
    const bread = bakery.service("bread", { dependsOn: [ovens[needs]], age });
    bakery.alert("OvenDown", { ...page, when: down(ovens[watches]) });
    bakery.alert("Old", { ...page, when: promql`max by (job) (${bread.age}) > 1` });
    const { artifacts } = compiled([shop, bakery]);
    const origin = { severity: "critical", system: "bakery", environment: "prod" };
    const [old, gone] = [
      { ...origin, alertname: "Old", job: "bread" },
      { ...origin, alertname: "OvenDown", job: "oven" },
    ];
    return artifacts.some(
      ({ kind, value }) =>
        kind === "alertmanager" && isInhibited(value as AlertmanagerConfig, old, [gone], { major: 0, minor: 28 }),
    );
  }

  test("only the outage of the one that is needed silences", () => {
    expect(silencesOven("own", "own")).toBe(true);
    expect(silencesOven("other", "own")).toBe(false);
    expect(silencesOven("other", "other")).toBe(true);
    expect(silencesOven("own", "other")).toBe(false);
  });
});

describe("a note says why an outage silences nothing", () => {
  const apart = (options: Parameters<typeof define>[0], config?: Partial<Config>) => {
    const { silences, findings } = define(options, config);
    expect(silences(gone, fails("cart"))).toBe(false);
    return findings.map(({ severity, summary, details, subject }) => ({ severity, summary, details, subject }));
  };
  const note = {
    ...{ severity: "info", subject: 'service "cart"' },
    summary: 'an outage of "database" of data silences no alert of this service in prod',
  };

  test("if the other system does not run there", () => {
    expect(apart({ environments: {} })).toEqual([
      { ...note, details: "data does not run in this environment, so that no alert there says that it is down." },
    ]);
  });

  test("if the systems have different Alertmanagers", () => {
    const alertmanagers = { own: { environments: Object.keys(project.environments), systems: ["data"] } };
    expect(apart({}, { alertmanagers })).toEqual([
      {
        ...note,
        details: "The alerts of the two systems go to different Alertmanagers, and each silences only its own.",
      },
    ]);
  });
});

test("overview and runbooks show the dependency, on both sides", () => {
  const { result } = define();
  const dependencies = dashboardsOf(result).flatMap(({ uid, panels }) =>
    panels.filter(({ title }) => title === "Dependencies of services").map((panel) => [uid, JSON.stringify(panel)]),
  );
  const shop = dependencies.find(([uid]) => uid === "shop-overview")?.[1];
  expect(shop).toContain("| database (data) |  | cart |");
  expect(shop).toContain("| cart | database (data) | page |");
  const page = result.runbooks.find(({ path }) => path === "shop/fails")!.page;
  expect(page.dependencies.map(({ title, alerts }) => [title, alerts])).toEqual([
    ["cart", [{ title: "Fails", url: "fails.md" }]],
    ["database (data)", [{ title: "ServiceDown", url: "../data/service-down.md" }]],
  ]);
});

test("an overview names the services of other systems that depend on its own", () => {
  const routes = { critical: [team] };
  const shop = system("shop", { routes });
  const requests = counter("cart_requests_total", { help: "Requests", labels: { status: 5 } });
  const duration = histogram("cart_duration_seconds", { help: "Duration", buckets: [0.1, 1] });
  const cart = shop.service("cart", { http: http({ requests, duration, failed: { status: /5../ } }) });
  shop.alert("Slow", { ...page, when: latency(cart.http, 0.95).above(1) });
  const bi = system("bi", { routes });
  const report = bi.service("report", { dependsOn: [cart], age: gauge("report_age", { help: "Age" }) });
  bi.alert("Old", { ...page, when: promql`${report.age} > 1` });
  const overview = dashboardsOf(compiled([shop, bi])).find(({ uid }) => uid === "shop-overview")!;
  expect(JSON.stringify(overview)).toContain("| report (bi) | cart |  |");
});
