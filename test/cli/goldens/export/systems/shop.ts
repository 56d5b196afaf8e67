import { counter, receiver, secret, system } from "telltale";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });

export const shop = system("shop", { routes: { page: [team] } });

export const cart = shop.service("cart", {
  orders: counter("cart_orders_total", { help: "Orders placed", labels: { status: ["paid", "failed"] } }),
});
