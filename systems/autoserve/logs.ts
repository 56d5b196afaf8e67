import { logStream } from "telltale";

const services = ["backend", "worker", "ml-controller"] as const;

/**
 * The logs of one service: one JSON object per line. Fluent Bit sets the labels `service` and `namespace` from the pod, and
 * sends the line of the application without its own wrapper.
 */
export function serviceLogs<const OwnFields extends Readonly<Record<string, number>>>(
  service: (typeof services)[number],
  ownFields?: OwnFields,
) {
  return logStream({
    selector: { namespace: "autoserve-prod", service },
    // Fluent Bit's own label `job` is always "fluent-bit": links of alerts must not compare it with the job of metrics.
    labels: { namespace: ["autoserve-prod"], service: services, pod: 12 },
    fields: {
      timestamp: 100_000,
      level: ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"],
      module: 20,
      message: 10_000,
      correlation_id: 100_000,
      user_id: 10_000,
      request_id: 100_000,
      duration_ms: 10_000,
      metadata_ip_address: 10_000,
      metadata_user_agent: 1_000,
      // Added by the document's formatter: they lead from a line to its trace.
      trace_id: 100_000,
      span_id: 100_000,
      ...(ownFields as OwnFields),
    },
  });
}
