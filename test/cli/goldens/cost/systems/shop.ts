import { counter, histogram, scrape, system } from "telltale";

export const shop = system("shop", { labels: { pod: 3 } });

export const cart = shop.service("cart", {
  port: 8080,
  orders: counter("cart_orders_total", { help: "Orders placed", labels: { kind: ["new", "again"] } }),
  duration: histogram("cart_duration_seconds", { help: "Time to place an order", buckets: [0.1, 1] }),
  debug: counter("cart_debug_total", { help: "Of use to nobody", labels: { step: 40 }, exporter: true }),
});

export const collection = shop.collect("compose", {
  jobs: [scrape(cart, { labels: { pod: "cart-0" } })],
  compose: { components: { prometheus: {} } },
});
