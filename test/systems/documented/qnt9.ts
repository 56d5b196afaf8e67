import { alert, type DocumentedSystem, dashboard, file, item, metric, metrics, none, runbook } from "./item.js";

const fastapi = file("systems/qnt9/fastapi.ts");
const collection = file("systems/qnt9/collection.ts");
const manifests = "generated/prod/qnt9/collection/kubernetes";
/** A generated file of the collection. */
const manifest = (name: string) => file(`${manifests}/${name}`, name);
const logFields = file("systems/qnt9/logs.ts");

/** The panels of a service's dashboard, as the document repeats them for each service. */
function serviceDashboard(
  service: string,
  has: { readonly cache: boolean; readonly database: "none" | "rate" | "both" },
) {
  const title = `${service[0]!.toUpperCase()}${service.slice(1)} service`;
  const isTimed = has.database === "both";
  return [
    item(`${service} service dashboard ("Create Custom Service Dashboards", ${service})`, dashboard(title)),
    item(`${service}: Request Rate`, dashboard(title, "Request rate", "Requests by endpoint")),
    item(`${service}: Error Rate`, dashboard(title, "Errors")),
    item(`${service}: Duration (p95, p99)`, dashboard(title, "Latency")),
    has.cache
      ? item(`${service}: Cache Hit Rate`, dashboard(title, "Cache hit ratio"))
      : item(`${service}: Cache Hit Rate`, none, "the service has no cache"),
    isTimed
      ? item(`${service}: DB Operation Duration (p95)`, dashboard(title, "Database latency"))
      : item(`${service}: DB Operation Duration (p95)`, none, "the service has no metric of it"),
    has.database === "none"
      ? item(`${service}: DB Operation Rate`, none, "the service has no database")
      : item(`${service}: DB Operation Rate`, dashboard(title, "Database operations")),
  ];
}

