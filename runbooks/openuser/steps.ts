import { logql, type RunbookStep } from "telltale";
import { api } from "../../systems/openuser/api.js";

/** Steps that several runbooks have. */
export const steps = {
  errors: {
    text: "What do the errors say? Both ERROR and CRITICAL are errors; a traceback is not JSON.",
    query: logql`${api.logs} | json | level=~"ERROR|CRITICAL"`,
    dashboard: "Application Logs",
    panel: "Error lines",
  },
  database: { text: "Is PostgreSQL slow, or are its connections used up?", dashboard: "Database Performance" },
  cache: { text: "Is Redis full, or does it not answer?", dashboard: "Cache Performance" },
  nodes: { text: "Do the nodes have CPU, memory and disk to spare?", dashboard: "System Metrics" },
  targets: {
    text: "What does Prometheus say of its targets? The page has the error of each scrape.",
    command: "curl -s 'http://localhost:9090/api/v1/targets?state=active'",
  },
  restart: {
    text: "Restart the API. Videos that are being generated are lost, if their tasks are not retried.",
    command: "docker-compose restart api    # or: kubectl rollout restart deployment/openuser-api",
  },
  rollBack: {
    text: "If it began with a deployment, roll that back.",
    command: "kubectl rollout undo deployment/openuser-api",
  },
} as const satisfies Record<string, RunbookStep>;
