import { counter, errorRatio, http, receiver, requestRate, secret, system } from "telltale";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });

export const shop = system("shop", { routes: { page: [team] } });

export const cart = shop.service("cart", {
  orders: counter("cart_orders_total", { help: "Orders placed", labels: { status: ["paid", "failed"] } }),
  http: http({
    requests: counter("cart_http_requests_total", { help: "Requests", labels: { status: 5 } }),
    failed: { status: /(?!2)../ },
  }),
});

export const requests = shop.recordingRule("job:cart_http_requests:rate5m", requestRate(cart.http));
export const errors = shop.recordingRule("job:cart_http_errors:ratio_rate5m", errorRatio(cart.http));
export const worst = shop.recordingRule("all:cart_http_errors:ratio_rate5m", errorRatio(cart.http));
