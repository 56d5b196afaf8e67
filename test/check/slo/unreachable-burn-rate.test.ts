import { eventRatio, perEnvironment } from "telltale";
import { expect, test } from "vitest";
import { findingsOf } from "../alert/of-alerts.js";
import { cart, defineShop, summariesOf } from "./of-slos.js";

const id = "slo/unreachable-burn-rate";
const indicator = eventRatio(cart.http);

test("more than everything cannot fail", () => {
  expect(summariesOf(id, { indicator, objective: "85%" })).toEqual([
    'error: the alert "fast" can never fire: more than 216 % of the events would have to fail',
  ]);
  expect(summariesOf(id, { indicator, objective: "80%" })).toHaveLength(2);
});

test.each(["93.06%", "99.9%"] as const)("%s leaves room", (objective) => {
  expect(summariesOf(id, { indicator, objective })).toEqual([]);
});

test("the objective of one environment may be too low", () => {
  expect(summariesOf(id, { indicator, objective: perEnvironment({ staging: "90%", prod: "99%" }) })).toHaveLength(1);
  expect(summariesOf(id, { indicator, objective: "90%", alerts: { fast: false } })).toEqual([]);
});

test("an alert of one environment is not left out in the others", () => {
  const { shop, cart } = defineShop();
  const objective = perEnvironment({ staging: "90%", prod: "99.9%" });
  shop.slo("cart", { description: "Fine", window: "30d", indicator: eventRatio(cart.http), objective });
  expect(findingsOf(id, shop).filter((one) => one.id === id)).toMatchObject([
    {
      fix:
        'raise the objective of staging, or define a second SLO with only: ["staging"] and alerts: { fast: false }; ' +
        "in this one, that would leave the alert out everywhere",
    },
  ]);
});
