import { receiver, secret, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: secret("QNT9_PAGERDUTY_KEY") });
const team = receiver.slack("team", { url: secret("QNT9_SLACK_URL"), channel: "#qnt9-alerts" });

/** What the pods of each service carry as their label `app`. */
export const apps = [
  "auth-service",
  "user-service",
  "watchlist-service",
  "search-service",
  "frontend-service",
] as const;

/** QNT9 Stock Recommendation: five FastAPI services on AKS, watched from Grafana Cloud. */
export const qnt9 = system("qnt9", {
  title: "QNT9",
  // Collection copies `app` from the label of the pod; nothing else puts it on a series.
  labels: { app: apps, namespace: ["qnt9"], pod: 15 },
  serviceLabel: "app",
  environments: { staging: {}, prod: {} },
  routes: {
    critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h" },
    warning: [team],
    info: { to: [team], groupWait: "5m", repeatInterval: "1d" },
  },
});
