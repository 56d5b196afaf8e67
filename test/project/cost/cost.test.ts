import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import {
  type Config,
  counter,
  type Gauge,
  gauge,
  histogram,
  promql,
  scrape,
  summary,
  system,
  timeseries,
  variable,
  window,
} from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { checkBudgets } from "../../../src/project/cost/check-budgets.js";
import { estimateCosts, projectCosts } from "../../../src/project/cost/project-costs.js";
import { renderCost, renderDifference } from "../../../src/project/cost/render-cost.js";
import { SourceFiles } from "../../../src/source/source-files.js";
import { temporaryFolder } from "../temporary-folder.js";

const place = { configPath: "telltale.config.ts", sourceFiles: new SourceFiles(() => undefined) };

const prices = {
  ...{ plan: "Test", asOf: "2026-01-01", fee: 5 },
  series: { included: 10, perThousand: 1000, samplesPerMinute: 1 },
  logs: { included: 1, perGigabyte: 2 },
  traces: { included: 0, perGigabyte: 3 },
};

function estimate(shop: SystemFacts, interval: "1m" | "15s" = "1m", cost: Config["cost"] = { prices }) {
  const environments = { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } }, scrapeInterval: interval } };
  const project = { config: { environments, cost } as const, systems: [shop] };
  return { project, costs: estimateCosts(project, compileProject(project).artifacts) };
}

/** A system of two services with six pods, of which a dashboard reads one metric. */
function build(drop: readonly string[] = []) {
  const shop = system("shop", { labels: { pod: 6 } });
  const cart = shop.service("cart", {
    port: 80,
    orders: counter("orders_total", { help: "Orders", labels: { kind: ["a", "b"], status: 4 } }),
    duration: histogram("duration_seconds", { help: "Duration", buckets: [1, 2] }),
    sizes: summary("sizes_bytes", { help: "Sizes", quantiles: [0.5, 0.9] }),
  });
  shop.service("user", { port: 80, logins: counter("logins_total", { help: "Logins" }) });
  shop.dashboard("Cart", {
    description: "Orders",
    panels: [timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" })],
  });
  shop.collect("compose", {
    jobs: [scrape(cart, { interval: "30s", drop, labels: { pod: "a" } })],
    compose: { components: { prometheus: {} } },
  });
  return shop;
}

const seriesOf = (shop: SystemFacts) =>
  Object.fromEntries(
    estimate(shop).costs[0]!.services.flatMap(({ metrics }) => metrics.map(({ metric, series }) => [metric, series])),
  );

test("a service that another system reads counts once, and what that reads is used", () => {
  const base = system("base", {});
  const kafka = base.service("kafka", {
    lag: gauge("kafka_lag", { help: "Lag", labels: { group: 5 } }),
    brokers: gauge("kafka_brokers", { help: "Brokers" }),
  });
  const shop = system("shop", {});
  shop.service("cart", { size: gauge("cart_size", { help: "Size" }) });
  shop.alert("Lag", { when: promql`max(${kafka.lag}) > 5`, severity: "warning", summary: "…", for: "5m" });
  const environments = { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } };
  const project = { config: { environments }, systems: [base, shop] };
  const costs = estimateCosts(project, compileProject(project).artifacts);
  expect(costs.map(({ services }) => services.map(({ service, series }) => [service, series]))).toEqual([
    [["kafka", 6]],
    [["cart", 1]],
  ]);
  expect(costs.map(({ unused }) => unused.map(({ drop }) => drop))).toEqual([["kafka_brokers"], ["cart_size"]]);
});

test("rule files, dashboards as JSON and choices of variables read metrics, too", () => {
  const shop = system("shop", {});
  const metric = (name: string) => gauge(name, { help: "It", labels: { topic: 3 } });
  const [inRule, inPanel, inJson, inChoice, nowhere] = ["a", "b", "c", "d", "e"].map((name) => metric(`kafka_${name}`));
  const kafka = shop.service("kafka", { inRule, inPanel, inJson, inChoice, nowhere } as { [name: string]: Gauge });
  shop.ruleFile("r", "groups: [{ name: r, rules: [{ record: 'job:a:sum', expr: sum(kafka_a) }] }]");
  const query = 'label_values(kafka_c{topic!=""}, topic)';
  shop.dashboardJson({ title: "J", templating: { list: [{ type: "query", name: "topic", query }] }, panels: [] });
  shop.dashboard("D", {
    variables: [variable.label("topic", kafka.inChoice!, "topic")],
    panels: [timeseries("B", promql`sum(${kafka.inPanel!}) + count(up{topic="$topic"})`, { unit: "short" })],
  });
  const { costs } = estimate(shop);
  expect(costs[0]!.unused.map(({ drop }) => drop)).toEqual(["kafka_e"]);
});

