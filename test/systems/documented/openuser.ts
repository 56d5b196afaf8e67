import { alert, type DocumentedSystem, dashboard, file, item, metrics, none, runbook, slo } from "./item.js";

const collected = file("systems/openuser/collection.ts");
const generated = "generated/openuser-prod/openuser/collection/compose";
const compose = file(`${generated}/docker-compose.monitoring.yml`, "generated/…/docker-compose.monitoring.yml");
const system = file("systems/openuser/system.ts");
const logs = file("systems/openuser/api.ts");
const exporters = file("systems/openuser/infrastructure.ts");

/** Everything that the document of OpenUser names. */
export const openuser: DocumentedSystem = {
  name: "openuser",
  title: "OpenUser",
  environment: "openuser-prod",
  sections: [
    {
      title: "Dashboards",
      items: [
        item("API Overview", dashboard("API Overview")),
        item("System Metrics", dashboard("System Metrics")),
        item("Database Performance", dashboard("Database Performance")),
        item("Cache Performance", dashboard("Cache Performance")),
        item("Application Logs", dashboard("Application Logs")),
        item("Node Exporter Full", dashboard("System Metrics"), "instead of the import of 1860"),
        item("PostgreSQL Database", dashboard("Database Performance"), "instead of the import of 9628"),
        item("Redis Dashboard", dashboard("Cache Performance"), "instead of the import of 11835"),
        item(
          "FastAPI Observability",
          dashboard("API Overview"),
          "instead of the import of 16110, whose metrics OpenUser does not have",
        ),
        item("Request Rate: Requests per second", dashboard("API Overview", "Requests")),
        item("Error Rate: Percentage of failed requests", dashboard("API Overview", "Errors")),
        item("Latency: Response time (P50, P95, P99)", dashboard("API Overview", "Latency")),
        item(
          "Saturation: Resource utilization (CPU, memory, disk)",
          dashboard("System Metrics", "CPU", "Memory", "Disk space"),
        ),
      ],
    },
    {
      title: "Metrics",
      items: [
        ...metrics("http_requests_total", "http_request_duration_seconds", "active_connections"),
        ...metrics("video_generation_total", "video_generation_duration_seconds", "celery_queue_length"),
        ...metrics("node_cpu_seconds_total", "node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes"),
        item("API request rates and latencies", dashboard("API Overview", "Requests", "Latency")),
        item("Error rates", dashboard("API Overview", "Errors")),
        item("CPU and memory usage", [
          dashboard("API Overview", "CPU", "Memory"),
          dashboard("System Metrics", "CPU", "Memory"),
        ]),
        item("Database connections", dashboard("Database Performance", "Connections")),
        item("Cache hit rates", dashboard("Cache Performance", "Hit ratio")),
        item("Custom application metrics", dashboard("API Overview", "Videos processed", "Videos waiting")),
        item(
          "Metrics: Connections, queries, replication lag",
          dashboard("Database Performance", "Connections", "Slowest statements", "Replication lag"),
        ),
        item(
          "Metrics: Memory usage, hit rate, evictions",
          dashboard("Cache Performance", "Memory", "Hit ratio", "Evictions"),
        ),
        item(
          "System metrics (CPU, memory, disk, network)",
          dashboard("System Metrics", "CPU", "Memory", "Disk space", "Network received"),
        ),
      ],
    },
    {
      title: "Alerts",
      items: [
        item("APIDown", alert("APIDown")),
        item("HighErrorRate", alert("HighErrorRate")),
        item("HighResponseTime", alert("HighResponseTime")),
        item("HighCPUUsage", alert("HighCPUUsage")),
        item("HighMemoryUsage", alert("HighMemoryUsage")),
        item("NodeDown", alert("NodeDown")),
        item("HighNodeCPU", alert("HighNodeCPU")),
        item("HighNodeMemory", alert("HighNodeMemory")),
        item("DiskSpaceLow", alert("DiskSpaceLow")),
        item("DiskSpaceCritical", alert("DiskSpaceCritical")),
        item("PostgreSQLDown", alert("PostgreSQLDown")),
        item("PostgreSQLTooManyConnections", alert("PostgreSQLTooManyConnections")),
        item("PostgreSQLSlowQueries", alert("PostgreSQLSlowQueries")),
        item("RedisDown", alert("RedisDown")),
        item("RedisHighMemory", alert("RedisHighMemory")),
        item("CustomAlert", none, "a template with a metric and a limit to replace"),
        item(
          "SLOViolation",
          [alert("ApiAvailabilityBudgetBurn"), alert("ApiLatencyBudgetBurn")],
          "burn rates, before the budget is gone",
        ),
        item("Slack", system),
        item("Email", system),
        item("PagerDuty", system),
        item("Webhook", system),
        item("default", system),
        item("pagerduty", system),
        item("slack", system),
        item("Critical: Immediate action required (paging)", system),
        item("Warning: Attention needed (Slack/email)", system),
        item("Info: Informational (logged)", system, "posted to a webhook that logs it"),
      ],
    },
    {
      title: "Objectives",
      items: [
        item("availability_slo", slo("api-availability")),
        item("latency_slo", slo("api-latency")),
        item("error_rate_slo", slo("api-availability"), "implied: 99.9 % availability allows 0.1 % of errors"),
      ],
    },
    {
      title: "Queries",
      items: [
        item("API Request Rate", dashboard("API Overview", "Requests")),
        item("Error Rate", dashboard("API Overview", "Errors", "Errors now")),
        item("P95 Latency", dashboard("API Overview", "95th percentile")),
        item("CPU Usage", dashboard("System Metrics", "CPU")),
        item("Memory Usage", dashboard("System Metrics", "Memory")),
        item("All logs from API", dashboard("Application Logs", "All lines")),
        item("Error logs only", dashboard("Application Logs", "Error lines")),
        item("Logs with specific field", dashboard("Application Logs", "Error lines"), "by the level, in upper case"),
        item("Rate of errors", dashboard("Application Logs", "Errors")),
      ],
    },
    {
      title: "Components and files",
      items: [
        item("Prometheus", [file("telltale.config.ts"), collected]),
        item("Grafana", [file("telltale.config.ts"), collected]),
        item("Loki", [file("telltale.config.ts"), collected]),
        item("Promtail", collected, "Alloy in its place: Promtail is at its end of life"),
        item("Alertmanager", [system, collected]),
        item("Node Exporter", [exporters, collected]),
        item("PostgreSQL Exporter", [exporters, collected]),
        item("Redis Exporter", [exporters, collected]),
        item("OpenUser API", file("systems/openuser/api.ts")),
        item("docker-compose.monitoring.yml", compose),
        item("k8s/monitoring/", [
          collected,
          file("generated/openuser-prod/openuser/collection/kubernetes", "generated/…/kubernetes/"),
        ]),
        item(
          "monitoring/prometheus/prometheus.yml",
          file(`${generated}/prometheus/prometheus.yml`, "generated/…/prometheus.yml"),
        ),
        item("monitoring/grafana/", [
          file("generated/openuser-prod/openuser/dashboards", "generated/…/dashboards/"),
          file(`${generated}/grafana/provisioning`, "generated/…/provisioning/"),
        ]),
        item("monitoring/loki/loki-config.yml", file(`${generated}/loki/loki.yml`, "generated/…/loki.yml")),
        item("monitoring/prometheus/alertmanager.yml", file("generated/alertmanagers/production/alertmanager.yml")),
        item("monitoring/prometheus/alerts/", file("generated/openuser-prod/openuser/rules", "generated/…/rules/")),
        item("grafana.ini", compose, "settings are environment variables, the password is a secret"),
        item("dashboard_{}.json", none, "dashboards are generated: the repository is their backup"),
        item("prometheus-backup.tar.gz", compose, "the volume is called prometheus-data"),
      ],
    },
    {
      title: "Troubleshooting",
      items: [
        item("Prometheus Not Scraping", runbook("APIDown")),
        item("Grafana Not Showing Data", runbook("APIDown")),
        item("Alerts Not Firing", runbook("APIDown")),
        item("High Cardinality Issues", [
          runbook("HighMemoryUsage"),
          file("docs/checks/metric/cardinality.md", "metric/cardinality"),
        ]),
      ],
    },
    {
      title: "Practices and operation",
      items: [
        item("Use Structured Logging: JSON format for easy parsing", logs),
        item(
          "Add Context: Include request IDs, user IDs in logs",
          none,
          "code of the API: the documented formatter has neither",
        ),
        item("Monitor SLOs: Define and track service level objectives", [
          slo("api-availability"),
          slo("api-latency"),
          dashboard("Objectives"),
        ]),
        item(
          "Set Up Alerts: Alert on symptoms, not causes",
          file("alerts/openuser", "alerts/openuser/"),
          "symptoms page, causes are warnings",
        ),
        item(
          "Dashboard Organization: Group related metrics",
          file("dashboards/openuser", "dashboards/openuser/"),
          "rows",
        ),
        item(
          "Regular Review: Review and update alerts/dashboards",
          file("docs/continuous-integration.md"),
          "in code review",
        ),
        item(
          "Retention Policy: Balance storage vs. retention needs",
          [file("telltale.config.ts"), collected],
          "35 days of metrics, for the objectives",
        ),
        item(
          "Security: Secure Grafana with authentication",
          compose,
          "a secret, without a default; no anonymous access",
        ),
        item(
          "Backup: Backup Grafana dashboards and Prometheus data",
          compose,
          "dashboards are in the repository, data in volumes",
        ),
        item("Documentation: Document custom metrics and alerts", [
          file("docs/runbooks/openuser", "docs/runbooks/openuser/"),
        ]),
        item("Use TLS for all connections", none, "nothing is published beyond loopback; a proxy in front brings TLS"),
        item("Restrict access with firewall rules", compose, "ports are published on loopback only"),
        item("Use VPN for remote access", none, "outside of monitoring"),
        item(
          "Enable authentication on all services",
          compose,
          "Prometheus and Grafana; the others are reached from the network of the containers and from loopback only",
        ),
        item("Daily: Review critical alerts", dashboard("Overview", "Firing alerts")),
        item(
          "Weekly: Check dashboard accuracy",
          file("docs/commands.md"),
          "`telltale check` and `telltale test --smoke`, in each change",
        ),
        item("Monthly: Review and update SLOs", dashboard("Objectives")),
        item("Quarterly: Audit alert rules", file("docs/mutation-testing.md")),
        item("Annually: Review retention policies", file("telltale.config.ts")),
      ],
    },
  ],
};
