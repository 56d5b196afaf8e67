import { expect, test } from "vitest";
import { neverUsed } from "../../../src/check/metric/never-used.js";
import { counter, gauge, histogram, system } from "../../../src/index.js";
import { dashboard, estate, findings, locationText, query, summaries, variable, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", {
  orders: counter("cart_orders_total", { help: "Orders" }),
  duration: histogram("cart_duration_seconds", { help: "Time to answer", buckets: [0.1, 1] }),
  queue: gauge("cart_queue_length", { help: "Waiting orders", allow: { "metric/never-used": "for the next release" } }),
});
shop.service("node", { exporter: true, load: gauge("node_load1", { help: "Load" }) });
const defined = within(shop);

test("an unused metric is reported at its definition: a histogram once, an exporter's never", () => {
  const unused = findings(neverUsed, estate({}, defined));
  expect(unused.map(({ subject }) => subject)).toEqual([
    'metric "cart_orders_total"',
    'metric "cart_duration_seconds"',
    'metric "cart_queue_length"',
  ]);
  expect(locationText(unused[0]!)).toBe("cart_orders_total");
  expect(unused[2]!.allow).toEqual({ "metric/never-used": "for the next release" });
});

test("a histogram is used if any of its series is, also in a dashboard variable", () => {
  const queries = [query("rate(cart_duration_seconds_count[5m])"), query("cart_queue_length")];
  const dashboards = [dashboard({ variables: [variable("job", { query: "label_values(cart_orders_total, job)" })] })];
  expect(summaries(neverUsed, estate({ queries, dashboards }, defined))).toEqual([]);
});
