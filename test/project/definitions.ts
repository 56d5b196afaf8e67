import { counter, promql, system } from "../../src/index.js";

/** A small system with one alert. */
export function alertingSystem() {
  const shop = system("shop", { routes: { page: [] } });
  const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
  const alert = shop.alert("NoOrders", {
    when: promql`rate(${cart.orders}[5m]) == 0`,
    severity: "page",
    summary: "Nobody orders",
    labels: { team: "cart" },
  });
  return { system: shop, alert };
}
