import { expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { down, eventRatio, fasterThan, uptime } from "../../../src/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { compileShop, config, createShop, rulesOf } from "./shop.js";

test("what SLOs compile to has no findings of its own", () => {
  const { shop, cart } = createShop();
  const runbook = "https://runbooks.example.com/cart";
  const texts = { description: "Requests to the cart succeed.", runbook } as const;
  const availability = eventRatio(cart.http, { by: ["endpoint"] });
  shop.slo("cart-availability", { ...texts, indicator: availability, objective: "99.9%", window: "30d" });
  shop.slo("cart-latency", { ...texts, indicator: fasterThan(cart.http, 0.5), objective: "99%", window: "month" });
  shop.slo("cart-uptime", { ...texts, indicator: uptime(cart), objective: "99%", window: "7d" });
  shop.alert("CartDown", { when: down(cart), for: "2m", severity: "critical", summary: "The cart is down", runbook });
  const compiled = compileShop(shop);
  expect(compiled.diagnostics).toEqual([]);
  const project = { config, systems: [shop as never] };
  const found = checkProject(project, compiled, { today: "2026-06-01", findings: allFindings });
  expect(found.map(({ id, subject, summary }) => [id, subject, summary])).toEqual([
    ["metric/never-used", 'metric "cart_last_backup_timestamp_seconds"', expect.any(String)],
  ]);
});

test("an alert on the burn of a budget links to its dashboard", () => {
  const { shop, cart } = createShop();
  const options = { description: "Fine", indicator: eventRatio(cart.http), objective: "99%", window: "30d" } as const;
  shop.slo("cart-availability", options);
  const { artifacts } = compileShop(shop);
  const dashboard = artifacts.find(({ path }) => path === "prod/shop/dashboards/objectives-of-cart.json");
  const burn = (dashboard?.kind === "grafana dashboard" ? dashboard.panels : []).find(
    ({ data }) => data.title === "Burn rate",
  );
  const rules = artifacts.find(({ path }) => path === "prod/shop/rules/slos.yml");
  const alerts = (rules?.kind === "prometheus rules" ? rules.rules : []).filter(({ kind }) => kind === "alert");
  expect(alerts).toHaveLength(5);
  expect(alerts[0]!.data).toMatchObject({
    annotations: { __dashboardUid__: "shop-objectives-of-cart", __panelId__: String(burn!.data.id) },
  });
});

test("the owner of its alerts is its own, or that of the service that it measures, or the system's", () => {
  const owners = (system: object, own: object, service: object = {}) => {
    const { shop, cart } = createShop(system, service);
    const indicator = eventRatio(cart.http);
    shop.slo("cart-availability", { description: "Fine", indicator, objective: "99%", window: "30d", ...own });
    const rules = rulesOf(compileShop(shop)).flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
    return new Set(rules.flatMap((rule) => ("alert" in rule ? [rule.labels?.owner] : [])));
  };
  expect(owners({}, {})).toEqual(new Set([undefined]));
  expect(owners({ owner: "shop team" }, {})).toEqual(new Set(["shop team"]));
  expect(owners({ owner: "shop team" }, {}, { owner: "cart team" })).toEqual(new Set(["cart team"]));
  expect(owners({ owner: "shop team" }, { owner: "reliability" })).toEqual(new Set(["reliability"]));
});

test.each([
  [{ objective: "99.9" }, '"99.9" is not a valid percentage ("objective")'],
  [{ objective: "100%" }, '"100%" is not a valid percentage ("objective")'],
  [{ owner: 1 }, '"owner" must be a string, not a number'],
  [{ window: "30 days" }, '"30 days" is not a valid value of "window"'],
  [{ window: "fortnight" }, '"fortnight" is not a valid value of "window"'],
  [{ indicator: undefined }, '"indicator" is undefined: check the spelling, or look for a circular import'],
  [{ alerts: { fast: true } }, '"alerts.fast" must be an object or false, not a boolean'],
  [{ alerts: { quick: false } }, 'unknown option "quick" in "alerts"'],
  [{ alerts: { fast: { spent: "2" } } }, '"2" is not a valid percentage ("alerts.fast.spent")'],
])("%o is reported, and is not compiled", (wrong, summary) => {
  const { shop, cart } = createShop();
  const options = { description: "Fine", indicator: eventRatio(cart.http), objective: "99%", window: "30d" } as const;
  shop.slo("cart-availability", { ...options, ...(wrong as object) });
  const { diagnostics } = compileShop(shop);
  expect(diagnostics.map((one) => one.summary)).toEqual([summary]);
});
