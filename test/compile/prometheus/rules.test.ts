import {
  type Condition,
  counter,
  errorRatio,
  gauge,
  http,
  promql,
  type Query,
  requestRate,
  row,
  stat,
  system,
  timeseries,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import { compiled, rulesOf } from "../project.js";

const requests = (name: string) =>
  http({
    requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: 8 } }),
    failed: { status: /5../ },
  });

function defineShop() {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    http: requests("cart"),
    queue: gauge("cart_queue", { help: "Orders" }),
    stock: gauge("cart_stock", { help: "Articles", labels: { pod: 9, zone: ["a", "b"] } }),
  });
  const search = shop.service("search", { http: requests("search") });
  return { shop, cart, search };
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
    const fixture = defineShop();
    fixture.shop.alert("Hole", { ...alert, when: errorRatio(fixture.cart.http).above(1) });
    fixture.shop.alert("Pasted", { ...alert, when: promql`rate(search_requests_total[5m]) > 1` });
    expect(groups(fixture)).toEqual({ "shop-cart": ["Hole"], "shop-search": ["Pasted"] });
  });

  test("is that of the service behind recording rules, over several steps", () => {
    const fixture = defineShop();
    const rate = fixture.shop.recordingRule("app:cart:rate", requestRate(fixture.cart.http));
    fixture.shop.recordingRule("all:cart:rate", promql`sum(${rate})`);
    fixture.shop.alert("Deep", { ...alert, when: promql`all:cart:rate > 1` });
    expect(groups(fixture)).toEqual({ "shop-cart": ["app:cart:rate", "all:cart:rate", "Deep"] });
  });

  test("is shared by rules that build on one another, though they are about several services", () => {
    const fixture = defineShop();
    const cart = fixture.shop.recordingRule("app:cart:rate", requestRate(fixture.cart.http));
    const search = fixture.shop.recordingRule("app:search:rate", requestRate(fixture.search.http));
    fixture.shop.recordingRule("app:search:max", promql`max(search_requests_total)`);
    fixture.shop.alert("Both", { ...alert, when: promql`${cart} > on (app) ${search}` });
    fixture.shop.alert("Other", { ...alert, when: promql`${fixture.cart.queue} > 1` });
    expect(groups(fixture)).toEqual({ shop: ["app:cart:rate", "app:search:rate", "Both"], "shop-cart": ["Other"] });
    expect(groups(fixture, "recording-rules")).toEqual({ "shop-search": ["app:search:max"] });
  });

  test("is the explicit one of a rule that it builds on, or that builds on it", () => {
    const fixture = defineShop();
    const group = fixture.shop.group("own");
    const rate = fixture.shop.recordingRule("app:cart:rate", requestRate(fixture.cart.http), { group });
    const ratio = fixture.shop.recordingRule("app:cart:ratio", errorRatio(fixture.cart.http));
    fixture.shop.alert("Reader", { ...alert, when: rate.above(1) });
    fixture.shop.alert("Grouped", { ...alert, when: ratio.above(1), group });
    expect(groups(fixture)).toEqual({ own: ["app:cart:rate", "app:cart:ratio", "Grouped", "Reader"] });
  });

  test("stays the explicit one, though the rule that it reads has another, and is reported", () => {
    const fixture = defineShop();
    const first = fixture.shop.group("first");
    const rate = fixture.shop.recordingRule("app:cart:rate", requestRate(fixture.cart.http), { group: first });
    fixture.shop.alert("A", { ...alert, when: rate.above(1), group: fixture.shop.group("second") });
    expect(groups(fixture)).toEqual({ second: ["A"] });
    expect(groups(fixture, "recording-rules")).toEqual({ first: ["app:cart:rate"] });
  });

  test("is shared with an alert whose state a rule reads, which is evaluated before it", () => {
    const fixture = defineShop();
    fixture.shop.alert("Z", { ...alert, when: promql`${fixture.cart.queue} > 1` });
    fixture.shop.alert("A", { ...alert, when: promql`ALERTS{alertname="Z"} and on () search_requests_total > 1` });
    fixture.shop.recordingRule("all:firing:count", promql`count(ALERTS{alertname="Z"})`);
    fixture.shop.recordingRule("all:cart:sum", promql`sum(cart_queue)`);
    expect(groups(fixture)).toEqual({ shop: ["Z", "all:firing:count", "A"] });
    expect(groups(fixture, "recording-rules")).toEqual({ "shop-cart": ["all:cart:sum"] });
  });

  test("is that of the system if it reads several services, or none", () => {
    const fixture = defineShop();
    fixture.shop.alert("Both", {
      ...alert,
      when: promql`${fixture.cart.queue} > on (app) ${fixture.search.http.requests}`,
    });
    fixture.shop.alert("None", { ...alert, when: promql`vector(1)` });
    expect(groups(fixture)).toEqual({ shop: ["Both", "None"] });
  });

  test("is the explicit one", () => {
    const fixture = defineShop();
    const group = fixture.shop.group("own", { interval: "15s", limit: 3 });
    fixture.shop.alert("A", { ...alert, when: promql`${fixture.cart.queue} > 1`, group });
    expect(rulesOf(compiled(fixture.shop)).groups).toMatchObject([{ name: "own", interval: "15s", limit: 3 }]);
  });

  test("has an interval only if it differs from the default", () => {
    const fixture = defineShop();
    const group = fixture.shop.group("own", { interval: "60s" });
    fixture.shop.alert("A", { ...alert, when: promql`${fixture.cart.queue} > 1`, group });
    expect(rulesOf(compiled(fixture.shop)).groups[0]).not.toHaveProperty("interval");
    const every30s = { defaults: { evaluationInterval: "30s" } } as const;
    expect(rulesOf(compiled(fixture.shop, every30s)).groups[0]).toHaveProperty("interval", "60s");
  });
});

