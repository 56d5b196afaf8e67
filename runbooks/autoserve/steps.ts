import { logql, type RunbookStep } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { celery } from "../../systems/autoserve/worker.js";

/** Steps that several runbooks have. */
export const steps = {
  backendErrors: {
    text: "What do the errors say?",
    query: logql`${backend.logs} | json | __error__="" | level=~"ERROR|FATAL"`,
    dashboard: "Logs",
  },
  workerErrors: {
    text: "What do the errors say?",
    query: logql`${celery.logs} | json | __error__="" | level=~"ERROR|FATAL"`,
    dashboard: "Logs",
  },
  database: { text: "Is the database slow, or are its connections used up?", dashboard: "Database Performance" },
  cluster: { text: "Do the nodes have CPU, memory and disk to spare?", dashboard: "Kubernetes Infrastructure" },
  scaling: {
    text: "Has the controller just scaled the service down?",
    dashboard: "ML Scaling",
    panel: "Decisions by service",
  },
} as const satisfies Record<string, RunbookStep>;
