import { expect, test } from "vitest";
import { counter, system } from "../../src/index.js";
import { Fingerprint } from "../../src/mutate/fingerprint.js";
import { steps } from "../../src/simulate/traffic/profile.js";

const shop = system("shop", { labels: { app: ["cart"] }, serviceLabel: "app" });
const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
  orders: counter("cart_orders_total", { help: "Orders", labels: { status: ["200", "500"] } }),
});

test("equal data has equal fingerprints", () => {
  const fingerprint = new Fingerprint();
  const plan = () => [{ rate: steps({ "0m": 1, "5m": 2 }), labels: { status: /5../ } }, undefined, null, -0];
  expect(fingerprint.of(plan())).toBe(fingerprint.of(plan()));
  const others = [0, -0, "0", null, undefined, "null", Number.NaN, [0], { 0: 0 }, /0/, "/0/", { a: 1, b: 2 }, { a: 1 }];
  expect(new Set(others.map((value) => fingerprint.of(value))).size).toBe(others.length);
});

test("definitions are equal only if they are the same, and selected series by what they select", () => {
  const fingerprint = new Fingerprint();
  const selected = (status: "200" | "500") => fingerprint.of(cart.requests.where({ status }));
  expect(selected("500")).toBe(selected("500"));
  expect(selected("500")).not.toBe(selected("200"));
  expect(selected("500")).not.toBe(fingerprint.of(cart.orders.where({ status: "500" })));
  expect(fingerprint.of(cart.requests)).not.toBe(fingerprint.of(cart.orders));
  expect(fingerprint.of(() => 1)).not.toBe(fingerprint.of(() => 1));
});
