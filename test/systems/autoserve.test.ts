import { beforeAll, describe, expect, test } from "vitest";
import { compileSystemOfRepository } from "./compiled-system.js";

let autoserve: Awaited<ReturnType<typeof compileSystemOfRepository>>;

beforeAll(async () => {
  autoserve = await compileSystemOfRepository("autoserve", "autoserve-prod");
});

function dashboard(title: string) {
  return autoserve.dashboards.find(({ value }) => value.title === title)!;
}

test("has no findings", () => expect(autoserve.findings).toEqual([]));

test("its services expose the documented metrics, and the one that only the document's alert names", () => {
  const documented = [
    ...["http_requests_total", "http_request_duration_seconds", "http_requests_in_flight"],
    ...["db_connections_active", "db_connections_idle", "db_connections_max", "db_query_duration_seconds"],
    ...["tasks_created_total", "tasks_completed_total", "tasks_failed_total", "user_registrations_total"],
    ...["celery_tasks_total", "celery_task_duration_seconds", "celery_workers_active", "celery_queue_depth"],
    ...["data_records_processed_total", "data_processing_errors_total", "worker_memory_usage_bytes"],
    ...["scaling_decisions_total", "scaling_prediction_accuracy", "model_inference_duration_seconds"],
    ...["model_last_training_timestamp", "kubernetes_pods_running", "kubernetes_pods_pending"],
    ...["kubernetes_resource_requests", "task_processing_seconds", "active_sessions"],
  ];
  expect([...autoserve.metrics].sort()).toEqual(documented.sort());
});

test("its exporters have the documented metrics of nodes and pods, but for three that no exporter has", () => {
  const documented = [
    ...["node_network_receive_bytes_total", "container_cpu_usage_seconds_total"],
    ...["container_memory_usage_bytes", "container_network_receive_bytes_total", "container_spec_memory_limit_bytes"],
    ...["node_filesystem_avail_bytes", "node_filesystem_size_bytes"],
  ];
  expect(documented.filter((name) => !autoserve.exported.has(name))).toEqual([]);
  const invented = ["node_cpu_usage_percentage", "node_memory_usage_bytes", "node_disk_usage_bytes"];
  expect(invented.filter((name) => autoserve.exported.has(name))).toEqual([]);
});

describe("dashboards", () => {
  test.each([
    [
      "Application Overview",
      [
        "Request rate and error rate",
        "Response time percentiles (p50, p95, p99)",
        "Active users and sessions",
        "Task queue depth and processing rate",
        "Resource utilization (CPU, memory)",
      ],
    ],
    [
      "Kubernetes Infrastructure",
      [
        "Cluster resource utilization",
        "Pod status and distribution",
        "Node health and capacity",
        "Network traffic and I/O",
        "Storage usage",
      ],
    ],
    [
      "ML Scaling",
      [
        "Scaling decisions over time",
        "Model prediction accuracy",
        "Resource optimization impact",
        "Cost savings from intelligent scaling",
        "Alert correlations",
      ],
    ],
    [
      "Database Performance",
      [
        "Query performance and slow queries",
        "Connection pool status",
        "Transaction rates",
        "Index usage statistics",
        "Replication lag (if applicable)",
      ],
    ],
  ])("%s has a row for each of the five documented items", (title, items) => {
    const rows = (dashboard(title).value.panels ?? []).flatMap((panel) => (panel.type === "row" ? [panel.title] : []));
    expect(items.filter((item) => !rows.includes(item))).toEqual([]);
  });

  test("show every metric of the services", () => {
    const drawn = autoserve.dashboards.flatMap(({ panels }) =>
      panels.flatMap(({ queries }) => queries.map(({ query }) => query.rendered)),
    );
    const recorded = autoserve.rules.flatMap((rule) => (rule.kind === "alert" ? [] : [rule.data]));
    const used = recorded.filter(({ record }) => drawn.some((text) => text.includes(record))).map(({ expr }) => expr);
    const text = [...drawn, ...used].join("\n");
    expect([...autoserve.metrics].filter((name) => !text.includes(name))).toEqual([]);
  });

  test("Logs has the five documented queries, Traces the four documented searches", () => {
    const titles = (title: string) => dashboard(title).panels.map(({ data }) => data.title);
    expect(titles("Logs")).toEqual(
      expect.arrayContaining([
        "All error logs in the last hour",
        "Authentication failures",
        "High latency requests",
        "Worker task failures",
        "ML scaling decisions",
      ]),
    );
    expect(titles("Traces")).toEqual(
      expect.arrayContaining(["Service dependency map", "Error traces", "Latency analysis", "Database queries"]),
    );
  });
});

test("has the six documented alerts with their documented durations and severities", () => {
  const documented = {
    HighErrorRate: ["5m", "critical"],
    ServiceDown: ["1m", "critical"],
    DatabaseConnectionHigh: ["5m", "critical"],
    HighLatency: ["10m", "warning"],
    HighMemoryUsage: ["15m", "warning"],
    LowDiskSpace: ["5m", "warning"],
  };
  for (const [name, [duration, severity]] of Object.entries(documented)) {
    const alerts = autoserve.alerts.filter(({ alert }) => alert === name);
    expect(alerts, name).toHaveLength(name === "ServiceDown" ? 3 : 1);
    for (const alert of alerts) expect(alert).toMatchObject({ for: duration, labels: { severity } });
  }
});

test("every objective that can be computed has its alerts", () => {
  const names = new Set(autoserve.alerts.map(({ alert }) => alert));
  for (const name of [
    ...["BackendAvailability", "BackendLatency", "WorkerAvailability", "WorkerProcessingTime"],
    ...["MlPredictionAccuracy", "MlModelAvailability"],
  ]) {
    expect(names).toContain(`${name}BudgetBurn`);
  }
});
