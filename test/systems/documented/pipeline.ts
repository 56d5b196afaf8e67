import { alert, type DocumentedSystem, dashboard, file, item, metrics, none, runbook } from "./item.js";

const services = ["normalization", "enrichment", "aggregation", "projection"] as const;
const system = file("systems/pipeline/system.ts");
const collected = file("systems/pipeline/collection.ts");
const generated = "generated/pipeline-prod/pipeline/collection/compose";
const compose = file(`${generated}/docker-compose.yml`, "generated/…/docker-compose.yml");
const dashboards = file("dashboards/pipeline", "dashboards/pipeline/");

/** Everything that the document of the data pipeline names. */
export const pipeline: DocumentedSystem = {
  name: "pipeline",
  title: "Data pipeline",
  environment: "pipeline-prod",
  sections: [
    {
      title: "Dashboards",
      items: [
        item("Data Processing Overview", dashboard("Data Processing Overview"), "in place of the generated overview"),
        item("Normalization Service", dashboard("Normalization Service")),
        item("Enrichment Service", dashboard("Enrichment Service")),
        item("Aggregation Service", dashboard("Aggregation Service")),
        item("Projection Service", dashboard("Projection Service")),
        item("Real-time Metrics: 30-second refresh rate", dashboards),
        item("Historical Data: 1-hour default time range", dashboards),
        item(
          "Alerting: Visual indicators for threshold breaches",
          file("systems/pipeline/limits.ts"),
          "limits of alerts and panels alike",
        ),
        item("Drill-down: Click through to detailed service views", dashboard("Data Processing Overview")),
        item("Query Timeout: 30s (default)", compose, "`--query.timeout=30s` of Prometheus"),
      ],
    },
    {
      title: "Metrics",
      items: [
        ...services.flatMap((service) =>
          metrics(
            `${service}_service_health_status`,
            `${service}_service_requests_total`,
            `${service}_service_request_duration_seconds`,
            `${service}_service_messages_processed_total`,
            `${service}_service_processing_duration_seconds`,
            `${service}_service_errors_total`,
            `${service}_service_memory_usage_bytes`,
            `${service}_service_active_connections`,
          ),
        ),
        ...metrics("enrichment_service_cache_hits_total", "aggregation_service_bars_generated_total"),
        ...metrics("projection_service_projections_updated_total"),
        item("custom_errors_total", none, "an example of how to declare a metric"),
      ],
    },
    {
      title: "Alerts",
      items: [
        item("ServiceDown", alert("ServiceDown"), "one for each service, like all of them"),
        item("ServiceUnhealthy", alert("ServiceUnhealthy")),
        item("HighRequestLatency", alert("HighRequestLatency")),
        item("HighErrorRate", alert("HighErrorRate")),
        item("HighMemoryUsage", alert("HighMemoryUsage")),
        item("MessageProcessingLag", alert("MessageProcessingLag")),
        item("NoMessagesProcessed", alert("NoMessagesProcessed")),
        item("HighDataQualityIssues", alert("HighDataQualityIssues")),
        item("Alert Manager (if configured)", [file("generated/alertmanagers/production/alertmanager.yml"), compose]),
        item("Slack notifications", system),
        item("Email alerts", system),
        item("PagerDuty integration", system),
        item("Webhook endpoints", system),
      ],
    },
    {
      title: "Components and files",
      items: [
        item("Prometheus", [file("telltale.config.ts"), collected]),
        item("Grafana", [file("telltale.config.ts"), collected]),
        item("Node Exporter", collected),
        item("cAdvisor", collected, "at port 8081 of the host"),
        item("Alert Manager", [system, collected]),
        item("Data Processing Services", file("systems/pipeline/services.ts")),
        item(
          "Infrastructure Services",
          collected,
          "an exporter for each of Kafka, PostgreSQL and Redis; ClickHouse exposes its metrics itself. No dashboard and no alert is named",
        ),
        item("monitoring/prometheus.yml", file(`${generated}/prometheus/prometheus.yml`, "generated/…/prometheus.yml")),
        item("monitoring/alert_rules.yml", file("generated/pipeline-prod/pipeline/rules/alerts.yml")),
        item("scripts/setup_monitoring.py", compose, "`docker compose up -d` is the set-up"),
        item(
          "scripts/test_monitoring.py",
          file("test/end-to-end/collection.test.ts"),
          "a real Prometheus scrapes every target",
        ),
        item("scripts/test_integration_simple.py", file("test/end-to-end/collection.test.ts")),
        item("prometheus-backup.tar.gz", compose, "the volume is called as in the documented command"),
        item("grafana-backup.tar.gz", compose, "dashboards are generated: the repository is their backup"),
      ],
    },
    {
      title: "Troubleshooting",
      items: [
        item("Prometheus Not Scraping Services", runbook("ServiceDown")),
        item("Grafana Dashboards Not Loading", runbook("ServiceDown")),
        item("High Memory Usage", runbook("HighMemoryUsage")),
      ],
    },
    {
      title: "Practices and operation",
      items: [
        item(
          "Use Consistent Naming: Follow Prometheus naming conventions",
          file("docs/checks/metric/base-unit.md", "metric/base-unit"),
        ),
        item("Include Labels: Add relevant dimensions for filtering", file("systems/pipeline/processor.ts")),
        item(
          "Avoid High Cardinality: Limit label values",
          file("docs/checks/metric/cardinality.md", "metric/cardinality"),
        ),
        item(
          "Document Metrics: Provide clear descriptions",
          file("systems/pipeline/processor.ts"),
          "`help` of each metric",
        ),
        item("Start Simple: Begin with basic metrics", file("systems/pipeline/processor.ts")),
        item(
          "Add Context: Include thresholds and baselines",
          file("systems/pipeline/limits.ts"),
          "limits are drawn on the panels",
        ),
        item("Use Appropriate Visualizations: Choose right chart types", file("dashboards/pipeline/parts.ts")),
        item("Organize Logically: Group related metrics", file("dashboards/pipeline/services.ts"), "rows"),
        item(
          "Set Meaningful Thresholds: Based on SLOs and baselines",
          file("systems/pipeline/limits.ts"),
          "those of the document, which has no SLOs",
        ),
        item(
          "Avoid Alert Fatigue: Limit number of alerts",
          alert("ServiceDown"),
          "it silences what an outage explains",
        ),
        item(
          "Provide Context: Include relevant information in alerts",
          file("docs/runbooks/pipeline", "docs/runbooks/pipeline/"),
          "summary, description, panel and runbook",
        ),
        item(
          "Test Alerts: Verify alert delivery and response",
          [file("alerts/pipeline", "alerts/pipeline/")],
          "`*.test.ts` beside the alerts",
        ),
        item("Grafana admin password: `admin` (change in production)", compose, "a secret, without a default"),
        item(
          "Prometheus: No authentication (add in production)",
          file("docs/collection.md"),
          "published on loopback only; `prometheus: { user }` asks for a password",
        ),
        item("Internal network: Services communicate over Docker network", compose),
        item("Enable Authentication: Set up LDAP/OAuth for Grafana", none, "the document names no provider"),
        item(
          "TLS Encryption: Use HTTPS for all endpoints",
          none,
          "nothing is published beyond loopback; a proxy in front brings TLS",
        ),
        item("Network Policies: Restrict access to monitoring ports", compose, "ports are published on loopback only"),
        item(
          "Secrets Management: Store passwords in secure vault",
          [system, compose],
          "`env(…)` and `secrets` name them, and nothing holds their values",
        ),
        item("Audit Logging: Enable audit logs for all services", none, "settings of the services"),
        item("Health Checks: Verify services are healthy after deployment", alert("ServiceUnhealthy")),
        item("Metrics Validation: Ensure metrics are being collected", alert("ServiceDown")),
        item("Dashboard Updates: Deploy dashboard changes", file("docs/continuous-integration.md")),
        item("Alert Testing: Verify alerts are working", file("docs/testing-in-typescript.md")),
        item(
          "Review Metrics: Check for new metrics and trends",
          file("docs/checks/metric/never-used.md", "metric/never-used"),
        ),
        item("Update Dashboards: Add new visualizations as needed", dashboards),
        item("Tune Alerts: Adjust thresholds based on experience", file("systems/pipeline/limits.ts")),
        item(
          "Clean Up: Remove unused metrics and dashboards",
          file("docs/checks/metric/never-used.md", "metric/never-used"),
        ),
        item("Monitor Prometheus itself for errors", file("systems/pipeline/infrastructure.ts"), "scraped"),
        item("Check Grafana for dashboard load times", file("systems/pipeline/infrastructure.ts"), "scraped"),
        item("Verify alert delivery mechanisms", file("systems/pipeline/infrastructure.ts"), "Alertmanager is scraped"),
        item("Review storage usage and retention", [file("telltale.config.ts"), collected]),
      ],
    },
  ],
};
