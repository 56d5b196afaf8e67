import { counter, errorRatio, gauge, http, promql, requestRate, row, stat, system, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { compiled, rulesOf } from "../project.js";

const requests = (name: string) =>
  http({
    requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: 8 } }),
    failed: { status: /5../ },
  });

function shopWith<T>(define: (shop: ReturnType<typeof system>) => T) {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", { http: requests("cart"), queue: gauge("cart_queue", { help: "Orders" }) });
  const search = shop.service("search", { http: requests("search") });
  return { shop, cart, search, made: define(shop) };
}

const alert = { severity: "warning", summary: "…" };

/** The names of the rules of each group. */
function groups({ shop }: { shop: ReturnType<typeof system> }, file: "alerts" | "recording-rules" = "alerts") {
  const result = compiled(shop);
  expect(result.diagnostics).toEqual([]);
  const named = rulesOf(result, file).groups.map(({ name, rules }) => [
    name,
    rules.map((rule) => ("alert" in rule ? rule.alert : rule.record)),
  ]);
  return Object.fromEntries(named) as Record<string, string[]>;
}

describe("the group of a rule", () => {
  test("is that of the only service whose metrics it reads", () => {
    const made = shopWith((shop) => shop);
    made.shop.alert("Hole", { ...alert, when: errorRatio(made.cart.http).above(1) });
    made.shop.alert("Pasted", { ...alert, when: promql`rate(search_requests_total[5m]) > 1` });
    expect(groups(made)).toEqual({ "shop-cart": ["Hole"], "shop-search": ["Pasted"] });
  });

  test("is that of the service behind recording rules, over several steps", () => {
    const made = shopWith((shop) => shop);
    const rate = made.shop.recordingRule("app:cart:rate", requestRate(made.cart.http));
    made.shop.recordingRule("all:cart:rate", promql`sum(${rate})`);
    made.shop.alert("Deep", { ...alert, when: promql`all:cart:rate > 1` });
    expect(groups(made)).toEqual({ "shop-cart": ["Deep"] });
  });

  test("is that of the system if it reads several services, or none", () => {
    const made = shopWith((shop) => shop);
    made.shop.alert("Both", { ...alert, when: promql`${made.cart.queue} > on (app) ${made.search.http.requests}` });
    made.shop.alert("None", { ...alert, when: promql`vector(1)` });
    expect(groups(made)).toEqual({ shop: ["Both", "None"] });
  });

  test("is the explicit one", () => {
    const made = shopWith((shop) => shop);
    const group = made.shop.group("own", { interval: "15s", limit: 3 });
    made.shop.alert("A", { ...alert, when: promql`${made.cart.queue} > 1`, group });
    expect(rulesOf(compiled(made.shop)).groups).toMatchObject([{ name: "own", interval: "15s", limit: 3 }]);
  });

  test("has an interval only if it differs from the default", () => {
    const made = shopWith((shop) => shop);
    const group = made.shop.group("own", { interval: "60s" });
    made.shop.alert("A", { ...alert, when: promql`${made.cart.queue} > 1`, group });
    expect(rulesOf(compiled(made.shop)).groups[0]).not.toHaveProperty("interval");
    const every30s = { defaults: { evaluationInterval: "30s" } } as const;
    expect(rulesOf(compiled(made.shop, every30s)).groups[0]).toHaveProperty("interval", "60s");
  });
});

describe("the order in a group", () => {
  test("is alphabetical", () => {
    const made = shopWith((shop) => shop);
    for (const name of ["B", "C", "A"]) made.shop.alert(name, { ...alert, when: promql`${made.cart.queue} > 1` });
    expect(groups(made)).toEqual({ "shop-cart": ["A", "B", "C"] });
  });

  test("puts a recording rule after those it reads", () => {
    const made = shopWith((shop) => shop);
    made.shop.recordingRule("a:cart", promql`b:cart + c:cart + cart_queue`);
    made.shop.recordingRule("b:cart", promql`sum(c:cart) + sum(cart_queue)`);
    made.shop.recordingRule("c:cart", promql`max(cart_queue)`);
    made.shop.recordingRule("d:cart", promql`min(cart_queue)`);
    expect(groups(made, "recording-rules")).toEqual({ "shop-cart": ["c:cart", "d:cart", "b:cart", "a:cart"] });
  });

  test("is alphabetical for rules that read each other in a cycle", () => {
    const made = shopWith((shop) => shop);
    made.shop.recordingRule("b:cart", promql`a:cart + cart_queue`);
    made.shop.recordingRule("a:cart", promql`b:cart + cart_queue`);
    expect(groups(made, "recording-rules")).toEqual({ "shop-cart": ["a:cart", "b:cart"] });
  });

  test("keeps recording rules and alerts of an explicit group in one file, alerts last", () => {
    const made = shopWith((shop) => shop);
    const group = made.shop.group("own");
    made.shop.alert("A", { ...alert, when: promql`z:cart > 1`, group });
    made.shop.recordingRule("z:cart", promql`sum(cart_queue)`, { group });
    expect(groups(made)).toEqual({ own: ["z:cart", "A"] });
    expect(groups(made, "recording-rules")).toEqual({});
  });
});

