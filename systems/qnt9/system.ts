import { env, perEnvironment, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("QNT9_PAGERDUTY_KEY"), maxPages: 3 });
const team = receiver.slack("team", { url: env("QNT9_SLACK_URL"), channel: "#qnt9-alerts" });

/** The value of the label `app` on the pods of each service. */
export const apps = [
  "auth-service",
  "user-service",
  "watchlist-service",
  "search-service",
  "frontend-service",
] as const;

/** The namespaces of the services and of what collects their telemetry. A crash loop of the collector makes us blind. */
export const namespaces = ["qnt9", "qnt9-monitoring"] as const;

/** QNT9 Stock Recommendation: five FastAPI services on AKS, watched from Grafana Cloud. */
export const qnt9 = system("qnt9", {
  title: "QNT9",
  // Relabelling copies `app` from the label of the pod.
  labels: { app: apps, namespace: ["qnt9"], pod: 15 },
  serviceLabel: "app",
  environments: { staging: {}, prod: {} },
  routes: {
    // Staging wakes nobody.
    critical: {
      to: perEnvironment({ staging: [team], prod: [onCall, team] }),
      groupWait: "10s",
      repeatInterval: "1h",
      pageWithin: "15m",
    },
    warning: [team],
    info: { to: [team], groupWait: "5m", repeatInterval: "1d" },
  },
});