describe("series of a metric", () => {
  test("are all combinations of its labels on all targets, and the parts of a histogram or summary", () => {
    expect(seriesOf(build())).toEqual({
      // Three of the six pods belong to each of the two services.
      orders_total: 3 * 2 * 4,
      duration_seconds: 3 * (2 + 3),
      sizes_bytes: 3 * (2 + 2),
      logins_total: 3,
    });
  });

  test("of an exporter are those of its objects: other labels describe the same ones", () => {
    const shop = system("shop", { labels: {} });
    shop.service("kube", {
      ...{ exporter: true, labels: {} },
      phase: gauge("phase", { help: "Phase", labels: { namespace: 5, pod: 40, phase: ["Running", "Failed"] } }),
    });
    shop.service("hosts", {
      ...{ exporter: true, labels: { instance: 3 } },
      cpu: gauge("cpu", { help: "CPU", labels: { cpu: 8, mode: ["idle", "user"] } }),
    });
    shop.dashboard("Board", { description: "Phases", panels: [timeseries("Phase", promql`phase`, { unit: "short" })] });
    expect(seriesOf(shop)).toEqual({ phase: 40 * 2, cpu: 3 * 8 * 2 });
  });

  test("that a job drops do not count", () => {
    expect(Object.keys(seriesOf(build(["duration_seconds.*", "orders"])))).toEqual([
      "orders_total",
      "sizes_bytes",
      "logins_total",
    ]);
  });

  test("of a service without a selector are written by the store itself", () => {
    const shop = system("shop", { labels: {} });
    shop.service("alerts", {
      ...{ exporter: true, labels: {}, selector: {} },
      fired: gauge("ALERTS", { help: "Alerts" }),
    });
    shop.dashboard("Board", {
      description: "Alerts",
      panels: [timeseries("Alerts", promql`ALERTS`, { unit: "short" })],
    });
    expect(seriesOf(shop)).toEqual({});
  });
});

test("samples a minute are by the interval of the job, or that of the environment", () => {
  const [{ services }] = estimate(build(), "15s").costs as [ReturnType<typeof estimate>["costs"][number]];
  expect(
    services.map(({ service, interval, series, samplesPerMinute }) => [service, interval, series, samplesPerMinute]),
  ).toEqual([
    ["cart", "30s", 51, 102],
    ["user", "15s", 3, 12],
  ]);
});

test("the bill counts the larger of series and samples, beyond what is included", () => {
  const cost = { prices, systems: { shop: { logs: 3, traces: 2 } } };
  const [now] = estimate(build(), "1m", cost).costs;
  // 102 samples of the cart and 3 of the user.
  expect(now!.lines.map(({ item, dollars }) => [item, dollars])).toEqual([
    ["fee", 5],
    ["metrics", 95],
    ["logs", 4],
    ["traces", 6],
  ]);
  expect(now!.dollars).toBe(110);
});

test("a system without rules and dashboards costs, too, and nothing of it is used", () => {
  const shop = system("shop", { labels: { pod: 6 } });
  shop.service("cart", { orders: counter("orders_total", { help: "Orders", labels: { status: 2 } }) });
  const [cost] = estimate(shop).costs;
  expect(cost?.services.map(({ series }) => series)).toEqual([12]);
});

test("what no rule and no dashboard reads is listed with the pattern that drops it", () => {
  const [now] = estimate(build()).costs;
  expect(now!.unused).toEqual([
    { service: "cart", series: 27, drop: "duration_seconds(_bucket|_sum|_count)?|sizes_bytes(_bucket|_sum|_count)?" },
    { service: "user", series: 3, drop: "logins_total" },
  ]);
  const dropped = seriesOf(build([now!.unused[0]!.drop]));
  expect(Object.keys(dropped)).toEqual(["orders_total", "logins_total"]);
  expect(now!.unusedDollars).toBeGreaterThan(0);
});