describe("the order in a group", () => {
  test("is alphabetical", () => {
    const fixture = defineShop();
    for (const name of ["B", "C", "A"]) fixture.shop.alert(name, { ...alert, when: promql`${fixture.cart.queue} > 1` });
    expect(groups(fixture)).toEqual({ "shop-cart": ["A", "B", "C"] });
  });

  test("puts a recording rule after those it reads", () => {
    const fixture = defineShop();
    fixture.shop.recordingRule("a:cart", promql`b:cart + c:cart + cart_queue`);
    fixture.shop.recordingRule("b:cart", promql`sum(c:cart) + sum(cart_queue)`);
    fixture.shop.recordingRule("c:cart", promql`max(cart_queue)`);
    fixture.shop.recordingRule("d:cart", promql`min(cart_queue)`);
    expect(groups(fixture, "recording-rules")).toEqual({ "shop-cart": ["c:cart", "d:cart", "b:cart", "a:cart"] });
  });

  test("is alphabetical for rules that read each other in a cycle", () => {
    const fixture = defineShop();
    fixture.shop.recordingRule("b:cart", promql`a:cart + cart_queue`);
    fixture.shop.recordingRule("a:cart", promql`b:cart + cart_queue`);
    expect(groups(fixture, "recording-rules")).toEqual({ "shop-cart": ["a:cart", "b:cart"] });
  });

  test("keeps recording rules and alerts of an explicit group in one file, alerts last", () => {
    const fixture = defineShop();
    const group = fixture.shop.group("own");
    fixture.shop.alert("A", { ...alert, when: promql`z:cart > 1`, group });
    fixture.shop.recordingRule("z:cart", promql`sum(cart_queue)`, { group });
    expect(groups(fixture)).toEqual({ own: ["z:cart", "A"] });
    expect(groups(fixture, "recording-rules")).toEqual({});
  });
});

describe("the panel that an alert links to", () => {
  const annotations = (define: (fixture: ReturnType<typeof defineShop>) => void) => {
    const fixture = defineShop();
    define(fixture);
    const rule = rulesOf(compiled(fixture.shop)).groups[0]!.rules.find((one) => "alert" in one);
    return (rule as { annotations: Record<string, string> }).annotations;
  };

  test("is the one that shows its signal, on the dashboard that is most about the service", () => {
    const linked = annotations(({ shop, cart, search }) => {
      const errors = timeseries("Errors", errorRatio(cart.http));
      shop.dashboard("All", { panels: [errors, timeseries("Search", errorRatio(search.http))] });
      shop.dashboard("Cart", { rows: [row("Traffic", [timeseries("Requests", requestRate(cart.http)), errors])] });
      shop.alert("A", { ...alert, when: errorRatio(cart.http).above(0.1) });
    });
    expect(linked).toMatchObject({ __dashboardUid__: "shop-cart", __panelId__: expect.stringMatching(/^\d+$/) });
    expect(linked.dashboard_url).toBe("https://grafana.example.com/d/shop-cart/cart");
    expect(linked.panel_url).toBe(`${linked.dashboard_url}?viewPanel=${linked.__panelId__}`);
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

  test("is found through a recording rule, too", () => {
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
    expect(define({})).toEqual({ summary: "…", value: expect.any(String) });
  });

  test("is opened with the labels of the alert as variables", () => {
    const link = (when: (cart: ReturnType<typeof defineShop>["cart"]) => Query | Condition) =>
      annotations(({ shop, cart }) => {
        const pod = variable.label("instance of cart", cart.stock, "pod");
        const zone = variable.label("zone", cart.stock, "zone");
        const stock = timeseries("Stock", promql`sum by (pod) (${cart.stock.where({ pod, zone })})`);
        shop.dashboard("Cart", { variables: [zone, pod, variable.text("text", "")], panels: [stock] });
        shop.alert("A", { ...alert, when: when(cart), dashboard: "Cart", panel: "Stock" });
      });
    const address = "https://grafana.example.com/d/shop-cart/cart";
    const { panel_url, dashboard_url, __panelId__ } = link(({ stock }) => promql`${stock.where({ zone: "a" })} > 1`);
    const zoneAndPod = `var-zone={{ $labels.zone | urlquery }}&{{ with $labels.pod }}var-instance%20of%20cart={{ . | urlquery }}{{ end }}`;
    expect(dashboard_url).toBe(`${address}?${zoneAndPod}`);
    expect(panel_url).toBe(`${address}?viewPanel=${__panelId__}&${zoneAndPod}`);
    // Labels that the expression aggregates away, or that nobody declares, are no variables.
    expect(link(({ stock }) => promql`sum(${stock}) > 1`).dashboard_url).toBe(address);
    expect(link(() => promql`foreign_metric > 1`).dashboard_url).toBe(address);
  });

  test("is opened with labels that a recording rule keeps", () => {
    const { panel_url } = annotations(({ shop, cart }) => {
      const recorded = shop.recordingRule("pod:cart_stock:max", promql`max by (pod) (${cart.stock})`);
      const pod = variable.label("pod", cart.stock, "pod");
      shop.dashboard("Cart", { variables: [pod], panels: [timeseries("Stock", promql`${recorded}`)] });
      shop.alert("A", { ...alert, when: promql`${recorded} > 1`, dashboard: "Cart", panel: "Stock" });
    });
    expect(panel_url).toMatch(
      /\?viewPanel=\d+&\{\{ with \$labels\.pod \}\}var-pod=\{\{ \. \| urlquery \}\}\{\{ end \}\}$/,
    );
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
