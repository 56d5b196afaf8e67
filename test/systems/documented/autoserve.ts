import { alert, type DocumentedSystem, dashboard, file, item, metric, metrics, none, runbook, slo } from "./item.js";

const system = file("systems/autoserve/system.ts");
const logs = file("systems/autoserve/logs.ts");
const collected = file("systems/autoserve/collection.ts");
const generated = "generated/autoserve-prod/autoserve/collection/compose";
const application = "Application Overview";
const cluster = "Kubernetes Infrastructure";
const scaling = "ML Scaling";
const database = "Database Performance";

/** A row of a dashboard, which has the name of what the document lists. */
function row(title: string, name: string, note?: string) {
  return item(name, dashboard(title, name), note);
}

/** Everything that the document of AutoServe names. */
export const autoserve: DocumentedSystem = {
  name: "autoserve",
  title: "AutoServe",
  environment: "autoserve-prod",
  sections: [
    {
      title: "Dashboards and panels",
      items: [
        item("Application Overview Dashboard", dashboard(application)),
        row(application, "Request rate and error rate"),
        row(application, "Response time percentiles (p50, p95, p99)"),
        row(application, "Active users and sessions", "no metric counts users: sessions and registrations"),
        row(application, "Task queue depth and processing rate"),
        row(application, "Resource utilization (CPU, memory)"),
        item("Kubernetes Infrastructure Dashboard", dashboard(cluster)),
        row(cluster, "Cluster resource utilization"),
        row(cluster, "Pod status and distribution"),
        row(cluster, "Node health and capacity"),
        row(cluster, "Network traffic and I/O"),
        row(cluster, "Storage usage"),
        item("ML Scaling Dashboard", dashboard(scaling)),
        row(scaling, "Scaling decisions over time"),
        row(scaling, "Model prediction accuracy"),
        row(
          scaling,
          "Resource optimization impact",
          "no metric of the impact itself: what the controller sees, and the response time",
        ),
        row(scaling, "Cost savings from intelligent scaling", "no metric has prices: CPU that is requested and idle"),
        row(scaling, "Alert correlations", "no metric: alerts that fire, below the decisions"),
        item("Database Performance Dashboard", dashboard(database)),
        row(database, "Query performance and slow queries"),
        row(database, "Connection pool status"),
        row(database, "Transaction rates"),
        row(database, "Index usage statistics"),
        row(database, "Replication lag (if applicable)"),
      ],
    },
    {
      title: "Metrics",
      items: [
        ...metrics("http_requests_total", "http_request_duration_seconds", "http_requests_in_flight"),
        ...metrics("db_connections_active", "db_connections_idle", "db_query_duration_seconds"),
        ...metrics("tasks_created_total", "tasks_completed_total", "tasks_failed_total", "user_registrations_total"),
        ...metrics("celery_tasks_total", "celery_task_duration_seconds", "celery_workers_active", "celery_queue_depth"),
        ...metrics("data_records_processed_total", "data_processing_errors_total", "worker_memory_usage_bytes"),
        ...metrics("scaling_decisions_total", "scaling_prediction_accuracy", "model_inference_duration_seconds"),
        ...metrics("model_last_training_timestamp", "kubernetes_pods_running", "kubernetes_pods_pending"),
        ...metrics("kubernetes_resource_requests"),
        item("node_cpu_usage_percentage", metric("node_cpu_seconds_total"), "node_exporter has no such metric"),
        item(
          "node_memory_usage_bytes",
          [metric("node_memory_MemTotal_bytes"), metric("node_memory_MemAvailable_bytes")],
          "node_exporter has no such metric",
        ),
        item(
          "node_disk_usage_bytes",
          [metric("node_filesystem_size_bytes"), metric("node_filesystem_avail_bytes")],
          "node_exporter has no such metric",
        ),
        ...metrics("node_network_receive_bytes_total", "container_cpu_usage_seconds_total"),
        ...metrics("container_memory_usage_bytes", "container_network_receive_bytes_total"),
        ...metrics("task_processing_seconds", "active_sessions"),
        item("up", alert("ServiceDown"), "Prometheus writes it for every target"),
        item(
          "db_connections_max",
          metric("db_connections_max"),
          "declared, and `DatabaseConnectionLimitMissing` until the backend exposes it",
        ),
        ...metrics("container_spec_memory_limit_bytes", "node_filesystem_avail_bytes", "node_filesystem_size_bytes"),
      ],
    },
    {
      title: "Alerts",
      items: [
        item("HighErrorRate", alert("HighErrorRate")),
        item("ServiceDown", alert("ServiceDown"), "one for each service"),
        item("DatabaseConnectionHigh", alert("DatabaseConnectionHigh")),
        item("HighLatency", alert("HighLatency")),
        item("HighMemoryUsage", alert("HighMemoryUsage")),
        item("LowDiskSpace", alert("LowDiskSpace")),
        item("Critical Alerts (Page immediately)", system),
        item("Warning Alerts (Investigate)", system),
      ],
    },
    {
      title: "Objectives",
      items: [
        item("Availability: Percentage of successful requests", slo("backend-availability")),
        item("Latency: 95th percentile response time", slo("backend-latency")),
        item("Error Rate: Percentage of failed requests", slo("backend-availability")),
        item("Throughput: Requests per second", dashboard(application, "Requests")),
        item("backend_api.availability", slo("backend-availability")),
        item("backend_api.latency_p95", slo("backend-latency")),
        item("backend_api.error_rate", slo("backend-availability"), "the same promise in other words"),
        item("worker_service.availability", slo("worker-availability")),
        item("worker_service.processing_time", slo("worker-processing-time"), "its histogram needs a bucket at 60 s"),
        item("worker_service.queue_delay", none, "no metric; [what to instrument](autoserve.md#objectives)"),
        item("ml_controller.prediction_accuracy", slo("ml-prediction-accuracy"), "of minutes"),
        item("ml_controller.decision_latency", none, "no metric; [what to instrument](autoserve.md#objectives)"),
        item("ml_controller.model_availability", slo("ml-model-availability"), "that the controller can be reached"),
      ],
    },
    {
      title: "Queries",
      items: [
        item("All error logs in the last hour", dashboard("Logs", "All error logs in the last hour")),
        item("Authentication failures", dashboard("Logs", "Authentication failures")),
        item("High latency requests", dashboard("Logs", "High latency requests")),
        item("Worker task failures", dashboard("Logs", "Worker task failures")),
        item("ML scaling decisions", dashboard("Logs", "ML scaling decisions")),
        item("Service dependency map", dashboard("Traces", "Service dependency map")),
        item("Error traces", dashboard("Traces", "Error traces")),
        item("Latency analysis", dashboard("Traces", "Latency analysis")),
        item("Database queries", dashboard("Traces", "Database queries")),
      ],
    },
    {
      title: "Components and files",
      items: [
        item("Prometheus", [file("telltale.config.ts"), collected]),
        item("Grafana", [file("telltale.config.ts"), collected]),
        item("Loki", [file("telltale.config.ts"), collected]),
        item("Fluent Bit", [file("systems/autoserve/monitors.ts"), collected]),
        item("Jaeger", [file("systems/autoserve/monitors.ts"), collected]),
        item("backend", file("systems/autoserve/backend.ts")),
        item("worker", file("systems/autoserve/worker.ts")),
        item("ml-controller", file("systems/autoserve/ml-controller.ts")),
        item("prometheus.yml", file(`${generated}/prometheus/prometheus.yml`, "generated/…/prometheus.yml")),
        item(
          "fluent-bit.conf",
          file(`${generated}/fluent-bit/fluent-bit.yaml`, "generated/…/fluent-bit.yaml"),
          "in YAML: the classic format is deprecated",
        ),
        item("parsers.conf", none, "the parsers of Docker and CRI are built in"),
        item(
          "k8s/monitoring",
          file("generated/autoserve-prod/autoserve/collection/kubernetes", "generated/…/kubernetes/"),
        ),
        item(
          "monitoring/grafana/dashboards/",
          file("generated/autoserve-prod/autoserve/dashboards", "generated/…/dashboards/"),
        ),
        item("monitoring/prometheus/rules/", file("generated/autoserve-prod/autoserve/rules", "generated/…/rules/")),
      ],
    },
    {
      title: "Troubleshooting",
      items: [
        item("Metrics not showing up", [runbook("ServiceDown"), runbook("MetricsMissing")]),
        item("Logs not appearing in Loki", runbook("LogsMissing")),
        item("Traces not in Jaeger", runbook("TracesMissing")),
        item("Reduce metric cardinality", file("docs/checks/metric/cardinality.md", "metric/cardinality")),
        item(
          "Good: user_id in log, not metric",
          file("docs/checks/metric/unbounded-label.md", "metric/unbounded-label"),
        ),
        item("Optimize log volume", collected, "lines of level DEBUG are not sent"),
        item("Set appropriate log levels", [logs, collected]),
        item(
          "Sample high-volume logs",
          none,
          "the one line that is needed may be missing: lines are left out by level",
        ),
        item(
          "Configure retention policies",
          [file("telltale.config.ts"), collected],
          "35 days of metrics, for the objectives; 168 hours of logs; 10,000 traces",
        ),
      ],
    },
    {
      title: "Practices",
      items: [
        item("Use consistent naming conventions", file("docs/checks/metric/base-unit.md", "metric/base-unit")),
        item(
          "Include units in metric names",
          file("docs/checks/metric/timestamp-without-seconds.md", "metric/timestamp-without-seconds"),
        ),
        item("Use labels for dimensions, not metric names", file("systems/autoserve/ml-controller.ts")),
        item("Use structured logging (JSON)", logs),
        item("Include correlation IDs", logs, "`correlation_id`, `request_id` and `trace_id`"),
        item("Log at appropriate levels", logs),
        item("Include context information", logs),
        item("Use appropriate sampling rates", collected, "10 % of the traces that are neither slow nor failed"),
        item(
          "Sample based on service criticality",
          collected,
          "by what happened: all traces with an error, or over 500 ms",
        ),
        item("Include important operations", none, "code of the services"),
        item(
          "Tag spans with useful attributes",
          dashboard("Traces", "Failed tasks"),
          "`task.status`; the rest is code of the services",
        ),
        item("Group related metrics", dashboard(application), "rows, as the document lists them"),
        item("Use consistent time ranges", dashboard(scaling), "an hour on all but this: decisions are rare"),
        item("Include SLI/SLO indicators", dashboard(application, "Availability budget", "Latency budget")),
        item("Provide drill-down capabilities", dashboard("Overview", "Services")),
        item(
          "Alert on symptoms, not causes",
          file("alerts/autoserve", "alerts/autoserve/"),
          "symptoms page; memory and disks are warnings",
        ),
        item("Use appropriate thresholds", file("systems/autoserve/limits.ts")),
        item("Include runbook links", file("docs/runbooks/autoserve", "docs/runbooks/autoserve/")),
        item("Test alert conditions", file("alerts/autoserve", "alerts/autoserve/"), "`*.test.ts` beside the alerts"),
        item("Custom Metrics", file("systems/autoserve/worker.ts"), "the three metrics of the example"),
        item("Log Correlation", logs, "`trace_id` and `span_id`"),
        item("Anomaly Detection", none, "a program, not a rule: what it finds can be exposed as a metric"),
      ],
    },
  ],
};