test("a budget that is exceeded is an error, and one of a system that does not exist", () => {
  const cost = { prices, systems: { shop: { maxSeries: 53, maxDollars: 99.5 }, shpo: { maxSeries: 1 } } };
  const { project, costs } = estimate(build(), "1m", cost);
  const found = (limits: object) => {
    const config = { ...project.config, cost: { ...cost, systems: { shop: limits } } };
    return checkBudgets({ ...project, config }, place, costs).map(({ summary }) => summary);
  };
  expect(checkBudgets(project, place, costs).map(({ id, fix }) => [id, fix])[0]).toEqual([
    "config/wrong-value",
    'did you mean "shop"?',
  ]);
  expect(found({ maxSeries: 53 })).toEqual(["shop in prod has about 54 series, and may have 53"]);
  expect(found({ maxDollars: 99.5 })).toEqual(["shop in prod costs about $100.00 a month, and may cost $99.50"]);
  expect(found({ maxSeries: 54, maxDollars: 100 })).toEqual([]);
});

test("a difference names the metrics that make it, the largest first", () => {
  const before = estimate(build(["duration_seconds.*"])).costs;
  const now = estimate(build(["orders_total"])).costs;
  expect(renderDifference(before, now, "main")).toBe(
    "compared with main:\nshop in prod: −9 series, −$18.00 a month\n  −24 cart: orders_total\n  +15 cart: duration_seconds\n",
  );
  expect(renderDifference(now, now, "main")).toBe("no difference from main\n");
});

test("without prices, an environment outside of Grafana Cloud is compared with it", () => {
  const charged = (environment: Partial<Config["environments"][string]>, cost: Config["cost"] = {}) => {
    const dataSources = { prom: { type: "prometheus", uid: "p" } } as const;
    const project = { config: { environments: { prod: { dataSources, ...environment } }, cost }, systems: [build()] };
    const [bill] = estimateCosts(project, compileProject(project).artifacts);
    return renderCost(bill!).match(/^a month.*$/m)![0];
  };
  const assumed =
    "a month, as Grafana Cloud Pro would charge it by its prices of 2026-05-25 (`cost.prices` takes others):";
  expect(charged({})).toBe(assumed);
  expect(charged({ grafana: { url: "https://shop.example.com/grafana.net/" } })).toBe(assumed);
  const inCloud = "a month, by the prices of Grafana Cloud Pro of 2026-05-25:";
  expect(charged({ grafana: { url: "https://shop.grafana.net" } })).toBe(inCloud);
  expect(charged({ dataSources: { prom: { type: "prometheus", uid: "grafanacloud-prom" } } })).toBe(inCloud);
  expect(charged({}, { prices })).toBe("a month, by the prices of Test of 2026-01-01:");
});

test("chosen environments are estimated alone", async () => {
  const cwd = temporaryFolder({
    "package.json": '{ "type": "module" }',
    "telltale.config.ts": `const dataSources = { prom: { type: "prometheus", uid: "p" } };
export default { environments: { staging: { dataSources }, prod: { dataSources } } };
`,
    "systems/shop.ts": `import { counter, system } from "telltale";
export const shop = system("shop", { labels: {}, environments: { prod: {} } });
export const web = system("web", { labels: {} });
web.service("page", { views: counter("views_total", { help: "Views" }) });
`,
  });
  const estimated = async (environments: readonly string[], chosen?: string) => {
    const result = await projectCosts({ cwd, environments, system: chosen });
    if ("problem" in result) return result.problem;
    if ("diagnostics" in result) return result.diagnostics.map(({ id, fix }) => `${id}: ${fix}`);
    return result.costs.map(({ system: name, environment }) => `${name} in ${environment}`);
  };
  expect(await estimated(["prod"])).toEqual(["shop in prod", "web in prod"]);
  expect(await estimated(["staging"])).toEqual(["web in staging"]);
  expect(await estimated(["staging", "prod"], "web")).toEqual(["web in staging", "web in prod"]);
  expect(await estimated(["staging"], "shop")).toBe('the project has no system "shop" in staging');
  expect(await estimated(["prod"], "shpo")).toBe('the project has no system "shpo"');
  expect(await estimated(["stagin"])).toEqual(['config/unknown-environment: did you mean "staging"?']);
});
