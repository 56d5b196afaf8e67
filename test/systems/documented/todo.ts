import { alert, type DocumentedSystem, dashboard, file, item, metric, metrics, none, runbook, slo } from "./item.js";

const collected = file("systems/todo/collection.ts");
const manifests = "generated/todo-prod/todo/collection/kubernetes";
/** A generated file of the collection. */
const manifest = (path: string) => file(`${manifests}/${path}`, path);
const logs = file("systems/todo/services.ts");
const settings = file("dashboards/todo/settings.ts");

/** Everything that the document of the Todo Chatbot names. */
export const todo: DocumentedSystem = {
  name: "todo",
  title: "Todo Chatbot",
  environment: "todo-prod",
  sections: [
    {
      title: "Dashboards and panels",
      items: [
        item("Overview", dashboard("Overview")),
        item("Request rate", dashboard("Overview", "Request rate")),
        item("error rate", dashboard("Overview", "Error rate", "Errors now")),
        item("latency", dashboard("Overview", "Latency", "95th percentile")),
        item(
          "active users",
          dashboard("Overview", "Active users", "Sessions now"),
          "sessions: one user may have several",
        ),
        item("Application Performance", dashboard("Application Performance")),
        item("Request distribution", dashboard("Application Performance", "Request distribution", "Durations")),
        item("throughput", dashboard("Application Performance", "Throughput", "Chat messages")),
        item(
          "database queries",
          dashboard("Application Performance", "Database queries"),
          "no metric: the panel says what to count",
        ),
        item("Kafka", dashboard("Kafka")),
        item("Message rate", dashboard("Kafka", "Message rate")),
        item("under-replicated partitions", dashboard("Kafka", "Under-replicated partitions")),
        item("request rate", dashboard("Kafka", "Request rate")),
        item("Infrastructure", dashboard("Infrastructure")),
        item("CPU", dashboard("Infrastructure", "CPU", "CPU of limit")),
        item("memory", dashboard("Infrastructure", "Memory", "Memory of limit")),
        item("pod status", dashboard("Infrastructure", "Pods by phase", "Pods not ready", "Missing replicas")),
        item("network I/O", dashboard("Infrastructure", "Network received", "Network sent")),
        item("refresh: 1m", settings),
        item("max_data_points: 1000", settings),
        item("Use dashboard variables", [dashboard("Infrastructure"), dashboard("Kafka")], "namespace and pod; topic"),
      ],
    },
    {
      title: "Metrics",
      items: [
        ...metrics("http_requests_total", "http_request_duration_seconds", "todo_tasks_completed_total"),
        ...metrics("todo_tasks_created_total", "chat_messages_total", "user_sessions_active"),
        item(
          "kafka_server_broker_topic_messages_in_per_sec",
          metric("kafka_server_brokertopicmetrics_messagesin_total"),
          "the name that Strimzi exposes",
        ),
        ...metrics("kafka_server_replicamanager_underreplicatedpartitions"),
        ...metrics("kafka_controller_kafkacontroller_offlinepartitionscount"),
        item(
          "kafka_server_broker_topic_requests_per_sec",
          [
            metric("kafka_server_brokertopicmetrics_totalproducerequests_total"),
            metric("kafka_server_brokertopicmetrics_totalfetchrequests_total"),
          ],
          "the names that Strimzi exposes",
        ),
        ...metrics("container_cpu_usage_seconds_total", "container_memory_working_set_bytes"),
        ...metrics("kube_pod_status_ready", "kube_deployment_status_replicas_ready"),
        item("dapr_http_server_handled_total", metric("dapr_http_server_request_count"), "the name that Dapr exposes"),
        item(
          "dapr_grpc_server_handled_total",
          metric("dapr_grpc_io_server_completed_rpcs"),
          "the name that Dapr exposes",
        ),
        item(
          "dapr_sidecar_injected",
          metric("dapr_injector_sidecar_injection_requests_total"),
          "exposed by the injector, not by the sidecars",
        ),
        item("dapr_component_loaded", metric("dapr_runtime_component_loaded"), "the name that Dapr exposes"),
      ],
    },
    {
      title: "Alerts",
      items: [
        item("HighErrorRate", alert("HighErrorRate"), "one for each service"),
        item("KafkaOfflinePartitions", alert("KafkaOfflinePartitions")),
        item("DaprSidecarDown", alert("DaprSidecarDown")),
        item("HighLatency", alert("HighLatency"), "one for each service"),
        item("HighCPUUsage", alert("HighCPUUsage")),
        item("HighMemoryUsage", alert("HighMemoryUsage")),
        item("PodNotReady", alert("PodNotReady")),
        item("Alerting rules and recording rules", [
          file("alerts/todo", "alerts/todo/"),
          file("recording-rules/todo", "recording-rules/todo/"),
        ]),
        item("AlertManager", [
          file("generated/alertmanagers/production/alertmanager.yml"),
          manifest("alertmanager.yaml"),
        ]),
        item("AlertManager routes and receivers", file("systems/todo/system.ts")),
        item("PagerDuty", file("systems/todo/system.ts")),
        item("runbook links", file("docs/runbooks/todo", "docs/runbooks/todo/"), "on every alert"),
      ],
    },
    {
      title: "Objectives",
      items: [
        item("Set up SLOs: Define service level objectives", [slo("backend-availability"), slo("backend-latency")]),
        item(
          "Implement SLO Monitoring: Track reliability metrics",
          dashboard("Objectives", "Objectives", "Error budgets", "Burn rates"),
        ),
      ],
    },
    {
      title: "Queries",
      items: [
        item("Error logs in last hour", dashboard("Logs", "Error logs")),
        item("Frontend logs", dashboard("Logs", "Frontend logs")),
        item("Backend API logs", dashboard("Logs", "Backend API logs")),
        item("Kafka logs", dashboard("Logs", "Kafka logs")),
        item('{namespace="default"}', dashboard("Logs", "Lines by level"), "the check that lines arrive at all"),
        item("Find traces by service", dashboard("Traces", "Traces by service")),
        item("Find slow traces", dashboard("Traces", "Slow traces")),
        item("Find traces with errors", dashboard("Traces", "Traces with errors")),
        item("Find traces by operation", dashboard("Traces", "Traces by operation")),
      ],
    },
    {
      title: "Components and files",
      items: [
        item("Prometheus", [file("telltale.config.ts"), collected, manifest("prometheus-deployment.yaml")]),
        item("Grafana", [file("telltale.config.ts"), collected, manifest("grafana-deployment.yaml")]),
        item("Loki", [file("telltale.config.ts"), collected, manifest("loki-deployment.yaml")]),
        item("Promtail", manifest("alloy.yaml"), "Alloy in its place: Promtail is at its end of life"),
        item("Jaeger", [collected, manifest("jaeger-deployment.yaml")]),
        item("Elasticsearch", [collected, manifest("elasticsearch.yaml")]),
        item("Dapr", [
          file("systems/todo/infrastructure.ts"),
          collected,
          file("systems/todo/kubernetes/dapr-configuration.yaml"),
        ]),
        item("Frontend", file("systems/todo/services.ts")),
        item("Backend", file("systems/todo/services.ts")),
        item("Kafka", [
          file("systems/todo/infrastructure.ts"),
          collected,
          file("systems/todo/kubernetes/kafka-metrics.yaml"),
        ]),
        item("monitoring", [file("systems/todo/system.ts"), manifest("namespace.yaml")]),
        item("DOKS", none, "it exists"),
        item(
          "monitoring/",
          manifest("kustomization.yaml"),
          "`kubectl apply -f` has no order: `deploy.sh` applies the namespace first",
        ),
        item(
          "prometheus-deployment.yaml",
          manifest("prometheus-deployment.yaml"),
          "a StatefulSet, so that each replica keeps its volume",
        ),
        item("grafana-deployment.yaml", manifest("grafana-deployment.yaml")),
        item(
          "loki-deployment.yaml",
          manifest("loki-deployment.yaml"),
          "a StatefulSet of one pod: two would have half of the logs each",
        ),
        item("jaeger-deployment.yaml", manifest("jaeger-deployment.yaml")),
        item("../specs/005-cloud-deployment/spec.md", none, "a document of the team"),
        item("../specs/005-cloud-deployment/plan.md", none, "a document of the team"),
      ],
    },
    {
      title: "Troubleshooting",
      items: [
        item("Prometheus not scraping targets", runbook("ServiceDown")),
        item("Grafana dashboards not loading", runbook("ServiceDown")),
        item("No logs in Loki", runbook("HighErrorRate")),
        item("Jaeger spans not appearing", runbook("HighErrorRate")),
      ],
    },
    {
      title: "Practices and next steps",
      items: [
        item(
          "Use consistent color schemes",
          file("docs/panels.md"),
          "the library gives each status and quantile its colour",
        ),
        item("Include time range selectors", settings),
        item(
          "Add description tooltips",
          file("docs/checks/dashboard/no-description.md", "dashboard/no-description"),
          "on every panel",
        ),
        item("Use appropriate graph types", file("docs/panels.md")),
        item("Include related links", file("dashboards/todo/overview.ts"), "between the dashboards, to Jaeger"),
        item("Set appropriate thresholds", file("systems/todo/limits.ts"), "of alerts and panels alike"),
        item("Use multi-stage alerts (warning before critical)", [
          alert("KafkaUnderReplicatedPartitions"),
          slo("backend-availability"),
        ]),
        item("Add runbook links", file("docs/runbooks/todo", "docs/runbooks/todo/")),
        item("Test alert rules", file("alerts/todo", "alerts/todo/"), "`*.test.ts` beside the alerts"),
        item("Avoid alert fatigue", alert("ServiceDown"), "it silences what an outage explains"),
        item("Use structured logging", logs),
        item("Include correlation IDs", logs, "`trace_id`"),
        item("Set appropriate log levels", logs),
        item(
          "Implement log rotation",
          manifest("loki/loki.yml"),
          "the compactor deletes after 720 hours; the kubelet rotates files of containers",
        ),
        item("Monitor log volume", dashboard("Logs", "Lines by level")),
        item("Trace critical paths only", none, "code of the services"),
        item(
          "Use sampling for high-volume services",
          file("systems/todo/kubernetes/dapr-configuration.yaml"),
          "a tenth of the traces",
        ),
        item("Include business context in spans", none, "code of the services"),
        item("Set appropriate span duration limits", none, "code of the services"),
        item("Configure Alerts: Set up AlertManager routes and receivers", file("systems/todo/system.ts")),
        item(
          "Integrate with PagerDuty: Add on-call rotations",
          file("systems/todo/system.ts"),
          "the rotation itself is PagerDuty's",
        ),
        item("Create Runbooks: Document incident response procedures", file("runbooks/todo", "runbooks/todo/")),
      ],
    },
  ],
};
