import { counter, histogram, http } from "telltale";

/**
 * The requests of one of our FastAPI services: all of them count and time requests alike, under their own prefix.
 *
 * The latency alert judges by 2 s, so 2 is one of the bounds: between two bounds a quantile is only guessed.
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
