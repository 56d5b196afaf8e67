import { errorRatio, latency } from "telltale";
import { backend, frontend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";

const services = { backend, frontend };

export type ServiceName = keyof typeof services;

/** The indicators of both services: alerts fire on these series, and dashboards show them. */
export const requests = {
  backend: recordIndicators("backend"),
  frontend: recordIndicators("frontend"),
};

function recordIndicators(name: ServiceName) {
  // The names end in 5m, so the window must not follow the project's default.
  const options = { window: "5m" } as const;
  const service = services[name];
  return {
    name,
    service,
    errors: todo.recordingRule(
      `app_kubernetes_io_name:${name}_http_request_failures_per_request:ratio_rate5m`,
      errorRatio(service.http),
      options,
    ),
    latency: todo.recordingRule(
      `app_kubernetes_io_name:${name}_http_request_duration_seconds:p95_rate5m`,
      latency(service.http, 0.95),
      options,
    ),
  };
}
