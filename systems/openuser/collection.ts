import { scrape } from "telltale";
import { api } from "./api.js";
import { hosts, postgres, redis } from "./infrastructure.js";
import { alertmanager, loki, prometheus } from "./monitors.js";
import { openuser } from "./system.js";

/** Docker compose, beside the services. */
export const compose = openuser.collect("compose", {
  jobs: [
    scrape(api),
    scrape(postgres),
    scrape(redis),
    scrape(hosts),
    scrape(prometheus),
    scrape(alertmanager),
    scrape(loki),
  ],
  prometheus: { user: "openuser" },
  // 31 days.
  loki: { retention: "744h" },
  compose: {
    file: "docker-compose.monitoring.yml",
    network: "openuser_default",
    components: {
      prometheus: { hostPort: 9090 },
      grafana: { hostPort: 3000 },
      alertmanager: { hostPort: 9093 },
      loki: { hostPort: 3100 },
      // The successor of Promtail, which is at its end of life.
      alloy: {},
      "node-exporter": { hostPort: 9100 },
      "postgres-exporter": {
        hostPort: 9187,
        environment: {
          DATA_SOURCE_URI: "postgres:5432/openuser?sslmode=disable",
          DATA_SOURCE_USER: "postgres_exporter",
        },
        secrets: { DATA_SOURCE_PASS_FILE: "postgres-exporter-password" },
      },
      "redis-exporter": { hostPort: 9121, environment: { REDIS_ADDR: "redis://redis:6379" } },
    },
  },
});

const exporter = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } } as const;

/** The same in Kubernetes. */
export const cluster = openuser.collect("kubernetes", {
  jobs: [
    scrape(api, { pods: { namespace: "openuser", labels: { app: "openuser-api" } } }),
    scrape(postgres),
    scrape(redis),
    scrape(hosts),
    // "Kubernetes metrics": no dashboard of ours shows them, those of the community do.
    scrape(loki),
    scrape("kubelet", { from: "kubelet" }),
    scrape("cadvisor", { from: "kubelet", path: "/metrics/cadvisor" }),
    scrape(prometheus),
    scrape(alertmanager),
  ],
  prometheus: { user: "openuser" },
  loki: { retention: "744h" },
  kubernetes: {
    namespace: "monitoring",
    components: {
      prometheus: { storage: "50Gi" },
      alertmanager: {},
      grafana: {},
      loki: {},
      alloy: {},
      "node-exporter": exporter,
      "postgres-exporter": {
        ...exporter,
        environment: {
          DATA_SOURCE_URI: "postgres.openuser.svc:5432/openuser?sslmode=disable",
          DATA_SOURCE_USER: "postgres_exporter",
        },
        secrets: { DATA_SOURCE_PASS_FILE: "password" },
      },
      "redis-exporter": { ...exporter, environment: { REDIS_ADDR: "redis://redis.openuser.svc:6379" } },
    },
  },
});
