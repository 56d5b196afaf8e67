import { expect, test } from "vitest";
import { counterWithoutTotal } from "../../../src/check/metric/counter-without-total.js";
import { counter, gauge, histogram, system } from "../../../src/index.js";
import { estate, findings, within } from "../build-subjects.js";

test("a counter ends in _total; the parts of a histogram do not", () => {
  const shop = system("shop", { routes: {} });
  shop.service("cart", {
    orders: counter("cart_orders", { help: "Orders" }),
    payments: counter("cart_payments_total", { help: "Payments" }),
    queue: gauge("cart_queue", { help: "Waiting orders" }),
    duration: histogram("cart_duration_seconds", { help: "Time to answer", buckets: [1] }),
  });
  shop.service("node", { exporter: true, reads: counter("node_reads", { help: "Reads" }) });
  expect(findings(counterWithoutTotal, estate({}, within(shop)))).toMatchObject([
    {
      summary: 'the counter "cart_orders" does not end in _total',
      fix: 'name it "cart_orders_total", if that is exposed; for an exporter that has no suffix, set exporter: true on its service',
      subject: 'metric "cart_orders"',
    },
  ]);
});
