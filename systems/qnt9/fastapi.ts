import { counter, histogram, http } from "telltale";

/**
 * The requests of one of our FastAPI services. All have the same metrics, each under a prefix of its own.
 *
 * The latency alert fires at 2 s, so 2 is a bucket bound: within a bucket, a quantile is only interpolated.
 */
export function fastapi(prefix: string, traffic: { readonly endpoints: number }) {
  return http({
    requests: counter(`${prefix}_http_requests_total`, {
      help: "HTTP requests served",
      labels: { method: 5, endpoint: traffic.endpoints, status: 8 },
    }),
    failed: { status: /5../ },
    duration: histogram(`${prefix}_http_request_duration_seconds`, {
      help: "Time to serve an HTTP request",
      labels: { method: 5, endpoint: traffic.endpoints },
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    }),
  });
}
