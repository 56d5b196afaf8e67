import { expect, test } from "vitest";
import { unboundedLabel } from "../../../src/check/metric/unbounded-label.js";
import { counter, system } from "../../../src/index.js";
import { estate, findings, within } from "../build-subjects.js";

function findingsFor(label: string) {
  const shop = system("shop", { labels: { id: 3 }, routes: {} });
  shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders", labels: { [label]: 10 } }) });
  return findings(unboundedLabel, estate({}, within(shop))).map(({ summary }) => summary);
}

test.each(["user_id", "request_id", "trace_id", "email", "client_ip", "UserID"])("%s is unbounded", (label) => {
  expect(findingsFor(label)).toEqual([`the label "${label}" of "cart_orders_total" is unbounded`]);
});

test.each(["tier", "status", "pod", "app_id", "valid"])("%s has", (label) => {
  expect(findingsFor(label)).toEqual([]);
});
