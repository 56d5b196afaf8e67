import { scrape } from "telltale";
import { consumers, containers, injector, kafka, kubernetes, sidecars } from "./infrastructure.js";
import { backend, frontend } from "./services.js";
import { todo } from "./system.js";

/** Everything runs in the cluster. */
export const collection = todo.collect("kubernetes", {
  jobs: [
    // One job for both.
    scrape(frontend),
    scrape(backend),
    scrape(sidecars),
    scrape(injector, { pods: { namespace: "dapr-system", labels: { app: "dapr-sidecar-injector" } } }),
    scrape(kafka, { pods: { namespace: "kafka", labels: { "strimzi.io/component-type": "kafka" } } }),
    scrape(consumers, { pods: { namespace: "kafka", labels: { "strimzi.io/component-type": "kafka-exporter" } } }),
    scrape(kubernetes, { honorLabels: true }),
    scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
  ],
  // The volume has 50 GB, which the index and the log of the last two hours need as well.
  prometheus: { storage: "45GB" },
  loki: { retention: "720h" },
  // A week: the document names none, and 50 GB hold no more than that at its sampling of every trace.
  jaeger: { storage: "elasticsearch", retention: "168h" },
  kubernetes: {
    namespace: "monitoring",
    components: {
      prometheus: {
        file: "prometheus-deployment.yaml",
        replicas: 2,
        storage: "50Gi",
        requests: { cpu: "250m", memory: "512Mi" },
        limits: { cpu: "1000m", memory: "2Gi" },
        // The document limits queries in prometheus.yml, which has no such fields.
        args: ["--query.max-concurrency=5", "--query.timeout=2m"],
      },
      alertmanager: { replicas: 2, storage: "1Gi", requests: { cpu: "50m", memory: "64Mi" } },
      grafana: {
        file: "grafana-deployment.yaml",
        storage: "10Gi",
        requests: { cpu: "100m", memory: "256Mi" },
      },
      "kube-state-metrics": {},
      loki: { file: "loki-deployment.yaml", storage: "100Gi", requests: { cpu: "100m", memory: "256Mi" } },
      // The successor of Promtail, which is at its end of life.
      alloy: { requests: { cpu: "50m", memory: "128Mi" } },
      jaeger: { file: "jaeger-deployment.yaml", replicas: 2, requests: { cpu: "100m", memory: "256Mi" } },
      // Its heap is half of the limit.
      elasticsearch: { storage: "50Gi", requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "2Gi" } },
    },
  },
});
