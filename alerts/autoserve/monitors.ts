import { down, eventRate } from "telltale";
import * as runbooks from "../../runbooks/autoserve/monitors.js";
import { containers, hosts, kubernetes, postgres } from "../../systems/autoserve/infrastructure.js";
import { fluentBit, jaeger } from "../../systems/autoserve/monitors.js";
import { autoserve } from "../../systems/autoserve/system.js";

/** Without an exporter, the alerts on its metrics can neither fire nor resolve. */
export const metricsMissing = [hosts, containers, kubernetes, postgres].map((exporter) =>
  autoserve.alert("MetricsMissing", {
    when: down(exporter),
    for: "10m",
    severity: "warning",
    labels: { exporter: exporter.service.name },
    summary: "The metrics of {{ $labels.job }} are missing",
    description:
      "For ten minutes, it has not answered a scrape, or Prometheus has no target for it. Alerts on its metrics cannot fire.",
    runbook: runbooks.metricsMissing,
    dashboard: "Kubernetes Infrastructure",
  }),
);

export const logsMissing = autoserve.alert("LogsMissing", {
  when: down(fluentBit).or(eventRate(fluentBit.dropped).above(0)),
  for: "10m",
  severity: "warning",
  summary: "Logs do not appear in Loki",
  description:
    "For ten minutes, Fluent Bit has lost lines, has not answered a scrape, or Prometheus has no target for it.",
  runbook: runbooks.logsMissing,
  dashboard: "Logs",
});

export const tracesMissing = autoserve.alert("TracesMissing", {
  when: down(jaeger).or(eventRate(jaeger.spans.refused).above(0)),
  for: "10m",
  severity: "warning",
  summary: "Traces do not appear in Jaeger",
  description:
    "For ten minutes, Jaeger has refused spans, has not answered a scrape, or Prometheus has no target for it.",
  runbook: runbooks.tracesMissing,
  dashboard: "Traces",
});