describe("the panel that an alert links to", () => {
  const annotations = (define: (made: ReturnType<typeof shopWith>) => void) => {
    const made = shopWith(() => undefined);
    define(made);
    const [rule] = rulesOf(compiled(made.shop)).groups[0]!.rules;
    return (rule as { annotations: Record<string, string> }).annotations;
  };

  test("is the one that shows its signal, on the dashboard that is most about the service", () => {
    const found = annotations(({ shop, cart, search }) => {
      const errors = timeseries("Errors", errorRatio(cart.http));
      shop.dashboard("All", { panels: [errors, timeseries("Search", errorRatio(search.http))] });
      shop.dashboard("Cart", { rows: [row("Traffic", [timeseries("Requests", requestRate(cart.http)), errors])] });
      shop.alert("A", { ...alert, when: errorRatio(cart.http).above(0.1) });
    });
    expect(found).toMatchObject({ __dashboardUid__: "shop-cart", __panelId__: expect.stringMatching(/^\d+$/) });
    expect(found.dashboard_url).toBe("https://grafana.example.com/d/shop-cart/cart");
    expect(found.panel_url).toBe(`${found.dashboard_url}?viewPanel=${found.__panelId__}`);
  });

  test("shows the trend, if one does", () => {
    const panelId = (...order: ("stat" | "lines")[]) =>
      annotations(({ shop, cart }) => {
        const ratio = errorRatio(cart.http);
        const panels = { stat: stat("Now", ratio), lines: timeseries("Errors", ratio) };
        shop.dashboard("Cart", { panels: order.map((name) => panels[name]) });
        shop.alert("A", { ...alert, when: ratio.above(0.1) });
      }).__panelId__;
    expect(panelId("stat", "lines")).toBe(panelId("lines"));
    expect(panelId("lines", "stat")).toBe(panelId("lines"));
    expect(panelId("stat")).not.toBe(panelId("lines"));
  });

  test("is found through a recording rule too", () => {
    const found = annotations(({ shop, cart }) => {
      const recorded = shop.recordingRule("app:cart_errors:ratio", errorRatio(cart.http));
      shop.dashboard("Cart", { panels: [timeseries("Errors", recorded)] });
      shop.alert("A", { ...alert, when: recorded.above(0.1) });
    });
    expect(found.__dashboardUid__).toBe("shop-cart");
  });

  test("is the one that the alert names, or none if it names only a dashboard", () => {
    const define = (named: object) =>
      annotations(({ shop, cart }) => {
        shop.dashboard("Cart", { panels: [timeseries("Queue", promql`${cart.queue}`)] });
        shop.alert("A", { ...alert, when: promql`${cart.queue} > 1`, ...named });
      });
    expect(define({ panel: "Queue" })).toHaveProperty("__panelId__");
    const { __panelId__, __dashboardUid__, dashboard_url } = define({ dashboard: "Cart" });
    expect([__panelId__, __dashboardUid__, dashboard_url]).toEqual([
      undefined,
      undefined,
      "https://grafana.example.com/d/shop-cart/cart",
    ]);
    expect(define({})).toEqual({ summary: "…" });
  });

  test("does not overwrite annotations of the alert", () => {
    const found = annotations(({ shop, cart }) => {
      shop.dashboard("Cart", { panels: [timeseries("Errors", errorRatio(cart.http))] });
      shop.alert("A", {
        ...alert,
        when: errorRatio(cart.http).above(0.1),
        annotations: { dashboard_url: "https://own" },
      });
    });
    expect(found.dashboard_url).toBe("https://own");
  });
});
