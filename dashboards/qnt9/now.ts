import {
  type Annotation,
  annotation,
  cpuUse,
  type DashboardLink,
  memoryOfLimit,
  not,
  promql,
  red,
  redAbove,
  redBelow,
  redTable,
  restarts,
  row,
  type StatPanel,
  stat,
  type TimedHttp,
  type TraceLink,
  timeseries,
  up,
} from "telltale";
import type { CacheIndicators } from "../../recording-rules/qnt9/caches.js";
import type { ServiceIndicators } from "../../recording-rules/qnt9/requests.js";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";
import { prometheus } from "../../systems/qnt9/prometheus.js";
import { services } from "../../systems/qnt9/services.js";

/** The size of a stat in the first row. */
const now = { width: 3 } as const;

/** Selects the deployment and the pods of a service by their names. */
function workload({ service }: ServiceIndicators) {
  const app = `${service}-service` as const;
  const deployment = { namespace: "qnt9", deployment: app } as const;
  const pods = { namespace: "qnt9", pod: new RegExp(`${app}-.+`) } as const;
  const targets = up(services[service]);
  const { traces } = services[service];
  const firing = prometheus.alerts.where({ alertstate: "firing", severity: not("info"), system: "qnt9" });
  return { app, deployment, pods, targets, traces, firing };
}

/** The series that the alerts of a service fire on, at this moment. `own` are those that only this service has. */
export function nowRow(indicators: ServiceIndicators, own: readonly StatPanel[] = []) {
  const { app, deployment, pods, targets, firing } = workload(indicators);
  const wanted = promql`sum(${kubernetes.deployment.specReplicas.where(deployment)})`;
  return row("Now", [
    stat("Alerts", promql`count(${firing.where({ app })} or ${firing.where(pods)}) or vector(0)`, {
      ...now,
      description: "Alerts of this service and its pods that fire now, without those that only inform.",
      unit: "short",
      thresholds: redAbove(1),
    }),
    stat("Request rate", indicators.rate, {
      ...now,
      description: "Requests served per second.",
      color: "none",
    }),
    stat("Errors", indicators.errorRatio, {
      ...now,
      description: "Share of the requests that failed. HighErrorRate fires when it stays in the red for five minutes.",
      thresholds: redAbove(limits.errors, { warn: limits.errors / 2 }),
    }),
    stat("95th percentile", indicators.latency, {
      ...now,
      description: "95 % of the requests are served within this time. HighLatency fires when it stays in the red.",
      thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
    }),
    stat("Pods missing", promql`${wanted} - (sum(${targets}) or vector(0))`, {
      ...now,
      description: "Pods that there should be and that do not answer. ServiceDown fires when none answers.",
      unit: "short",
      thresholds: redAbove(1),
    }),
    stat("Memory", promql`max(${memoryOfLimit(containers, { where: pods })})`, {
      ...now,
      description: "Memory of the fullest container, as a share of its limit. HighMemoryUsage fires in the red.",
      unit: "percentunit",
      thresholds: redAbove(limits.memory, { warn: 0.75 }),
    }),
    stat("Restarts", promql`max(${restarts(kubernetes, { where: pods, over: "15m" })})`, {
      ...now,
      description: "Most restarts of one container within fifteen minutes. PodRestartLoop fires in the red.",
      unit: "short",
      decimals: 0,
      thresholds: redAbove(limits.restarts, { warn: 1 }),
    }),
    own,
  ]);
}

/** The options of a stat in the first row. */
export const nowOptions = now;

/** The hit ratio of a cache, for the first row. */
export function hitRatioNow({ hitRatio }: CacheIndicators): StatPanel {
  return stat("Cache hits", hitRatio, {
    ...now,
    description: "Share of the lookups that the cache answers. CachePerformanceDegradation fires in the red.",
    thresholds: redBelow(limits.cacheHits, { warn: 0.8 }),
  });
}

/** Rate, errors and duration. Single requests are marked on the latency, with links to their traces. */
export function trafficRow(http: TimedHttp) {
  const options = { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency } as const;
  return row("Traffic", red(http, { ...options, exemplars: true }));
}

/** Rate, errors and duration of each endpoint: which one is the problem now, and since when. */
export function endpointsRow(http: TimedHttp) {
  const by = ["endpoint"] as const;
  const limited = { errorLimit: limits.errors, latencyLimit: limits.latency, width: 12 } as const;
  return row("Endpoints", [redTable(http, { by, ...limited }), red(http, { by, ...limited })]);
}

/** The pods of a service: how many answer, and what they use. */
export function podsRow(indicators: ServiceIndicators) {
  const { deployment, pods, targets } = workload(indicators);
  const cpu = cpuUse(containers, { where: pods });
  const used = memoryOfLimit(containers, { where: pods });
  return row("Pods", [
    timeseries(
      "Pods",
      {
        answering: promql`sum(${targets}) or vector(0)`,
        wanted: promql`sum(${kubernetes.deployment.specReplicas.where(deployment)})`,
      },
      { description: "Pods that answer the collector, and pods that there should be.", unit: "short", min: 0 },
    ),
    timeseries("CPU", cpu, { description: cpu.description, min: 0 }),
    timeseries("Memory", used, { description: used.description, min: 0, thresholds: redAbove(limits.memory) }),
  ]);
}

/** Marks on the time axis: when alerts of the service fired, and when it was deployed. */
export function marks(indicators: ServiceIndicators): readonly Annotation[] {
  const { app, deployment, firing } = workload(indicators);
  const changed = promql`changes(${kubernetes.deployment.observedGeneration.where(deployment)}[5m]) > 0`;
  return [
    annotation("Alerts", promql`${firing.where({ app })}`, {
      color: "red",
      title: "{{alertname}}",
    }),
    annotation("Deployments", changed, { color: "blue", title: "Deployed or scaled" }),
  ];
}

/** Links from the dashboard of a service: to its pods, its logs and its traces. */
export function nextSteps(indicators: ServiceIndicators): readonly (DashboardLink | TraceLink)[] {
  const { app, traces } = workload(indicators);
  return [
    { dashboard: "Kubernetes pods", variables: { namespace: "qnt9", workload: app } },
    { dashboard: "Logs", variables: { app } },
    { title: "Failed traces", traces: traces.failed() },
    { title: "Slow traces", traces: traces.slowerThan("2s") },
  ];
}
