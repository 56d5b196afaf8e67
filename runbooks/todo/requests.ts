import { latency, promql, type Runbook, requestRate, up, window } from "telltale";
import { backend, frontend } from "../../systems/todo/services.js";
import { steps } from "./steps.js";

const services = { backend, frontend };

type ServiceName = keyof typeof services;

const impacts = {
  backend: "Tasks can be neither read nor changed, and the chat does not answer.",
  frontend: "Nobody can open the Todo Chatbot.",
} as const satisfies Record<ServiceName, string>;

function rollBack(name: ServiceName) {
  return { ...steps.rollBack, command: `kubectl rollout undo -n default deployment/todo-chatbot-${name}` };
}

function restart(name: ServiceName) {
  return {
    text: "Restart its pods, one after the other.",
    command: `kubectl rollout restart -n default deployment/todo-chatbot-${name}`,
  };
}

export function serviceDown(name: ServiceName): Runbook {
  return {
    meaning: "For a minute, no pod of the service has answered Prometheus, or Prometheus has no target for it.",
    impact: impacts[name],
    diagnosis: [
      { text: "Since when does it not answer?", query: promql`sum by (pod) (${up(services[name])})` },
      {
        text: "Do its pods run, and how did they end before?",
        command: `kubectl get pods -n default -l app.kubernetes.io/name=todo-chatbot-${name}`,
      },
      {
        text: "Does the node have room for them, and does a quota allow them?",
        command: "kubectl get events -n default --sort-by=.lastTimestamp | tail -20",
      },
      steps.errors,
      { ...steps.targets, text: "If its pods are ready, only its metrics are missing: what does Prometheus say?" },
      steps.dashboards,
    ],
    mitigation: [rollBack(name), restart(name)],
  };
}

export function highErrorRate(name: ServiceName): Runbook {
  const failed = services[name].http.requests.where({ status: /5../ });
  return {
    meaning:
      "More than 5 % of the requests have been answered with a 5xx status for five minutes, or the budget of the " +
      "objective is used up too fast. If [ServiceDown](service-down.md) fires, follow that page.",
    impact: `Users see errors. If all requests fail: ${impacts[name]}`,
    diagnosis: [
      {
        text: "Which endpoints fail, and with which status?",
        query: promql`topk(10, sum by (endpoint, status) (rate(${failed}[${window}])))`,
      },
      steps.errors,
      steps.failedTraces,
      { text: "Do Kafka and the Dapr sidecars work?", dashboard: "Kafka", panel: "Offline partitions" },
      steps.noLogs,
      steps.spans,
    ],
    mitigation: [rollBack(name), "If Kafka or the sidecars fail, repair them first.", restart(name)],
  };
}

export function highLatency(name: ServiceName): Runbook {
  return {
    meaning:
      "The 95th percentile of the response time has been above two seconds for ten minutes, or too many requests take " +
      "longer than the second of the objective.",
    impact: "Pages load slowly; nothing is lost.",
    diagnosis: [
      { text: "Which endpoints are slow?", query: latency(services[name].http, 0.95, { by: ["endpoint"] }) },
      {
        text: "Are there more requests than usual?",
        query: requestRate(services[name].http, { by: ["endpoint"] }),
      },
      steps.slowTraces,
      { text: "Do its pods reach their CPU limit?", dashboard: "Infrastructure", panel: "CPU of limit" },
      steps.spans,
    ],
    mitigation: [
      rollBack(name),
      {
        text: "If there is more traffic than it can serve, add pods.",
        command: `kubectl scale -n default deployment/todo-chatbot-${name} --replicas=4`,
      },
      restart(name),
    ],
  };
}
