import { cache, counter, database, gauge, histogram, http, system } from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { createStore, labelOf, nameOf, type Series, type Store } from "../../../src/promql/evaluate/index.js";
import type { SimulationEvent } from "../../../src/simulate/traffic/events.js";
import type { PlannedSeries } from "../../../src/simulate/traffic/planned-series.js";
import { writeTraffic } from "../../../src/simulate/traffic/write-traffic.js";

export const minute = 60_000;
export const version = { major: 3, minor: 5 };

export const shop = system("shop", { labels: { app: 2, namespace: ["shop"], pod: 4 }, serviceLabel: "app" });

export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", {
      help: "Requests",
      labels: { method: 2, status: 6, route: ["/", "/buy"] },
    }),
    failed: { status: /5../ },
    duration: histogram("cart_duration_seconds", { help: "Time", labels: { method: 2 }, buckets: [0.1, 0.5, 1, 2.5] }),
  }),
  proxy: http({
    requests: counter("cart_proxied_total", { help: "Passed on" }),
    failed: counter("cart_proxy_errors_total", { help: "Requests that could not be forwarded" }),
  }),
  prices: cache({
    hits: counter("cart_price_hits_total", { help: "Hits" }),
    misses: counter("cart_price_misses_total", { help: "Misses" }),
    size: gauge("cart_price_size", { help: "Entries" }),
  }),
  db: database({ operations: counter("cart_db_total", { help: "Operations", labels: { table: 2 } }) }),
  items: histogram("cart_items", { help: "Items", buckets: [0, 1, 5, 20] }),
  orders: counter("cart_orders_total", { help: "Orders", labels: { tier: ["free", "pro"] } }),
  open: gauge("cart_open", { help: "Open carts", labels: { tier: ["free", "pro"] } }),
});

export const stock = shop.service("stock", { level: gauge("stock_level", { help: "Pieces" }) });

/** Returns the series of planned traffic, over half an hour by default. */
export function written(
  series: readonly PlannedSeries[],
  events: readonly SimulationEvent[] = [],
  end = 30 * minute,
): Store {
  const store = createStore();
  const system = shop as unknown as SystemFacts;
  writeTraffic(store, system, series, events, { start: 0, end, interval: minute, version, expressions: [] });
  return store;
}

export function named(store: Store, name: string): readonly Series[] {
  return store.all().filter(({ metric }) => nameOf(metric) === name);
}

export function valuesOf({ floatValues, floatCount }: Series): readonly number[] {
  return [...floatValues.slice(0, floatCount)];
}

export const label = (one: Series, name: string): string => labelOf(one.metric, name);

/** Returns the sum of a metric's series at the end. */
export function last(store: Store, name: string): number {
  return named(store, name).reduce((sum, one) => sum + valuesOf(one).at(-1)!, 0);
}
