import { counter, gauge, histogram, http, not } from "telltale";

/**
 * The metrics that `MetricsCollector` gives to each service, under a prefix of its own. Python's client takes no hyphen in
 * a name: the collector is made with `MetricsCollector("normalization_service")`.
 */
export function processor<const Prefix extends string>(prefix: Prefix, size: { readonly topics: number }) {
  const messages = counter(`${prefix}_messages_processed_total`, {
    help: "Messages processed, whether that succeeded or not",
    labels: { topic: size.topics, status: { values: ["success"], about: 2 }, message_type: 3 },
  });
  const errors = counter(`${prefix}_errors_total`, {
    help: "Errors, by their type and the component that met them",
    labels: { error_type: { values: ["validation_error"], about: 6 }, component: { values: ["parser"], about: 4 } },
  });
  return {
    port: 8080,
    healthy: gauge(`${prefix}_health_status`, { help: "1 while the service finds itself healthy, else 0" }),
    http: http({
      requests: counter(`${prefix}_requests_total`, {
        help: "HTTP requests served",
        labels: { method: 3, endpoint: 6, status: 6 },
      }),
      failed: { status: /5../ },
      // The latency alert fires at 1 s, so 1 is a bucket bound.
      duration: histogram(`${prefix}_request_duration_seconds`, {
        help: "Time to serve an HTTP request",
        labels: { method: 3, endpoint: 6 },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      }),
    }),
    messages: http({
      requests: messages,
      failed: { status: not("success") },
      duration: histogram(`${prefix}_processing_duration_seconds`, {
        help: "Time to process a message",
        labels: { topic: size.topics, message_type: 3 },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      }),
    }),
    // The collector counts what a message fails for by `record_error("validation_error", "parser")`.
    validation: http({ requests: messages, failed: errors.where({ error_type: /validation.*/ }) }),
    errors,
    memory: gauge(`${prefix}_memory_usage_bytes`, { help: "Memory of the process", unit: "decbytes" }),
    connections: gauge(`${prefix}_active_connections`, { help: "Connections that are open", unit: "short" }),
  };
}