/** Everything that the document of QNT9 names. */
export const qnt9: DocumentedSystem = {
  name: "qnt9",
  title: "QNT9 Stock Recommendation",
  environment: "prod",
  sections: [
    {
      title: "Dashboards and panels",
      items: [
        ...serviceDashboard("auth", { cache: false, database: "both" }),
        ...serviceDashboard("user", { cache: true, database: "rate" }),
        ...serviceDashboard("watchlist", { cache: false, database: "rate" }),
        ...serviceDashboard("search", { cache: true, database: "rate" }),
        ...serviceDashboard("frontend", { cache: false, database: "none" }),
        item("Kubernetes Cluster Monitoring", dashboard("Kubernetes cluster"), "instead of the import of 7249"),
        item(
          "Node metrics",
          dashboard("Kubernetes cluster", "Node CPU", "Node memory", "Node disk", "Node conditions"),
        ),
        item("pod status", dashboard("Kubernetes cluster", "Pods running", "Pods pending", "Pods failed")),
        item("resource usage", dashboard("Kubernetes cluster", "CPU requested", "Memory requested", "Quota in use")),
        item("Kubernetes Pods", dashboard("Kubernetes pods"), "instead of the import of 6417"),
        item("Per-pod metrics", dashboard("Kubernetes pods", "CPU", "Memory", "Memory of limit", "CPU throttling")),
        item("containers", dashboard("Kubernetes pods", "Containers with problems", "Requests and limits")),
        item("restarts", dashboard("Kubernetes pods", "Restarts")),
      ],
    },
    {
      title: "Metrics",
      items: [
        ...["auth", "user", "watchlist", "search", "frontend"].flatMap((service) =>
          metrics(`${service}_http_requests_total`, `${service}_http_request_duration_seconds`),
        ),
        ...metrics("auth_signup_total", "auth_signin_total", "auth_token_refresh_total", "auth_password_reset_total"),
        ...metrics("auth_rate_limit_hits_total", "auth_active_sessions", "auth_db_operations_total"),
        ...metrics("auth_db_operation_duration_seconds", "user_profile_operations_total", "user_cache_hits_total"),
        ...metrics("user_cache_misses_total", "user_cache_size", "user_subscription_updates_total"),
        ...metrics("user_active_subscriptions", "user_db_operations_total", "watchlist_add_total"),
        ...metrics("watchlist_remove_total", "watchlist_items_per_user", "watchlist_tier_limit_exceeded_total"),
        ...metrics("watchlist_active_users", "watchlist_db_operations_total", "search_queries_total"),
        ...metrics("search_query_duration_seconds", "search_results_per_query", "search_cache_hits_total"),
        ...metrics("search_cache_misses_total", "search_api_calls_total", "search_api_fallback_total"),
        ...metrics("search_db_operations_total", "frontend_page_views_total", "frontend_page_load_duration_seconds"),
        ...metrics("frontend_proxy_requests_total", "frontend_proxy_errors_total", "frontend_search_queries_total"),
        ...metrics("frontend_watchlist_operations_total", "frontend_static_file_requests_total"),
        ...metrics("kube_pod_container_status_restarts_total"),
        item(
          "container_memory_usage_bytes",
          [metric("container_memory_usage_bytes"), metric("container_memory_working_set_bytes")],
          "alerts look at the working set: usage includes the page cache",
        ),
        ...metrics("container_spec_memory_limit_bytes"),
        item(
          "Node resource utilization (CPU, memory, disk)",
          dashboard("Kubernetes cluster", "Node CPU", "Node memory", "Node disk"),
        ),
        item("Pod status and restarts", dashboard("Kubernetes pods", "Pods by phase", "Restarts")),
        item(
          "Deployment replica counts",
          dashboard("Kubernetes cluster", "Missing replicas", "Incomplete deployments"),
        ),
        item("HPA scaling events", dashboard("Kubernetes cluster", "Autoscalers in use", "Autoscalers")),
        item("Resource quotas and limits", dashboard("Kubernetes cluster", "Quota in use")),
        item("PVC usage", dashboard("Kubernetes cluster", "Volumes in use", "Claims")),
        item("Network I/O", dashboard("Kubernetes pods", "Network received", "Network sent")),
      ],
    },
    {
      title: "Alerts",
      items: [
        item("High Error Rate", alert("HighErrorRate"), "one for each service"),
        item("High Latency", alert("HighLatency"), "one for each service"),
        item("Pod Restart Loop", alert("PodRestartLoop")),
        item("High Memory Usage", alert("HighMemoryUsage")),
        item("Watchlist Tier Limit Exceeded", alert("WatchlistTierLimitExceeded")),
        item("Cache Performance Degradation", alert("CachePerformanceDegradation"), "one for user, one for search"),
        item(
          "Grafana Cloud Alerting",
          file("systems/qnt9/system.ts"),
          "PagerDuty and Slack; the document names no receiver",
        ),
      ],
    },
    {
      title: "Queries",
      items: [
        item("Logs", dashboard("Logs", "All lines")),
        item('{namespace="qnt9"} | json', dashboard("Logs", "All lines", "Errors by service")),
        item('{level="DEBUG"}', collection, "dropped after the line is parsed: `level` is a field of it, not a label"),
        item(
          '{__name__=~".*_http_requests_total"}',
          dashboard("Overview", "Requests"),
          "the five services by name; the runbook of `ServiceDown` looks for missing ones",
        ),
        item(
          "Search for recent traces",
          file("systems/qnt9/fastapi.ts"),
          "the alerts of each service link to its traces",
        ),
      ],
    },
    {
      title: "Components and files",
      items: [
        item(
          "Grafana Agent",
          [file("systems/qnt9/collector.ts"), manifest("alloy.yaml")],
          "Alloy in its place: the agent is at its end of life",
        ),
        item("kube-state-metrics", [file("systems/qnt9/kubernetes.ts"), manifest("kube-state-metrics.yaml")]),
        item("grafana-cloud-secrets", manifest("grafana-cloud-secrets.yaml")),
        item("qnt9-monitoring", [file("systems/qnt9/system.ts"), manifest("namespace.yaml")]),
        item(
          "qnt9",
          [file("systems/qnt9/system.ts"), manifest("workloads/kustomization.yaml")],
          "annotations for its workloads",
        ),
        item("Grafana Cloud", [file("telltale.config.ts"), collection], "its data sources, and what is sent to it"),
        item("AKS cluster", none, "it exists"),
        item("services", file("systems/qnt9/services.ts")),
        item("infrastructure/kubernetes/monitoring/namespace.yaml", manifest("namespace.yaml")),
        item(
          "infrastructure/kubernetes/monitoring/grafana-cloud-secrets.yaml",
          manifest("grafana-cloud-secrets.yaml"),
          "without values: the script asks for them",
        ),
        item("infrastructure/kubernetes/monitoring/kube-state-metrics.yaml", manifest("kube-state-metrics.yaml")),
        item("infrastructure/kubernetes/monitoring/grafana-agent.yaml", [
          manifest("alloy.yaml"),
          manifest("alloy-singleton.yaml"),
          manifest("alloy-sampler.yaml"),
        ]),
        item("infrastructure/scripts/deploy-monitoring.sh", manifest("deploy.sh")),
      ],
    },
    {
      title: "Troubleshooting",
      items: [
        item("Metrics Not Appearing", [runbook("CollectorDown"), runbook("ServiceDown")]),
        item("Logs Not Appearing", runbook("CollectorLosesData")),
        item("Traces Not Appearing", runbook("CollectorLosesData")),
        item("Agent Pods CrashLooping", runbook("PodRestartLoop")),
      ],
    },
    {
      title: "Practices",
      items: [
        item("Use histograms for duration/size metrics", fastapi, "durations, list lengths and result counts"),
        item("Use counters for event counts", file("systems/qnt9/auth.ts")),
        item("Use gauges for current state", file("systems/qnt9/user.ts")),
        item(
          "Keep label cardinality low (<100 unique values)",
          file("docs/checks/metric/cardinality.md", "metric/cardinality"),
        ),
        item("Use consistent naming: `{service}_{metric}_{unit}`", fastapi, "the prefix is the name of the service"),
        item("Use structured logging (JSON)", logFields),
        item("Include request IDs for tracing", logFields, "`request_id` and `trace_id`"),
        item(
          "Log at appropriate levels (DEBUG, INFO, WARNING, ERROR)",
          [logFields, collection],
          "collection drops DEBUG",
        ),
        item("Don't log sensitive data (passwords, tokens)", logFields, "no field of the catalogue holds one"),
        item("Use consistent field names across services", logFields, "one catalogue for all five"),
        item("Exclude health/metrics endpoints", manifest("alloy/alloy-sampler.alloy")),
        item("Add custom spans for business logic", none, "code of the services"),
        item("Include error details in span attributes", none, "code of the services"),
        item(
          "Use sampling in high-traffic environments",
          manifest("alloy/alloy-sampler.alloy"),
          "all traces with an error or over 2 s, and a tenth of the others",
        ),
        item("Propagate trace context across services", none, "code of the services"),
      ],
    },
  ],
};
