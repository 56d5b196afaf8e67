import { scrape } from "telltale";
import { auth } from "./auth.js";
import { collector } from "./collector.js";
import { frontend } from "./frontend.js";
import { containers, kubernetes, volumes } from "./kubernetes.js";
import { search } from "./search.js";
import { qnt9 } from "./system.js";
import { user } from "./user.js";
import { watchlist } from "./watchlist.js";

// Python's client exposes when each counter and histogram was created, as series of their own. Nobody reads them.
const service = { drop: [".*_created"] } as const;

const alloy = {
  labels: { app: "grafana-agent" },
  requests: { cpu: "100m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
} as const;

/** Alloy in the cluster, which sends everything to Grafana Cloud. */
export const collection = qnt9.collect("kubernetes", {
  jobs: [
    scrape(auth, service),
    scrape(user, service),
    scrape(watchlist, service),
    scrape(search, service),
    scrape(frontend, service),
    scrape(collector),
    scrape(kubernetes, { honorLabels: true }),
    scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
    scrape(volumes, { from: "kubelet" }),
  ],
  kubernetes: {
    namespace: "qnt9-monitoring",
    secret: "grafana-cloud-secrets",
    // The address that the services send their traces to.
    service: "grafana-agent",
    components: {
      alloy,
      "alloy-singleton": alloy,
      "alloy-sampler": alloy,
      "kube-state-metrics": {
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { cpu: "200m", memory: "256Mi" },
      },
    },
    logs: { drop: { level: ["DEBUG"] } },
    // HighLatency fires at 2 s.
    traces: { slowerThan: "2s", percentage: 10, without: ["/health", "/metrics"] },
  },
});
