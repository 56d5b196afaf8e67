import {
  databaseLatency,
  databaseRate,
  latency,
  logql,
  promql,
  type Query,
  type Runbook,
  requestRate,
  type Signal,
  window,
} from "telltale";
import { impacts, type ServiceName, services, steps } from "./services.js";

/** The database of each service that has one. Only auth measures how long its operations take. */
const databases: Readonly<Partial<Record<ServiceName, Query | Signal>>> = {
  auth: databaseLatency(services.auth.db, 0.95),
  user: databaseRate(services.user.db),
  watchlist: databaseRate(services.watchlist.db),
  search: databaseRate(services.search.db),
};

export function highErrorRate(service: ServiceName): Runbook {
  const { http, logs } = services[service];
  const failed = http.requests.where({ status: /5../ });
  return {
    meaning:
      "For five minutes, more than 5 % of the requests to the service have been answered with a 5xx status. If " +
      "[ServiceDown](service-down.md) fires for the same service, follow that page: this alert then only stays until the " +
      "outage is over.",
    impact: `More than one request in twenty fails. If all of them do, ${lowerFirst(impacts[service])}`,
    diagnosis: [
      steps.chooseService,
      {
        text:
          "Which endpoints fail, and with which status? A single endpoint points to the code behind it; all of them point to " +
          "something that they share, such as the database.",
        query: promql`topk(10, sum by (endpoint, status) (rate(${failed}[${window}])))`,
      },
      {
        text: "What do the errors say? The lines of a traceback are not JSON: the dashboard shows them, too.",
        query: logql`${logs} | json | level="ERROR"`,
        dashboard: "Logs",
        panel: "Errors",
      },
      steps.deployments,
      steps.pods,
      steps.overview,
    ],
    mitigation: [
      steps.rollBack,
      {
        text: "If only one pod fails, delete it: its deployment starts another.",
        command: "kubectl delete pod -n qnt9 <pod>",
      },
      "If the database or a provider of stock data fails, restarting the service does not help. Tell the people who run it.",
    ],
  };
}

export function highLatency(service: ServiceName): Runbook {
  const { http } = services[service];
  const database = databases[service];
  return {
    meaning:
      "For ten minutes, more than one request in twenty has taken longer than two seconds. If [ServiceDown](service-down.md) fires for " +
      "the same service, follow that page first.",
    impact: "Pages load slowly. People wait, and some of them give up; nothing is lost.",
    diagnosis: [
      steps.chooseService,
      {
        text: "Which endpoints are slow? If all of them are, look at CPU and the database first.",
        query: latency(http, 0.95, { by: ["endpoint"] }),
      },
      { text: "Are there more requests than usual?", query: requestRate(http) },
      steps.pods,
      steps.deployments,
      steps.overview,
      ...(database
        ? [
            {
              text: "Is the database slow, or asked more often than usual?",
              query: database,
              dashboard: titleOf(service),
            },
          ]
        : []),
    ],
    mitigation: [
      steps.rollBack,
      {
        text:
          "If there is more traffic than the pods can serve, add pods. An autoscaler would undo that: raise its minimum " +
          "instead.",
        command: "kubectl get hpa -n qnt9\nkubectl scale -n qnt9 deployment/$APP --replicas=<number>",
      },
      "If the database is slow, look for operations that run for long, and for missing indexes after a release.",
    ],
  };
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function titleOf(service: ServiceName): string {
  return `${service.charAt(0).toUpperCase()}${service.slice(1)} service`;
}
