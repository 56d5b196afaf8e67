import { counter, gauge, histogram, perEnvironment, promql, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { Query } from "../../../src/model/expression/query.js";
import { diagnosticsOf, findingsOf, lineOf } from "./project-findings.js";

const onCall = receiver.pagerduty("on-call", { key: secret("KEY") });
const team = receiver.slack("team", { url: secret("URL"), channel: "#team" });
const id = "notification/late-page";

function createShop(pageWithin: "1s" | "5m" | "6m" = "1s") {
  const shop = system("shop", {
    routes: { critical: { to: [onCall, team], groupWait: "10s", pageWithin }, warning: [team] },
  });
  const cart = shop.service("cart", {
    requests: counter("requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    latency: histogram("latency_seconds", { help: "Latency", buckets: [0.1, 1, 5] }),
    waiting: gauge("waiting", { help: "Waiting orders" }),
  });
  return { shop, cart };
}

/** The parts of the time that an alert on an expression needs, without those of every alert. */
function windowOf(when: (cart: ReturnType<typeof createShop>["cart"]) => Query): string {
  const { shop, cart } = createShop();
  shop.alert("Fails", { when: when(cart), severity: "critical", summary: "…" });
  return diagnosticsOf(id, shop)[0]!
    .details!.replace(/^scrape 1m \+ evaluation 1m \+ /, "")
    .replace(/ ?\+? ?group wait 10s = .*$/, "");
}

describe("an alert that pages too late", () => {
  test("is reported with the sum, at its `for`", () => {
    const { shop, cart } = createShop("5m");
    shop.alert("Fails", {
      when: promql`${cart.waiting} > 3`,
      for: "4m",
      severity: "critical",
      summary: "…",
    });
    const [found, ...others] = diagnosticsOf(id, shop);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: 'alert "Fails"',
      summary: "pages 6m10s after the first failure at worst, later than the 5m of its route",
      details: "scrape 1m + evaluation 1m + for 4m + group wait 10s = 6m10s.",
      fix: 'shorten `for`, the window or groupWait by 1m10s, or promise pageWithin: "6m10s"',
    });
    expect(lineOf(found!)).toBe('for: "4m",');
    expect(lineOf({ ...found!, span: found!.related![0]!.span! })).toContain("pageWithin");
  });

  test("unless the route promises no less, or nothing", () => {
    const { shop, cart } = createShop("6m");
    shop.alert("Fails", { when: promql`${cart.waiting} > 3`, for: "3m", severity: "critical", summary: "…" });
    shop.alert("Waits", { when: promql`${cart.waiting} > 2`, for: "1h", severity: "warning", summary: "…" });
    expect(findingsOf(id, shop)).toEqual([]);
  });

  test("or it is that of an SLO, which looks hours back on purpose", () => {
    const { shop, cart } = createShop("5m");
    const labels = { slo_tier: "fast" };
    shop.alert("Burns", { when: promql`${cart.waiting} > 3`, for: "4m", severity: "critical", summary: "…", labels });
    expect(diagnosticsOf(id, shop)).toEqual([]);
  });

  test("or it is intended", () => {
    const { shop, cart } = createShop();
    const allow = { [id]: "nobody must act at once" };
    shop.alert("Fails", { when: promql`${cart.waiting} > 3`, severity: "critical", summary: "…", allow });
    expect(findingsOf(id, shop)).toEqual([]);
  });

  test("in one environment, with its intervals", () => {
    const { shop, cart } = createShop("5m");
    const wait = perEnvironment({ staging: "10m", prod: "1m" });
    shop.alert("Fails", { when: promql`${cart.waiting} > 3`, for: wait, severity: "critical", summary: "…" });
    const dataSources = { metrics: { type: "prometheus", uid: "prom" } } as const;
    const environments = {
      staging: { dataSources, scrapeInterval: "15s", evaluationInterval: "30s" },
      prod: { dataSources },
    } as const;
    expect(findingsOf(id, shop, { environments })).toEqual([
      'alert "Fails": pages 10m55s after the first failure at worst, later than the 5m of its route',
    ]);
  });
});

describe("the part of a window that must fail", () => {
  test.each<[string, (cart: ReturnType<typeof createShop>["cart"]) => Query]>([
    ["", ({ waiting }) => promql`${waiting} > 3`],
    [
      "5% of the last 5m",
      ({ requests }) => promql`sum(rate(${requests.where({ status: "500" })}[5m])) / sum(rate(${requests}[5m])) > 0.05`,
    ],
    [
      "5% of the last 10m",
      ({ requests }) =>
        promql`100 * sum(rate(${requests.where({ status: "500" })}[10m])) / sum(rate(${requests}[10m])) >= 5`,
    ],
    [
      "10% of the last 5m",
      ({ requests }) => promql`0.9 > sum(rate(${requests.where({ status: "200" })}[5m])) / sum(rate(${requests}[5m]))`,
    ],
    [
      "1% of the last 5m",
      ({ latency }) => promql`histogram_quantile(0.99, sum by (le) (rate(${latency.bucket}[5m]))) > 1`,
    ],
    ["window 5m", ({ requests }) => promql`sum(rate(${requests}[5m])) > 3`],
    ["window 5m", ({ requests }) => promql`sum(rate(${requests}[5m])) < 1`],
    ["", ({ requests }) => promql`sum by (job) (increase(${requests.where({ status: "500" })}[5m])) > 0`],
    ["", ({ waiting }) => promql`max_over_time(${waiting}[10m]) > 3`],
    ["window 10m", ({ waiting }) => promql`min_over_time(${waiting}[10m]) > 3`],
    ["window 10m", ({ waiting }) => promql`absent_over_time(${waiting}[10m])`],
    ["window 10m", ({ waiting }) => promql`min_over_time(${waiting}[10m]) > 3 and avg_over_time(${waiting}[5m]) > 3`],
    ["window 5m", ({ waiting }) => promql`min_over_time(${waiting}[10m]) > 3 or avg_over_time(${waiting}[5m]) > 3`],
  ])("is %j", (words, when) => {
    expect(windowOf(when)).toBe(words);
  });
});

test("recording rules in other groups are a step each, and their windows count", () => {
  const { shop, cart } = createShop();
  const group = shop.group("slow", { interval: "2m" });
  const fast = shop.group("fast");
  const all = shop.recordingRule("shop:requests:rate10m", promql`sum(rate(${cart.requests}[10m]))`, { group });
  const twice = shop.recordingRule("shop:requests:twice", promql`2 * ${all}`, { group });
  shop.alert("Fails", { when: promql`${twice} > 3`, for: "90s", severity: "critical", summary: "…", group: fast });
  expect(diagnosticsOf(id, shop)[0]!.details).toBe(
    "scrape 1m + recording rule 2m + evaluation 1m + window 10m + for 1m30s, evaluated after 2m + group wait 10s = 16m10s.",
  );
});

test("a ratio that is recorded is as quick as one that is not", () => {
  const { shop, cart } = createShop();
  const share = shop.recordingRule(
    "shop:errors:ratio5m",
    promql`sum(rate(${cart.requests.where({ status: "500" })}[5m])) / sum(rate(${cart.requests}[5m]))`,
  );
  shop.alert("Fails", { when: promql`${share} > 0.1`, severity: "critical", summary: "…" });
  expect(diagnosticsOf(id, shop)[0]!.details).toBe(
    "scrape 1m + evaluation 1m + 10% of the last 5m + group wait 10s = 2m40s.",
  );
});
