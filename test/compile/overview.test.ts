import {
  cadvisor,
  counter,
  errorRatio,
  gauge,
  histogram,
  http,
  kubeStateMetrics,
  latency,
  promql,
  requestRate,
  type System,
  stat,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import type { Dashboard, Panel } from "../../src/formats/grafana/types.js";
import { allFindings } from "../../src/project/all-findings.js";
import { compiled, config, dashboardsOf } from "./project.js";

const requestsOf = (name: string) =>
  http({
    requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: 5 } }),
    failed: { status: /5../ },
    duration: histogram(`${name}_duration_seconds`, { help: "Duration", buckets: [0.1, 1, 2] }),
  });

function newShop(options: { readonly overview?: boolean } = {}) {
  const shop = system("shop", {
    title: "Shop",
    labels: { app: 3, namespace: ["shop"], pod: 10 },
    serviceLabel: "app",
    ...options,
  });
  const cart = shop.service("cart", { http: requestsOf("cart") });
  const pay = shop.service("pay", { bank: requestsOf("bank"), http: requestsOf("pay") });
  return { shop, cart, pay };
}

function overviewOf(shop: System): Dashboard | undefined {
  const result = compiled(shop);
  expect(result.diagnostics).toEqual([]);
  return dashboardsOf(result).find(({ uid }) => uid === "shop-overview");
}

function panel({ panels }: Dashboard, title: string): Panel {
  return panels.find((one) => one.title === title) as Panel;
}

const expressions = (found: Panel) => found.targets?.map(({ expr }) => String(expr).replace(/\s+/g, " ")) ?? [];
const columns = (found: Panel) => {
  const organize = found.transformations!.find(({ id }) => id === "organize")!;
  return Object.values((organize.options as { renameByName: Record<string, string> }).renameByName);
};
const thresholds = (found: Panel, column: string) => {
  const override = found.fieldConfig?.overrides.find(({ matcher }) => matcher.options === column);
  return override?.properties.find(({ id }) => id === "thresholds")?.value;
};

