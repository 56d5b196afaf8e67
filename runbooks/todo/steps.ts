import { logql, type RunbookStep } from "telltale";
import { allLogs } from "../../systems/todo/services.js";

/** Steps that several runbooks have. */
export const steps = {
  errors: {
    text: "What do the errors say? The level is in lower case.",
    query: logql`${allLogs} | json | level="error"`,
    dashboard: "Logs",
    panel: "Error logs",
  },
  slowTraces: {
    text: "Where do slow requests spend their time? Jaeger finds those of over 5 s.",
    command:
      "open 'https://jaeger.todo-chatbot.example.com/search?service=todo-chatbot-backend&minDuration=5s&lookback=1h'",
  },
  failedTraces: {
    text: "Where do requests fail? Jaeger finds the traces with an error.",
    command:
      "open 'https://jaeger.todo-chatbot.example.com/search?service=todo-chatbot-backend&tags=%7B%22error%22%3A%22true%22%7D&lookback=1h'",
  },
  spans: {
    text: "No spans at all? The collector says whether it receives and stores them.",
    command:
      "kubectl logs -n monitoring -l app.kubernetes.io/name=jaeger-collector --tail=50; " +
      "kubectl exec -n monitoring elasticsearch-0 -- curl -s localhost:9200/_cat/indices",
  },
  noLogs: {
    text: "No logs at all? Loki and what collects them say why.",
    command:
      "kubectl logs -n monitoring -l app.kubernetes.io/name=promtail --tail=50; " +
      "kubectl get --raw /api/v1/namespaces/monitoring/pods/loki-0:3100/proxy/ready",
  },
  targets: {
    text: "What does Prometheus say of its targets? The answer has the error of each scrape.",
    command: "kubectl exec -n monitoring prometheus-0 -- wget -qO- 'localhost:9090/api/v1/targets?state=active'",
  },
  dashboards: {
    text: "The dashboards stay empty? Grafana and its data sources say why.",
    command:
      "kubectl exec -n monitoring grafana-0 -- wget -qO- localhost:3000/api/health; " +
      "kubectl logs -n monitoring grafana-0 --tail=50 | grep -i datasource",
  },
  rollBack: {
    text: "If it began with a deployment, roll that back.",
    command: "kubectl rollout undo -n default deployment/todo-chatbot-backend",
  },
} as const satisfies Record<string, RunbookStep>;
