import { latency, promql, type Runbook, requestRate, window } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { steps } from "./steps.js";

const rollBack = {
  text: "If it began with a deployment, roll that back.",
  command: "kubectl rollout undo -n autoserve-prod deployment/backend",
} as const;

export const highErrorRate: Runbook = {
  meaning:
    "More than 10 % of the requests have been answered with a 5xx status for five minutes, or the budget of the objective " +
    "(one request in a thousand) is used up too fast. If [ServiceDown](service-down.md) fires, follow that page.",
  impact: "Users see errors. At one in ten, the budget of a month is gone within eight hours.",
  diagnosis: [
    {
      text: "Which endpoints fail, and with which status?",
      query: promql`topk(10, sum by (endpoint, status) (rate(${backend.http.requests.where({ status: /5../ })}[${window}])))`,
      dashboard: "Application Overview",
      panel: "Requests by endpoint now",
    },
    steps.backendErrors,
    { text: "Where in a request does it fail?", dashboard: "Traces", panel: "Error traces" },
    steps.database,
    steps.scaling,
  ],
  mitigation: [
    rollBack,
    "If the database fails, repair it first.",
    {
      text: "If the controller scaled it down too far, scale it up by hand.",
      command: "kubectl scale -n autoserve-prod deployment/backend --replicas=<replicas>",
    },
  ],
};

export const highLatency: Runbook = {
  meaning:
    "The 95th percentile of the response time has been above a second for ten minutes, or too many requests take longer " +
    "than the 500 ms of the objective.",
  impact: "Pages load slowly; nothing is lost.",
  diagnosis: [
    { text: "Which endpoints are slow?", query: latency(backend.http, 0.95, { by: ["endpoint"] }) },
    { text: "Are there more requests than usual?", query: requestRate(backend.http, { by: ["endpoint"] }) },
    { text: "Where in a request is the time spent?", dashboard: "Traces", panel: "Latency analysis" },
    steps.database,
    steps.scaling,
    steps.cluster,
  ],
  mitigation: [
    {
      text: "If there is more traffic than it can serve, scale it up by hand.",
      command: "kubectl scale -n autoserve-prod deployment/backend --replicas=<replicas>",
    },
    "If a query of the database is slow, end it, and find out which index it lacks.",
    rollBack,
  ],
};
