import { gauge, promql, system } from "telltale";
import { describe, expect, test } from "vitest";
import { defaultTemplate, renderRunbook } from "../../src/compile/index.js";
import { parseTemplate } from "../../src/handlebars/index.js";
import { compiled, rulesOf } from "./project.js";

function defineShop(owner?: string) {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app", ...(owner !== undefined && { owner }) });
  const stock = shop.service("stock", { owner: "Warehouse", articles: gauge("stock_articles", { help: "Articles" }) });
  const cart = shop.service("cart", { dependsOn: [stock], open: gauge("cart_open", { help: "Carts" }) });
  return { shop, stock, cart };
}

const runbook = { meaning: "Something is wrong.", mitigation: ["Mend it."] };
const alert = { severity: "warning", summary: "…", runbook };

/** The labels `owner` of the alerts, by their name. */
function ownersOf(shop: Parameters<typeof compiled>[0]): Readonly<Record<string, string | undefined>> {
  const rules = rulesOf(compiled(shop)).groups.flatMap((group) => group.rules);
  return Object.fromEntries(rules.flatMap((rule) => ("alert" in rule ? [[rule.alert, rule.labels?.owner]] : [])));
}

describe("the owner of an alert", () => {
  test("is its own, or that of the services that it reads, or the system's", () => {
    const { shop, stock, cart } = defineShop("Shop team");
    shop.alert("NoStock", { ...alert, when: promql`sum by (app) (${stock.articles}) == 0` });
    shop.alert("NoCarts", { ...alert, when: promql`sum by (app) (${cart.open}) == 0` });
    shop.alert("Both", { ...alert, when: promql`sum(${stock.articles}) < sum(${cart.open})` });
    shop.alert("Mine", { ...alert, owner: "Me", when: promql`sum(${stock.articles}) == 1` });
    expect(ownersOf(shop)).toEqual({ NoStock: "Warehouse", NoCarts: "Shop team", Both: "Shop team", Mine: "Me" });
  });

  test("is nobody, if none is named", () => {
    const { shop, cart } = defineShop();
    shop.alert("NoCarts", { ...alert, when: promql`sum by (app) (${cart.open}) == 0` });
    expect(ownersOf(shop)).toEqual({ NoCarts: undefined });
  });
});

test("a runbook names the owner, and what the service depends on, with its alerts", () => {
  const { shop, stock, cart } = defineShop("Shop team");
  shop.alert("NoStock", { ...alert, when: promql`sum by (app) (${stock.articles}) == 0` });
  shop.alert("NoCarts", { ...alert, when: promql`sum by (app) (${cart.open}) == 0` });
  const { runbooks } = compiled(shop);
  const place = { root: "/", folder: "/docs/runbooks" };
  const [noCarts, noStock] = runbooks.map((one) => renderRunbook(one, parseTemplate(defaultTemplate), place));
  expect(noCarts).toContain("| Owner | Shop team |");
  expect(noCarts).toContain("- The cause may be in what it depends on: stock ([NoStock](no-stock.md)).");
  expect(noStock).toContain("| Owner | Warehouse |");
  expect(noStock).not.toContain("depends on");
});

test("owners and dependencies of a wrong type are reported", () => {
  const shop = system("shop", { owner: 3 as never });
  shop.service("cart", {
    owner: 4 as never,
    dependsOn: ["stock"] as never,
    open: gauge("cart_open", { help: "Carts" }),
  });
  const { diagnostics } = compiled(shop);
  expect(diagnostics.map(({ id, summary }) => `${id}: ${summary}`).sort()).toEqual([
    'definition/wrong-type: "dependsOn.0" must be a service, not a string',
    'definition/wrong-type: "owner" must be a string, not a number',
    'definition/wrong-type: "owner" must be a string, not a number',
  ]);
});