describe("a system with services that answer requests has an overview", () => {
  test("of their requests, errors, latency, targets and alerts", () => {
    const { shop, cart } = newShop();
    const texts = { for: "5m", severity: "critical", summary: "{{ $labels.app }} fails" } as const;
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05) });
    const overview = overviewOf(shop)!;
    expect(overview).toMatchObject({ title: "Overview", tags: ["shop", "overview"] });
    const services = panel(overview, "Services");
    expect(columns(services)).toEqual(["Service", "Alerts", "Up", "Missing", "Requests", "Errors", "p95"]);
    const [alerts, up, missing, rate] = expressions(services);
    expect(up).toBe('sum by (app) (up{app=~"cart|pay", namespace="shop"})');
    expect(alerts).toBe(`count by (app) (ALERTS{alertstate="firing", system="shop", app=~"cart|pay"}) or 0 * ${up}`);
    expect(missing).toBe(`count by (app) (up{app=~"cart|pay", namespace="shop"} == 0) or 0 * ${up}`);
    const rateOf = (name: string) =>
      `sum by (app) (rate(${name}_requests_total{app="${name}", namespace="shop"}[$__rate_interval]))`;
    expect(rate).toBe(`max by (app) ( ${rateOf("cart")} or ${rateOf("pay")} )`);
    expect(panel(overview, "Firing alerts").fieldConfig?.defaults.noValue).toBe("No alert fires");
    expect(overview.panels.map(({ title }) => title)).toEqual([
      ...["Now", "Services", "Firing alerts", "Over time"],
      ...["Requests", "Errors", "95th percentile"],
    ]);
  });

  test("that shows what alerts fire on: recorded series, and limits that all alerts share", () => {
    const { shop, cart, pay } = newShop();
    const recorded = shop.recordingRule("app:cart_requests:rate5m", requestRate(cart.http), { window: "5m" });
    const fields = { for: "5m", severity: "critical", summary: "{{ $labels.app }}" } as const;
    shop.alert("Busy", { ...fields, when: recorded.above(100) });
    shop.alert("CartFails", { ...fields, when: errorRatio(cart.http).above(0.05) });
    shop.alert("PayFails", { ...fields, when: errorRatio(pay.http).above(0.05) });
    shop.alert("CartIsSlow", { ...fields, when: latency(cart.http, 0.95).above(1) });
    shop.alert("PayIsSlow", { ...fields, when: latency(pay.http, 0.95).above(2) });
    const overview = overviewOf(shop)!;
    const services = panel(overview, "Services");
    expect(expressions(services)[3]).toContain('app:cart_requests:rate5m{app="cart"} or sum by (app)');
    expect(thresholds(services, "Errors")).toMatchObject({
      steps: [{ color: "transparent" }, { value: 0.025, color: "yellow" }, { value: 0.05, color: "red" }],
    });
    expect(thresholds(services, "p95")).toBeUndefined();
    expect(panel(overview, "Errors").fieldConfig?.defaults.thresholds?.steps).toMatchObject([{}, { value: 0.05 }]);
  });

  test("with missing replicas and memory, where Kubernetes is watched", () => {
    const { shop } = newShop();
    shop.service("kube-state-metrics", kubeStateMetrics({ nodes: 1, pods: 5 }));
    shop.service("cadvisor", cadvisor({ nodes: 1, pods: 5 }));
    const overview = overviewOf(shop)!;
    const services = panel(overview, "Services");
    expect(columns(services)).toContain("Memory");
    const [, missing, , , , memory] = expressions(services);
    expect(missing).toContain(
      'kube_deployment_spec_replicas{job="kube-state-metrics", deployment=~"cart|pay", namespace="shop"}',
    );
    expect(memory).toContain('pod=~"(cart|pay)-.+"');
    expect(memory).toContain('"app", "$1", "pod", "(cart|pay)-.+"');
    expect(panel(overview, "Memory").gridPos).toMatchObject({ w: 12 });
  });

  test("whose services lead to their dashboards, if these have the names of the services", () => {
    const link = (shop: System) =>
      panel(overviewOf(shop)!, "Services")
        .fieldConfig?.overrides.flatMap(({ properties }) => properties)
        .find(({ id }) => id === "links")?.value;
    const { shop } = newShop();
    shop.dashboard("Cart", {});
    expect(link(shop)).toBeUndefined();
    shop.dashboard("Pay", {});
    expect(link(shop)).toMatchObject([{ url: "/d/shop-${__value.raw}?${__url_time_range}" }]);
  });

  test("with what services need and are needed by, in its environment", () => {
    const { shop, cart, pay } = newShop();
    const queue = gauge("queue_length", { help: "…", unit: "short" });
    const bank = system("bank", { title: "Bank" }).service("ledger", { queue });
    const environments = { ...config.environments, staging: config.environments.prod! };
    const cache = shop.service("cache", { exporter: true, only: ["staging"], queue });
    shop.service("search", {
      selector: { app: "search-api" },
      dependsOn: [pay, cart, cache],
      http: requestsOf("search"),
    });
    shop.service("refunds", { dependsOn: [pay, bank], queue: gauge("refunds", { help: "…", unit: "short" }) });
    const found = dashboardsOf(compiled(shop, { environments })).filter(({ uid }) => uid === "shop-overview");
    const tables = found.map((one) => (panel(one, "Dependencies of services").options as { content: string }).content);
    const head = ["| Service | Needs | Needed by |", "|---|---|---|"];
    const ownRows = [
      "| cart |  | search-api |",
      "| ledger (bank) |  | refunds |",
      "| pay |  | refunds, search-api |",
      "| refunds | ledger (bank), pay |  |",
    ];
    expect(tables.map((content) => content.trim().split("\n"))).toEqual([
      [...head, ...ownRows, "| search-api | cart, pay |  |"],
      [...head, "| cache |  | search-api |", ...ownRows, "| search-api | cache, cart, pay |  |"],
    ]);
    const titles = found[0]!.panels.map(({ title }) => title);
    expect(titles.slice(0, 5)).toEqual([
      "Now",
      "Services",
      "Firing alerts",
      "Dependencies",
      "Dependencies of services",
    ]);
    const checked = checkProject({ config, systems: [shop] }, compiled(shop), {
      today: "2026-01-01",
      findings: allFindings,
    });
    expect(checked.filter(({ subject }) => subject?.includes("Overview"))).toEqual([]);
  });

  test("without the service of alerts, if no alert has its label", () => {
    const { shop } = newShop();
    shop.alert("Down", {
      when: promql`count(up) == 0`,
      for: "5m",
      severity: "critical",
      summary: "Everything is down",
    });
    const overview = overviewOf(shop)!;
    expect(columns(panel(overview, "Services"))).not.toContain("Alerts");
    expect(columns(panel(overview, "Firing alerts"))).toEqual(["Severity", "Alert"]);
    const checked = checkProject({ config, systems: [shop] }, compiled(shop), {
      today: "2026-01-01",
      findings: allFindings,
    });
    expect(checked.filter(({ subject }) => subject?.includes("Overview"))).toEqual([]);
  });

  test("with services that lack the service label, and that answer no requests", () => {
    const { shop } = newShop();
    const queue = gauge("queue_length", { help: "…", unit: "short" });
    shop.service("worker", { labels: { pod: 3 }, selector: { job: "worker" }, queue });
    const [up, , rate] = expressions(panel(overviewOf(shop)!, "Services"));
    expect(up).toContain('label_replace(up{job="worker"}, "app", "worker", "", "")');
    expect(rate).not.toContain("worker");
  });
});

