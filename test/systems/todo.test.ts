import { beforeAll, describe, expect, test } from "vitest";
import { compileSystemOfRepository } from "./compiled-system.js";

let todo: Awaited<ReturnType<typeof compileSystemOfRepository>>;

beforeAll(async () => {
  todo = await compileSystemOfRepository("todo", "todo-prod");
});

test("has no findings", () => expect(todo.findings).toEqual([]));

test("its services expose the six documented metrics of the application", () => {
  const documented = [
    ...["http_requests_total", "http_request_duration_seconds", "user_sessions_active"],
    ...["todo_tasks_completed_total", "todo_tasks_created_total", "chat_messages_total"],
  ];
  expect([...todo.metrics].sort()).toEqual(documented.sort());
});

describe("every other documented metric is drawn, in the name that it has", () => {
  test.each([
    ["kafka_server_broker_topic_messages_in_per_sec", "kafka_server_brokertopicmetrics_messagesin_total"],
    ["kafka_server_broker_topic_requests_per_sec", "kafka_server_brokertopicmetrics_totalproducerequests_total"],
    ["kafka_server_broker_topic_requests_per_sec", "kafka_server_brokertopicmetrics_totalfetchrequests_total"],
    ["kafka_server_replicamanager_underreplicatedpartitions", undefined],
    ["kafka_controller_kafkacontroller_offlinepartitionscount", undefined],
    ["container_cpu_usage_seconds_total", undefined],
    ["container_memory_working_set_bytes", undefined],
    ["kube_pod_status_ready", undefined],
    ["kube_deployment_status_replicas_ready", undefined],
    ["dapr_http_server_handled_total", "dapr_http_server_request_count"],
    ["dapr_grpc_server_handled_total", "dapr_grpc_io_server_completed_rpcs"],
    ["dapr_sidecar_injected", "dapr_injector_sidecar_injection_requests_total"],
    ["dapr_component_loaded", "dapr_runtime_component_loaded"],
  ])("%s", (documented, exposed = documented) => {
    const queries = todo.dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
    const drawn = queries.map(({ query }) => query.rendered).join("\n");
    expect(drawn).toContain(`${exposed}{`);
    if (exposed !== documented) expect(drawn).not.toContain(documented);
  });
});

test("has the four documented dashboards with their panels, those of logs and traces, and those of the objectives", () => {
  const documented = {
    Overview: ["Request rate", "Error rate", "Latency", "Active users"],
    "Application Performance": ["Request distribution", "Throughput", "Database queries"],
    Kafka: ["Message rate", "Under-replicated partitions", "Request rate"],
    Infrastructure: ["CPU", "Memory", "Pods not ready", "Network received", "Network sent"],
    Logs: ["Error logs", "Frontend logs", "Backend API logs", "Kafka logs"],
    Traces: ["Traces by service", "Slow traces", "Traces with errors", "Traces by operation"],
  };
  const objectives = ["Objectives", "Objectives of todo-chatbot-backend"];
  const titles = todo.dashboards.map(({ value }) => value.title);
  expect(titles.sort()).toEqual([...Object.keys(documented), ...objectives].sort());
  for (const [title, panels] of Object.entries(documented)) {
    const dashboard = todo.dashboards.find(({ value }) => value.title === title)!;
    expect(dashboard.value).toMatchObject({ refresh: "1m", time: { from: "now-1h", to: "now" } });
    const drawn = dashboard.panels.map(({ data }) => data.title);
    for (const panel of panels) expect(drawn, title).toContain(panel);
  }
});

test("the four searches for traces are tables of Jaeger, and saved links to Explore", () => {
  const board = todo.dashboards.find(({ value }) => value.title === "Traces")!;
  const of = { queryType: "search", service: "todo-chatbot-backend", datasource: { type: "jaeger", uid: "jaeger" } };
  const searches = [{}, { minDuration: "5s" }, { tags: "error=true" }, { operation: "POST /api/tasks" }];
  const targets = board.panels.flatMap(({ data }) => ("targets" in data ? (data.targets ?? []) : []));
  for (const search of searches) expect(targets).toContainEqual(expect.objectContaining({ ...of, ...search }));
  const overview = todo.dashboards.find(({ value }) => value.title === "Overview")!;
  const saved = (overview.value.links ?? []).map(({ url = "" }) => new URLSearchParams(url.split("?")[1]).get("panes"));
  const queries = saved.flatMap((panes) => (panes === null ? [] : JSON.parse(panes).traces.queries));
  for (const search of searches) expect(queries).toContainEqual(expect.objectContaining({ ...of, ...search }));
});

test("the four log queries are saved as links to Explore", () => {
  const board = todo.dashboards.find(({ value }) => value.title === "Logs")!;
  const titles = (board.value.links ?? []).flatMap(({ title, url }) => (url?.startsWith("/explore?") ? [title] : []));
  expect(titles.slice(0, 4)).toEqual(["Error logs", "Frontend logs", "Backend API logs", "Kafka logs"]);
});

test("has the seven documented alerts with their severities, three of its own, and those of its objectives", () => {
  const severities = new Map(todo.alerts.map(({ alert, labels }) => [alert, labels?.severity]));
  expect(Object.fromEntries([...severities].filter(([name]) => !name.startsWith("Backend")))).toEqual({
    HighErrorRate: "critical",
    KafkaOfflinePartitions: "critical",
    DaprSidecarDown: "critical",
    HighLatency: "warning",
    HighCPUUsage: "warning",
    HighMemoryUsage: "warning",
    PodNotReady: "warning",
    ServiceDown: "critical",
    KafkaUnderReplicatedPartitions: "warning",
    Watchdog: "none",
  });
  const ofObjectives = ["BackendAvailability", "BackendLatency"].flatMap((slo) => [`${slo}BudgetBurn`, `${slo}NoData`]);
  expect([...severities.keys()].filter((name) => name.startsWith("Backend")).sort()).toEqual(ofObjectives.sort());
});
