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
    },
  },
});
