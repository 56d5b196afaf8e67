import { env, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("AUTOSERVE_PAGERDUTY_KEY"), maxPages: 3 });
const team = receiver.slack("team", { url: env("AUTOSERVE_SLACK_URL"), channel: "#autoserve-alerts" });

/** The namespaces of the services and of what watches them. */
export const namespaces = ["autoserve-prod", "monitoring"] as const;

/** AutoServe: an API, Celery workers, and a controller that scales both, in Kubernetes. */
export const autoserve = system("autoserve", {
  title: "AutoServe",
  // Pods are discovered, so that each is a target of its own: `job` is the name of its service.
  labels: { job: ["backend", "worker", "ml-controller"], namespace: ["autoserve-prod"], pod: 12 },
  environments: { "autoserve-prod": {} },
  routes: {
    // "Page immediately".
    critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h", pageWithin: "10m" },
    // "Investigate".
    warning: [team],
  },
});
