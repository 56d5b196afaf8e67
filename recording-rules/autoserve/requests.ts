import { errorRatio, latency } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { autoserve } from "../../systems/autoserve/system.js";

// The names end in 5m, so the window must not follow the project's default.
const options = { window: "5m" } as const;

/** The share of the requests that fail: the alert fires on it, and dashboards show it. */
export const errors = autoserve.recordingRule(
  "job:http_request_failures_per_request:ratio_rate5m",
  errorRatio(backend.http),
  options,
);

/** The 95th percentile of all requests, whatever their endpoint and pod. */
export const slowest = autoserve.recordingRule(
  "job:http_request_duration_seconds:p95_rate5m",
  latency(backend.http, 0.95),
  options,
);
