import { latency, promql, type Runbook, requestRate, window } from "telltale";
import { type ServiceName, services } from "../../systems/pipeline/services.js";
import { titleOf } from "../../systems/pipeline/titles.js";
import { steps } from "./steps.js";

export function highRequestLatency(name: ServiceName): Runbook {
  const { http } = services[name];
  return {
    meaning: "For ten minutes, more than one HTTP request in twenty to the service has taken longer than a second.",
    impact: "Whoever asks the service over HTTP waits. Messages are not affected, unless they slow down as well.",
    diagnosis: [
      steps.chooseService,
      { text: "Which endpoints are slow?", query: latency(http, 0.95, { by: ["endpoint"] }) },
      { text: "Are there more requests than usual?", query: requestRate(http, { by: ["endpoint"] }) },
      {
        text: "Does processing slow down, too? Then the machine or a database is the reason.",
        dashboard: titleOf(name),
        panel: "Message latency",
      },
      { text: "Is the machine busy?", command: "docker stats --no-stream" },
    ],
    mitigation: [
      "If a database is slow, look for a query that runs for long, and end it.",
      { ...steps.restart, text: "If only this service is slow and nothing else is, restart it." },
    ],
  };
}

export function highErrorRate(name: ServiceName): Runbook {
  const { errors } = services[name];
  return {
    meaning: "For five minutes, the service has counted more than one error in ten seconds.",
    impact: "Depends on the errors: those of messages are lost data, those of requests are failed requests.",
    diagnosis: [
      steps.chooseService,
      {
        text: "Which errors are they, and in which component?",
        query: promql`sum by (error_type, component) (rate(${errors}[${window}]))`,
        dashboard: titleOf(name),
        panel: "Errors by type",
      },
      steps.logs,
      { text: "Are messages lost?", dashboard: titleOf(name), panel: "Message errors" },
      steps.infrastructure,
    ],
    mitigation: [
      "If messages do not pass validation, follow [HighDataQualityIssues](high-data-quality-issues.md).",
      { text: "If it began with a new image, go back to the one before in `docker-compose.yml`, and start it again." },
    ],
  };
}

export function highMemoryUsage(name: ServiceName): Runbook {
  return {
    meaning: "For fifteen minutes, the service has used more than 1 GB of memory.",
    impact: "None yet. When the machine has none left, the kernel kills the largest process.",
    diagnosis: [
      steps.chooseService,
      {
        text: "Does it climb slowly, which is a leak, or did it jump?",
        query: promql`max by (job) (${services[name].memory})`,
      },
      { text: "Are there more messages than usual, or larger ones?", dashboard: titleOf(name) },
      { text: "How much is left on the machine?", command: "docker stats --no-stream && free -m" },
    ],
    mitigation: [
      { ...steps.restart, text: "Restart it to gain time. Kafka keeps the messages that it has not finished." },
      "If it needs the memory, raise its limit in `docker-compose.yml`, or run a second instance.",
    ],
  };
}
