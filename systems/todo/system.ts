import { env, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("TODO_PAGERDUTY_KEY"), maxPages: 3 });
const team = receiver.slack("team", { url: env("TODO_SLACK_URL"), channel: "#todo-chatbot-alerts" });

/** The value of the label `app.kubernetes.io/name` on the pods of each service. */
export const apps = ["todo-chatbot-backend", "todo-chatbot-frontend"] as const;

/** The namespaces of the services, of Kafka, and of what watches both. */
export const namespaces = ["default", "kafka", "monitoring"] as const;

/** Todo Chatbot: a frontend in Next.js and a backend in Python with Dapr and Kafka, on Kubernetes. */
export const todo = system("todo", {
  title: "Todo Chatbot",
  // Relabelling copies `app_kubernetes_io_name` from the label of the pod, and no other label.
  labels: { app_kubernetes_io_name: apps, namespace: ["default"], pod: 6 },
  serviceLabel: "app_kubernetes_io_name",
  environments: { "todo-prod": {} },
  routes: {
    critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h", pageWithin: "6m" },
    warning: [team],
  },
});
