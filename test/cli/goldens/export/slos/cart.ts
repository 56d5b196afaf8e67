import { eventRatio, uptime } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const orders = shop.slo("cart-orders", {
  title: "Orders",
  description: "Orders are paid.",
  indicator: eventRatio({ failed: cart.orders.where({ status: "failed" }), of: cart.orders, events: "orders" }),
  objective: shop.perEnvironment({ prod: "99.9%", staging: "95%" }),
  window: "30d",
  alerts: { medium: false },
});

export const up = shop.slo("cart-uptime", {
  description: "The cart is up.",
  indicator: uptime(cart),
  objective: "99%",
  window: "month",
});
