import { everyService, promql, redAbove, row, table, timeseries, up } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";
import { prometheus } from "../../systems/qnt9/prometheus.js";
import { services } from "../../systems/qnt9/services.js";
import { apps, qnt9 } from "../../systems/qnt9/system.js";

const { auth, user, watchlist, search, frontend } = requests;

/** The indicators of all services, one series each. `sum` drops the names of the recorded series, which differ. */
const rate = promql`
  sum by (app) (${auth.rate} or ${user.rate} or ${watchlist.rate} or ${search.rate} or ${frontend.rate})
`;
const errors = promql`
  sum by (app) (
    ${auth.errorRatio} or ${user.errorRatio} or ${watchlist.errorRatio} or ${search.errorRatio} or ${frontend.errorRatio}
  )
`;
const latency = promql`
  sum by (app) (
    ${auth.latency} or ${user.latency} or ${watchlist.latency} or ${search.latency} or ${frontend.latency}
  )
`;

// A deployment has the name of its service.
const wantedReplicas = kubernetes.deployment.specReplicas.where({ namespace: "qnt9", deployment: [...apps] });
const wanted = promql`sum by (app) (label_replace(${wantedReplicas}, "app", "$1", "deployment", "(.+)"))`;
const answering = promql`sum by (app) (${everyService(up(services.auth))})`;
const firing = prometheus.alerts.where({ alertstate: "firing", system: "qnt9" });

const colored = { show: "background" } as const;

export const overview = qnt9.dashboard("Overview", {
  description: "Which of the five services has a problem, and which alerts fire?",
  tags: ["overview"],
  links: [
    "Auth service",
    "User service",
    "Watchlist service",
    "Search service",
    "Frontend service",
    "Kubernetes cluster",
    "Collection and usage",
  ],
  rows: [
    row("Now", [
      table(
        "Services",
        {
          pods: answering,
          missing: promql`${wanted} - (${answering} or 0 * ${wanted})`,
          rate,
          errors,
          latency,
          alerts: promql`count by (app) (${firing.where({ app: [...apps] })}) or 0 * ${wanted}`,
        },
        {
          description: "The five services at this moment. The limits are those that their alerts fire at.",
          unit: "short",
          width: 14,
          columns: {
            app: { title: "Service" },
            alerts: { title: "Alerts", thresholds: redAbove(1), ...colored },
            pods: { title: "Pods" },
            missing: { title: "Pods missing", thresholds: redAbove(1), ...colored },
            rate: { title: "Requests", unit: "reqps" },
            errors: {
              title: "Errors",
              unit: "percentunit",
              thresholds: redAbove(limits.errors, { warn: limits.errors / 2 }),
              ...colored,
            },
            latency: {
              title: "95th percentile",
              unit: "s",
              thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
              ...colored,
            },
          },
          sortBy: "app",
        },
      ),
      table(
        "Alerts that fire",
        { firing: promql`max by (alertname, severity, app, namespace, pod) (${firing})` },
        {
          description: "All firing alerts of QNT9, including those of severity info. Empty if nothing fires.",
          unit: "short",
          width: 10,
          columns: {
            severity: { title: "Severity" },
            alertname: { title: "Alert" },
            app: { title: "Service" },
            pod: { title: "Pod" },
          },
          sortBy: "severity",
        },
      ),
    ]),
    row("Last hour", [
      timeseries("Errors", errors, {
        description: "Share of the requests that failed, by service.",
        unit: "percentunit",
        min: 0,
        legend: "{{app}}",
        thresholds: redAbove(limits.errors),
      }),
      timeseries("95th percentile", latency, {
        description: "95 % of the requests were served within this time, by service.",
        unit: "s",
        min: 0,
        legend: "{{app}}",
        thresholds: redAbove(limits.latency),
      }),
      timeseries("Requests", rate, {
        description: "Requests served per second, by service.",
        unit: "reqps",
        min: 0,
        legend: "{{app}}",
      }),
    ]),
  ],
});
