import { counter, http, receiver, secret, system } from "telltale";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const onCall = receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") });

export const shop = system("shop", {
  labels: { app: 1, pod: 2 },
  serviceLabel: "app",
  routes: { page: { to: [onCall, team], repeatInterval: "2h" }, ticket: [team] },
});

export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "404", "500"] } }),
    failed: { status: /5../ },
  }),
});
