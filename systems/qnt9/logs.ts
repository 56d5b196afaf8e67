import { logStream } from "telltale";
import { apps, namespaces } from "./system.js";

const streamLabels = { namespace: ["qnt9"], app: apps, pod: 15, container: 5 } as const;
const fields = {
  timestamp: 100_000,
  level: ["DEBUG", "INFO", "WARNING", "ERROR"],
  logger: 50,
  message: 10_000,
  service: 5,
  // Added by OpenTelemetry's instrumentation of logging: leads from a line to its trace.
  trace_id: 100_000,
} as const;

/** The logs of all our services: one JSON object per line. The level is a field, not a label of the stream. */
export const allLogs = logStream({ selector: { namespace: "qnt9" }, labels: streamLabels, fields });

/** The logs of all pods, also those of the collector. */
export const podLogs = logStream({
  selector: {},
  labels: { ...streamLabels, namespace: namespaces },
  fields,
}).where({ namespace: namespaces });

/** The logs of the collector: one line of `key=value` each. */
export const collectorLogs = logStream({
  selector: { namespace: "qnt9-monitoring", app: "grafana-agent" },
  labels: { namespace: namespaces, app: ["grafana-agent"], pod: 3, container: 1 },
  fields: { ts: 100_000, level: ["debug", "info", "warn", "error"], msg: 10_000, component_id: 20, err: 1_000 },
  format: "logfmt",
});

/** The logs of one service, with its own fields. */
export function serviceLogs<const OwnFields extends Readonly<Record<string, number>>>(
  app: (typeof apps)[number],
  ownFields: OwnFields,
) {
  const selector = { namespace: "qnt9", app };
  return logStream({ selector, labels: streamLabels, fields: { ...fields, ...ownFields } });
}
