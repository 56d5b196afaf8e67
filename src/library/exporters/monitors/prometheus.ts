import { histogram } from "../../../model/metric/histogram.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";

/** A service with the metrics of Prometheus. */
export type PrometheusServer = ExposedMetrics<ReturnType<typeof prometheusMetrics>>;

/**
 * The metrics of a Prometheus server about itself: its rules, its notifications, its scrapes and its storage.
 *
 * @example
 * export const prometheus = shop.service("prometheus", prometheusMetrics());
 */
export function prometheusMetrics() {
  return {
    exporter: true,
    port: 9090,
    labels: {},
    build: info("prometheus_build_info", {
      help: "Version of Prometheus",
      labels: { version: 2, revision: 2, branch: 1, goversion: 2, goos: 1, goarch: 1, tags: 1 },
    }),
    configReloaded: gauge("prometheus_config_last_reload_successful", {
      help: "1 if Prometheus could read its configuration",
      unit: "short",
    }),
    rules: ruleMetrics(),
    notifications: notificationMetrics(),
    query: queryMetrics(),
    scrape: scrapeMetrics(),
    storage: storageMetrics(),
    remoteWrite: remoteWriteMetrics(),
    runtime: goMetrics(),
  };
}

function ruleMetrics() {
  const labels = { rule_group: 10 } as const;
  const name = (part: string) => `prometheus_rule_${part}`;
  return {
    evaluations: counter(name("evaluations_total"), { help: "Evaluations of rules", unit: "short", labels }),
    failures: counter(name("evaluation_failures_total"), {
      help: "Evaluations of rules that failed",
      unit: "short",
      labels,
    }),
    missed: counter(name("group_iterations_missed_total"), {
      help: "Evaluations of a group that were skipped because the one before took too long",
      unit: "short",
      labels,
    }),
    interval: gauge(name("group_interval_seconds"), { help: "Interval of a group", labels }),
    lastDuration: gauge(name("group_last_duration_seconds"), {
      help: "Time of the last evaluation of a group",
      labels,
    }),
    lastEvaluation: gauge(name("group_last_evaluation_timestamp_seconds"), {
      help: "Time at which a group was last evaluated",
      labels,
    }),
    inGroup: gauge(name("group_rules"), { help: "Rules of a group", unit: "short", labels }),
  };
}

function notificationMetrics() {
  const labels = { alertmanager: 2 } as const;
  const name = (part: string) => `prometheus_notifications_${part}`;
  return {
    sent: counter(name("sent_total"), { help: "Alerts sent to an Alertmanager", unit: "short", labels }),
    errors: counter(name("errors_total"), { help: "Alerts that could not be sent", unit: "short", labels }),
    dropped: counter(name("dropped_total"), { help: "Alerts given up", unit: "short" }),
    alertmanagers: gauge(name("alertmanagers_discovered"), {
      help: "Alertmanagers that Prometheus knows and sends to",
      unit: "short",
    }),
    queueLength: gauge(name("queue_length"), { help: "Alerts that wait to be sent", unit: "short" }),
    queueCapacity: gauge(name("queue_capacity"), { help: "Alerts that may wait to be sent", unit: "short" }),
  };
}

function queryMetrics() {
  return {
    running: gauge("prometheus_engine_queries", { help: "Queries that run or wait", unit: "short" }),
    maximum: gauge("prometheus_engine_queries_concurrent_max", { help: "Queries that may run at once", unit: "short" }),
    duration: summary("prometheus_engine_query_duration_seconds", {
      help: "Time of the phases of queries",
      quantiles: [0.5, 0.9, 0.99],
      labels: { slice: ["inner_eval", "prepare_time", "queue_time", "result_sort"] },
    }),
    httpDuration: histogram("prometheus_http_request_duration_seconds", {
      help: "Time to answer an HTTP request",
      labels: { handler: 20 },
      buckets: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
    }),
  };
}

function scrapeMetrics() {
  const rejected = (name: string, help: string) =>
    counter(`prometheus_target_scrapes_${name}_total`, { help, unit: "short" });
  return {
    targets: gauge("prometheus_sd_discovered_targets", {
      help: "Targets that were found",
      unit: "short",
      labels: { config: 10, name: ["scrape", "notify"] },
    }),
    exceededLimit: rejected("exceeded_sample_limit", "Scrapes refused because they had too many samples"),
    duplicates: rejected("sample_duplicate_timestamp", "Samples refused because another one has their time"),
    outOfOrder: rejected("sample_out_of_order", "Samples refused because they are older than the last one"),
    outOfBounds: rejected("sample_out_of_bounds", "Samples refused because they are too old or in the future"),
  };
}

function storageMetrics() {
  const name = (part: string) => `prometheus_tsdb_${part}`;
  return {
    series: gauge(name("head_series"), { help: "Series in memory", unit: "short" }),
    chunks: gauge(name("head_chunks"), { help: "Chunks in memory", unit: "short" }),
    samples: counter(name("head_samples_appended_total"), {
      help: "Samples stored",
      unit: "short",
      labels: { type: ["float", "histogram"] },
    }),
    created: counter(name("head_series_created_total"), { help: "Series that began", unit: "short" }),
    removed: counter(name("head_series_removed_total"), { help: "Series removed from memory", unit: "short" }),
    blocks: gauge(name("storage_blocks_bytes"), { help: "Size of all blocks on disk" }),
    retentionLimit: gauge(name("retention_limit_bytes"), { help: "Size to which blocks are limited; 0 for no limit" }),
    oldest: gauge(name("lowest_timestamp_seconds"), { help: "Time of the oldest sample" }),
    compactionsFailed: counter(name("compactions_failed_total"), { help: "Compactions that failed", unit: "short" }),
    reloadsFailed: counter(name("reloads_failures_total"), { help: "Failures to load blocks", unit: "short" }),
    corruptions: counter(name("wal_corruptions_total"), { help: "Corruptions of the write-ahead log", unit: "short" }),
  };
}

function remoteWriteMetrics() {
  const labels = { remote_name: 1, url: 1 } as const;
  const name = (part: string) => `prometheus_remote_storage_${part}`;
  return {
    sent: counter(name("samples_total"), { help: "Samples sent to remote storage", unit: "short", labels }),
    failed: counter(name("samples_failed_total"), { help: "Samples that could not be sent", unit: "short", labels }),
    retried: counter(name("samples_retried_total"), { help: "Samples sent once more", unit: "short", labels }),
    pending: gauge(name("samples_pending"), { help: "Samples that wait to be sent", unit: "short", labels }),
    newestSent: gauge(name("queue_highest_sent_timestamp_seconds"), {
      help: "Time of the newest sample that was sent",
      labels,
    }),
  };
}
