import { promql, type Runbook, up } from "telltale";
import { type ServiceName, services } from "../../systems/pipeline/services.js";
import { impacts, steps } from "./steps.js";

export function serviceDown(name: ServiceName): Runbook {
  return {
    meaning:
      "For a minute, the service has not answered Prometheus, or Prometheus has no target for it. Its other alerts may " +
      "stay open meanwhile: this page comes first.",
    impact: impacts[name],
    diagnosis: [
      steps.chooseService,
      steps.container,
      steps.logs,
      {
        text: "Since when does it not answer, and do the others?",
        query: promql`max by (job) (${up(services[name])})`,
        dashboard: "Data Processing Overview",
      },
      {
        text:
          "If it runs, why can Prometheus not scrape it? The page of its targets has the error: a name that does not resolve " +
          "means another network or another name in `monitoring/prometheus.yml`.",
        command: "curl -s http://localhost:9090/api/v1/targets?state=active",
      },
      steps.infrastructure,
    ],
    mitigation: [
      { text: "Start it, if it does not run.", command: "docker-compose up -d $SERVICE" },
      { text: "If it began with a new image, go back to the one before in `docker-compose.yml`, and start it again." },
      steps.restart,
    ],
  };
}

export function serviceUnhealthy(name: ServiceName): Runbook {
  const { healthy, errors } = services[name];
  return {
    meaning: "For two minutes, the service has answered scrapes and said that it is not healthy.",
    impact: `Perhaps none yet. If it cannot work: ${impacts[name]}`,
    diagnosis: [
      steps.chooseService,
      steps.health,
      steps.logs,
      { text: "Since when?", query: promql`min by (job) (${healthy})` },
      {
        text: "Which of its components has errors?",
        query: promql`sum by (component, error_type) (rate(${errors}[5m]))`,
      },
      steps.infrastructure,
    ],
    mitigation: [
      "Repair what it cannot reach: it finds its way back by itself.",
      { ...steps.restart, text: "If everything that it needs works, restart it." },
    ],
  };
}
