import { scrape } from "telltale";
import { backend } from "./backend.js";
import { containers, hosts, kubernetes, postgres, volumes } from "./infrastructure.js";
import { mlController } from "./ml-controller.js";
import { fluentBit, jaeger } from "./monitors.js";
import { autoserve } from "./system.js";
import { celery } from "./worker.js";

/** One container of each service runs in docker compose: its name is that of its pod. */
function container(name: string) {
  return { labels: { namespace: "autoserve-prod", pod: name } };
}

// What docker compose and Kubernetes have in common: a week of logs, ten thousand traces, no debug lines, and nothing
// in logs that says who the user is or where from. A hash of the user would be undone by hashing all users.
const loki = { retention: "168h" } as const;
const traceStore = { storage: "memory", maxTraces: 10_000 } as const;
const logs = { drop: { level: ["DEBUG"] }, remove: ["user_id", "metadata_ip_address"] } as const;
const traces = { slowerThan: "500ms", percentage: 10, without: ["/health", "/metrics"] } as const;

/** Docker compose, on the machine of a developer. */
export const compose = autoserve.collect("compose", {
  jobs: [
    scrape(backend, { interval: "10s", ...container("backend") }),
    scrape(celery, container("worker")),
    scrape(mlController, container("ml-controller")),
    scrape(postgres),
    scrape(hosts),
    scrape(jaeger),
    scrape(fluentBit, { path: "/api/v2/metrics/prometheus" }),
  ],
  loki,
  jaeger: traceStore,
  compose: {
    network: "autoserve_default",
    components: {
      prometheus: { hostPort: 9090 },
      grafana: { hostPort: 3001 },
      alertmanager: { hostPort: 9093 },
      loki: { hostPort: 3100 },
      jaeger: { hostPort: 16686, memory: "1g" },
      "fluent-bit": {},
      "node-exporter": {},
      "postgres-exporter": {
        environment: {
          DATA_SOURCE_URI: "postgres:5432/autoserve?sslmode=disable",
          DATA_SOURCE_USER: "postgres_exporter",
        },
        secrets: { DATA_SOURCE_PASS_FILE: "postgres-exporter-password" },
      },
    },
    logs,
    traces,
  },
  allow: { "collection/never-collected": "a developer's machine has no Kubernetes" },
});

/** The pods of a service: the document does not name their labels. */
function podsOf(service: string) {
  return { pods: { namespace: "autoserve-prod", labels: { app: service } } };
}

/** In Kubernetes, beside the services. */
export const cluster = autoserve.collect("kubernetes", {
  jobs: [
    scrape(backend, { interval: "10s", ...podsOf("backend") }),
    scrape(celery, podsOf("worker")),
    scrape(mlController, podsOf("ml-controller")),
    scrape(kubernetes, { honorLabels: true }),
    scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
    scrape(volumes, { from: "kubelet" }),
    scrape(hosts),
    scrape(postgres),
    scrape(jaeger),
    scrape(fluentBit, { path: "/api/v2/metrics/prometheus" }),
  ],
  loki,
  jaeger: traceStore,
  kubernetes: {
    namespace: "monitoring",
    components: {
      prometheus: {},
      alertmanager: {},
      grafana: {},
      loki: {},
      "fluent-bit": {},
      jaeger: { limits: { memory: "1Gi" } },
      "kube-state-metrics": {},
      "node-exporter": {},
      "postgres-exporter": {
        environment: {
          DATA_SOURCE_URI: "postgres.autoserve-prod.svc:5432/autoserve?sslmode=disable",
          DATA_SOURCE_USER: "postgres_exporter",
        },
        secrets: { DATA_SOURCE_PASS_FILE: "password" },
      },
    },
    logs,
    traces,
  },
});
