import { cadvisor, daprInjectorMetrics, daprMetrics, kafkaExporter, kafkaMetrics, kubeStateMetrics } from "telltale";
import { todo } from "./system.js";

const cluster = { nodes: 3, namespaces: 5, pods: 40 };
const size = { brokers: 3, topics: 4 };

/** The specification and status of Kubernetes objects. */
export const kubernetes = todo.service("kube-state-metrics", kubeStateMetrics(cluster));

/** The resources that containers and pods use. */
export const containers = todo.service("cadvisor", cadvisor(cluster));

/** The brokers, with the names that Strimzi's configuration of the JMX exporter gives to their metrics. */
export const kafka = todo.service("kafka", {
  ...kafkaMetrics(size),
  labels: { namespace: ["kafka"], pod: 3 },
});

/** The offsets of topics and consumer groups, from the exporter that Strimzi deploys, at a port of its own. */
export const consumers = todo.service("kafka-exporter", { ...kafkaExporter(size), port: 9404 });

/** The sidecars of the backend: the document annotates no other deployment. */
export const sidecars = todo.service("dapr", {
  ...daprMetrics({ apps: 1, components: 3, topics: 4 }),
  labels: { app_kubernetes_io_name: ["todo-chatbot-backend"], namespace: ["default"], pod: 3 },
  selector: { job: "dapr", app_kubernetes_io_name: "todo-chatbot-backend" },
});

/** The injector, which adds the sidecars to new pods. */
export const injector = todo.service("dapr-sidecar-injector", daprInjectorMetrics());
