import { counter, env, errorRatio, histogram, http, latency, receiver, system } from "telltale";
import { compileProject } from "../../src/compile/index.js";
import type { Defaults } from "../../src/model/project/config.js";
import type { SystemFacts } from "../../src/model/system/system.js";

// An API and a worker, of two systems that do not know of one another, in one Prometheus. Both expose the usual metrics.
const pager = receiver.pagerduty("pager", { key: env("KEY") });
const options = { labels: { app: 2, pod: 4 }, serviceLabel: "app", routes: { critical: [pager] } } as const;
const shopSystem = system("shop", options);
const jobsSystem = system("jobs", options);
export const [shop, jobs] = [shopSystem, jobsSystem] as unknown as readonly [SystemFacts, SystemFacts];

const usualMetrics = () =>
  http({
    requests: counter("http_requests_total", { help: "Requests served", labels: { status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("http_request_duration_seconds", { help: "Time of a request", buckets: [0.1, 0.5, 1, 2.5] }),
  });
export const api = shopSystem.service("api", { http: usualMetrics() });
export const worker = jobsSystem.service("worker", { http: usualMetrics() });

shopSystem.alert("ApiFails", {
  when: errorRatio(api.http).above(0.05),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} fails",
});
shopSystem.alert("ApiSlow", {
  when: latency(api.http, 0.95).above(2),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} is slow",
});
const recorded = jobsSystem.recordingRule("app:http_failures_per_request:ratio", errorRatio(worker.http));
jobsSystem.alert("WorkerFails", {
  when: recorded.above(0.05),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} fails",
});
// The same name is recorded for the API, too, and nothing is alerted on.
shopSystem.recordingRule("app:http_failures_per_request:ratio", errorRatio(api.http));

/** Compiles both systems. */
export function compileBoth(defaults: Defaults = {}) {
  const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
  return compileProject({ config: { environments: { prod: { dataSources } }, defaults }, systems: [shop, jobs] });
}
