import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { histogram } from "../../model/metric/histogram.js";
import { counter } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of Dapr's sidecars. */
export type Dapr = ExposedMetrics<ReturnType<typeof daprMetrics>>;

/** The approximate size of what Dapr's sidecars serve. */
export interface DaprSize {
  /** Applications with a sidecar. @default 3 */
  readonly apps?: number;
  /** Components, such as state stores and brokers. @default 5 */
  readonly components?: number;
  /** Topics of publish and subscribe. @default 5 */
  readonly topics?: number;
}

const daprSizeOptions = { apps: number, components: number, topics: number } as const satisfies OptionTable<DaprSize>;

/** The bounds of Dapr's latencies, in milliseconds. */
const milliseconds = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650, 800, 1000,
  2000, 5000, 10_000, 20_000, 50_000, 100_000,
] as const;

/**
 * The metrics of Dapr 1, which each sidecar exposes under port 9090. Durations are in milliseconds.
 *
 * @example
 * export const sidecars = todo.service("dapr", { ...daprMetrics({ apps: 2 }), labels: { namespace: 1, pod: 4 } });
 */
export function daprMetrics(size: DaprSize = {}) {
  requireArguments("daprMetrics(…)", [["size", size, object(daprSizeOptions)]]);
  const { apps, components, topics } = { apps: 3, components: 5, topics: 5, ...size };
  const app = { app_id: apps } as const;
  return {
    exporter: true,
    port: 9090,
    labels: { instance: apps },
    http: httpMetrics(app),
    grpc: grpcMetrics(app),
    component: componentMetrics(app, components),
    pubsub: pubsubMetrics(app, components, topics),
  };
}

type App = { readonly app_id: number };

function httpMetrics(app: App) {
  const labels = { ...app, method: 5, path: 10, status: 8 } as const;
  return {
    requests: counter("dapr_http_server_request_count", { help: "HTTP requests served", unit: "short", labels }),
    duration: histogram("dapr_http_server_latency", {
      help: "Time to serve an HTTP request, in milliseconds",
      unit: "ms",
      labels,
      buckets: milliseconds,
    }),
    clientRequests: counter("dapr_http_client_completed_count", {
      help: "HTTP requests of the sidecar to its application",
      unit: "short",
      labels,
    }),
    clientDuration: histogram("dapr_http_client_roundtrip_latency", {
      help: "Time that the application took to answer an HTTP request, in milliseconds",
      unit: "ms",
      labels,
      buckets: milliseconds,
    }),
    healthProbes: counter("dapr_http_healthprobes_completed_count", {
      help: "Probes of the application's health",
      unit: "short",
      labels: { ...app, status: 3 },
    }),
  };
}

function grpcMetrics(app: App) {
  const server = { ...app, grpc_server_method: 10, grpc_server_status: 5 } as const;
  const client = { ...app, grpc_client_method: 10, grpc_client_status: 5 } as const;
  return {
    calls: counter("dapr_grpc_io_server_completed_rpcs", { help: "gRPC calls served", unit: "short", labels: server }),
    duration: histogram("dapr_grpc_io_server_server_latency", {
      help: "Time to serve a gRPC call, in milliseconds",
      unit: "ms",
      labels: server,
      buckets: milliseconds,
    }),
    clientCalls: counter("dapr_grpc_io_client_completed_rpcs", {
      help: "gRPC calls of the sidecar",
      unit: "short",
      labels: client,
    }),
    clientDuration: histogram("dapr_grpc_io_client_roundtrip_latency", {
      help: "Time until a gRPC call of the sidecar was answered, in milliseconds",
      unit: "ms",
      labels: client,
      buckets: milliseconds,
    }),
  };
}

function componentMetrics(app: App, components: number) {
  const labels = { ...app, component: components } as const;
  const operation = { ...labels, namespace: 1, operation: 5, success: ["true", "false"] } as const;
  return {
    loaded: counter("dapr_runtime_component_loaded", { help: "Components loaded", unit: "short", labels: app }),
    initialised: counter("dapr_runtime_component_init_total", {
      help: "Components that started",
      unit: "short",
      labels,
    }),
    failed: counter("dapr_runtime_component_init_fail_total", {
      help: "Components that could not start",
      unit: "short",
      labels: { ...labels, reason: 3, componentName: components },
    }),
    stateOperations: counter("dapr_component_state_count", {
      help: "Operations on state stores",
      unit: "short",
      labels: operation,
    }),
    stateDuration: histogram("dapr_component_state_latencies", {
      help: "Time of operations on state stores, in milliseconds",
      unit: "ms",
      labels: operation,
      buckets: milliseconds,
    }),
  };
}

function pubsubMetrics(app: App, components: number, topics: number) {
  const labels = { ...app, component: components, namespace: 1, topic: topics } as const;
  const received = { ...labels, process_status: ["success", "retry", "drop"], status: 5 } as const;
  const sent = { ...labels, success: ["true", "false"] } as const;
  return {
    received: counter("dapr_component_pubsub_ingress_count", {
      help: "Messages that a subscription received",
      unit: "short",
      labels: received,
    }),
    processing: histogram("dapr_component_pubsub_ingress_latencies", {
      help: "Time that the application took to process a message, in milliseconds",
      unit: "ms",
      labels: received,
      buckets: milliseconds,
    }),
    published: counter("dapr_component_pubsub_egress_count", {
      help: "Messages that were published",
      unit: "short",
      labels: sent,
    }),
    publishing: histogram("dapr_component_pubsub_egress_latencies", {
      help: "Time that the broker took to accept a message, in milliseconds",
      unit: "ms",
      labels: sent,
      buckets: milliseconds,
    }),
  };
}

/** A service with the metrics of Dapr's sidecar injector. */
export type DaprInjector = ExposedMetrics<ReturnType<typeof daprInjectorMetrics>>;

/**
 * The metrics of Dapr's sidecar injector, which adds sidecars to new pods.
 *
 * @example
 * export const injector = todo.service("dapr-sidecar-injector", daprInjectorMetrics());
 */
export function daprInjectorMetrics() {
  const name = (part: string) => `dapr_injector_sidecar_injection_${part}_total`;
  return {
    exporter: true,
    port: 9090,
    labels: {},
    requests: counter(name("requests"), { help: "Pods that asked for a sidecar", unit: "short" }),
    succeeded: counter(name("succeeded"), { help: "Pods that got a sidecar", unit: "short", labels: { app_id: 3 } }),
    failed: counter(name("failed"), {
      help: "Pods that got no sidecar",
      unit: "short",
      labels: { app_id: 3, reason: 5 },
    }),
  };
}
