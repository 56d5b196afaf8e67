import { latency, promql, type Runbook, requestRate, up, window } from "telltale";
import { api } from "../../systems/openuser/api.js";
import { steps } from "./steps.js";

export const apiDown: Runbook = {
  meaning: "For a minute, no process of the API has answered Prometheus, or Prometheus has no target for it.",
  impact: "Nobody can use OpenUser, and no video is generated.",
  diagnosis: [
    { text: "Since when does it not answer?", query: promql`sum(${up(api)})` },
    {
      text: "Does it run, and how did it end before?",
      command: "docker-compose ps -a api    # or: kubectl get pods -l app=openuser-api",
    },
    {
      text: "Does it answer here? Then only its metrics are missing.",
      command: "curl -s http://localhost:8000/metrics | head",
    },
    steps.targets,
    steps.errors,
    steps.database,
  ],
  mitigation: [
    steps.rollBack,
    steps.restart,
    "If PostgreSQL or Redis is down, repair it first: the API needs both to start.",
  ],
};

export const highErrorRate: Runbook = {
  meaning:
    "More than 5 % of the requests have been answered with a 5xx status for five minutes, or the budget of the objective " +
    "(one request in a thousand) is used up too fast. If [APIDown](api-down.md) fires, follow that page.",
  impact: "Users see errors. At this rate, the budget of a month is gone within hours.",
  diagnosis: [
    {
      text: "Which endpoints fail, and with which status?",
      query: promql`topk(10, sum by (endpoint, status) (rate(${api.http.requests.where({ status: /5../ })}[${window}])))`,
    },
    steps.errors,
    steps.database,
    steps.cache,
  ],
  mitigation: [steps.rollBack, "If PostgreSQL or Redis fails, repair it first.", steps.restart],
};

export const highResponseTime: Runbook = {
  meaning:
    "The 95th percentile of the response time has been above a second for ten minutes, or too many requests take longer " +
    "than the 500 ms of the objective.",
  impact: "Pages load slowly; nothing is lost.",
  diagnosis: [
    { text: "Which endpoints are slow?", query: latency(api.http, 0.95, { by: ["endpoint"] }) },
    { text: "Are there more requests than usual?", query: requestRate(api.http, { by: ["endpoint"] }) },
    steps.database,
    steps.nodes,
    { text: "Does the API use all of its CPU?", dashboard: "API Overview", panel: "CPU" },
  ],
  mitigation: [
    steps.rollBack,
    "If there is more traffic than it can serve, start another process or pod.",
    steps.restart,
  ],
};

export const highCpuUsage: Runbook = {
  meaning: "A process of the API has used more than 80 % of a CPU for fifteen minutes.",
  impact: "None yet. A process of Python uses one CPU at most: soon requests wait for each other.",
  diagnosis: [
    { text: "Are there more requests than usual?", query: requestRate(api.http) },
    { text: "Which endpoints take longest?", query: latency(api.http, 0.95, { by: ["endpoint"] }) },
    steps.errors,
  ],
  mitigation: [
    "Nobody needs to act at night, unless requests are slow.",
    "Start another process or pod.",
    steps.rollBack,
  ],
};

export const highMemoryUsage: Runbook = {
  meaning: "A process of the API has used more than 1.5 GB of memory for fifteen minutes.",
  impact: "None yet. When the node has none left, the kernel kills the largest process.",
  diagnosis: [
    {
      text: "Does it climb slowly, which is a leak, or did it jump?",
      query: promql`max by (instance) (${api.runtime.process.memory})`,
    },
    { text: "Are large videos being generated?", dashboard: "API Overview", panel: "Videos processed" },
    steps.nodes,
  ],
  mitigation: [steps.restart, "If it needs the memory, raise its limit."],
};