describe("there is no generated overview", () => {
  test("if the system wants none", () => {
    expect(overviewOf(newShop({ overview: false }).shop)).toBeUndefined();
  });

  test("in the place of its own", () => {
    const { shop } = newShop();
    shop.dashboard("Overview", { description: "Ours", panels: [stat("Up", promql`sum(up)`)] });
    expect(overviewOf(shop)).toMatchObject({ description: "Ours" });
    const named = newShop().shop;
    named.dashboard("Start here", { key: "overview", description: "Ours, too" });
    expect(overviewOf(named)).toMatchObject({ description: "Ours, too" });
  });

  test("without services that answer requests", () => {
    const shop = system("shop", {});
    shop.service("worker", { queue: gauge("queue_length", { help: "…", unit: "short" }) });
    expect(overviewOf(shop)).toBeUndefined();
  });

  test("without a data source of metrics", () => {
    const { shop } = newShop();
    const bare = { ...config, environments: { prod: { dataSources: {} } } };
    const { artifacts, diagnostics } = compileProject({ config: bare, systems: [shop] });
    expect([artifacts.filter(({ kind }) => kind === "grafana dashboard"), diagnostics]).toEqual([[], []]);
  });
});

describe("every dashboard leads to the overview and to the others of its system", () => {
  const linksOf = (shop: System, uid: string) =>
    dashboardsOf(compiled(shop))
      .find((one) => one.uid === uid)
      ?.links?.map(({ title, url, tags, asDropdown, keepTime, includeVars }) => {
        return { title, to: url === "" ? tags : url, asDropdown, keeps: keepTime && includeVars };
      });
  const toOverview = { title: "Overview", to: "/d/shop-overview", asDropdown: false, keeps: true };
  const toOthers = { title: "Shop", to: ["shop"], asDropdown: true, keeps: true };

  test("around its own links", () => {
    const { shop } = newShop();
    shop.dashboard("Cart", { links: ["Pay"] });
    shop.dashboard("Pay", {});
    expect(linksOf(shop, "shop-cart")).toMatchObject([toOverview, { title: "Pay" }, toOthers]);
    expect(linksOf(shop, "shop-overview")).toEqual([{ ...toOthers, asDropdown: false }]);
  });

  test("unless it does so itself, or wants no links", () => {
    const { shop } = newShop();
    shop.dashboard("Cart", {
      links: [
        { title: "All", tag: "shop" },
        { dashboard: "Overview", title: "Back" },
      ],
    });
    shop.dashboard("Pay", { navigation: false });
    expect(linksOf(shop, "shop-cart")?.map(({ title }) => title)).toEqual(["All", "Back"]);
    expect(linksOf(shop, "shop-pay")).toEqual([]);
  });

  test("unless it is the only one", () => {
    const { shop } = newShop({ overview: false });
    shop.dashboard("Cart", {});
    expect(linksOf(shop, "shop-cart")).toEqual([]);
  });
});
