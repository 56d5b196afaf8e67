import { errorRatio, latency } from "telltale";
import { api } from "../../systems/openuser/api.js";
import { openuser } from "../../systems/openuser/system.js";

// The names end in 5m, so the window must not follow the project's default.
const options = { window: "5m" } as const;

export const apiErrors = openuser.recordingRule(
  "job:http_request_failures_per_request:ratio_rate5m",
  errorRatio(api.http),
  options,
);

export const apiLatency = openuser.recordingRule(
  "job:http_request_duration_seconds:p95_rate5m",
  latency(api.http, 0.95),
  options,
);
