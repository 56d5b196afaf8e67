import { http } from "./http-shapes.js";
import { type Shape, shape } from "./shape.js";

const limits = `
  body_size_limit bytes SINCE
  sample_limit uint SINCE
  target_limit uint SINCE
  label_limit uint SINCE
  label_name_length_limit uint SINCE
  label_value_length_limit uint SINCE
  keep_dropped_targets uint 2.47
  scrape_protocols texts 2.49
  scrape_failure_log_file text 2.55
  metric_name_validation_scheme text 2.55
  metric_name_escaping_scheme text 3.4
  scrape_native_histograms bool 3.8
  extra_scrape_metrics bool 3.10`;

export const configShape: Shape = shape(
  "a configuration of Prometheus",
  `
  global {global}
  runtime {runtime} 2.53
  alerting {alerting}
  rule_files texts
  scrape_config_files texts 2.43
  scrape_configs [scrape]
  storage {storage}
  tracing {tracing}
  remote_write [remote-write]
  remote_read [remote-read]
  otlp {otlp} 2.55`,
);

/** A file that `scrape_config_files` names. */
export const scrapeFileShape: Shape = shape("a file of scrape configurations", "scrape_configs [scrape]");

/** The parts of a configuration by the name that the tables use. */
export const configShapes: Readonly<Record<string, Shape>> = {
  global: shape(
    "global",
    `
    scrape_interval duration
    scrape_timeout duration
    evaluation_interval duration
    rule_query_offset duration 2.53
    query_log_file text
    external_labels text-map
    convert_classic_histograms_to_nhcb bool 3.4
    always_scrape_classic_histograms bool 3.5
    ${limits.replaceAll("SINCE", "2.45").trim()}`,
  ),
  runtime: shape("runtime", "gogc int"),
  alerting: shape("alerting", "alert_relabel_configs [relabel]\nalertmanagers [alertmanager]"),
  alertmanager: shape(
    "an Alertmanager of alerting",
    `
    sigv4 {sigv4} 2.48
    scheme text
    path_prefix text
    timeout duration
    api_version text
    relabel_configs [relabel]
    alert_relabel_configs [relabel] 2.51`,
    http,
  ),
  scrape: shape(
    "a scrape configuration",
    `
    job_name text
    honor_labels bool
    honor_timestamps bool
    track_timestamps_staleness bool 2.48
    params lists
    scrape_interval duration
    scrape_timeout duration
    fallback_scrape_protocol text 3.0
    scrape_classic_histograms bool 2.45 3.0
    always_scrape_classic_histograms bool 3.0
    convert_classic_histograms_to_nhcb bool 3.0
    metrics_path text
    scheme text
    enable_compression bool 2.49
    native_histogram_bucket_limit uint 2.45
    native_histogram_min_bucket_factor float 2.50
    relabel_configs [relabel]
    metric_relabel_configs [relabel]
    ${limits.replaceAll("SINCE", "2.42").trim()}`,
    http,
  ),
  relabel: shape(
    "a relabelling rule",
    `
    source_labels label-names
    separator text
    regex pattern
    modulus uint
    target_label text
    replacement text
    action text`,
  ),
  storage: shape("storage", "tsdb {tsdb}\nexemplars {exemplars}"),
  tsdb: shape(
    "tsdb",
    `
    outofordertimewindow int
    out_of_order_time_window duration
    stale_series_compaction_threshold float 3.10
    chunk_encoding {chunk-encoding} 3.13
    retention {retention} 3.8`,
  ),
  "chunk-encoding": shape("chunk_encoding", "floats text"),
  retention: shape("retention", "time duration\nsize bytes\npercentage float 3.11"),
  exemplars: shape("exemplars", "max_exemplars int"),
  tracing: shape(
    "tracing",
    `
    client_type http|grpc
    endpoint text
    sampling_fraction float
    insecure bool
    tls_config {tls}
    headers text-map
    compression text
    timeout duration`,
  ),
  "remote-write": shape(
    "remote_write",
    `
    url url
    remote_timeout duration
    headers text-map
    write_relabel_configs [relabel]
    name text
    send_exemplars bool
    send_native_histograms bool
    round_robin_dns bool 3.1
    protobuf_message text 2.54
    failed_request_logging bool 3.14
    queue_config {queue}
    metadata_config {metadata}
    sigv4 {sigv4}
    azuread {azuread} 2.45
    google_iam {google-iam} 2.55`,
    http,
  ),
  "remote-read": shape(
    "remote_read",
    `
    url url
    remote_timeout duration
    chunked_read_limit uint 2.55
    headers text-map
    read_recent bool
    name text
    required_matchers label-map
    filter_external_labels bool`,
    http,
  ),
  queue: shape(
    "queue_config",
    `
    capacity int
    max_shards int
    min_shards int
    max_samples_per_send int
    batch_send_deadline duration
    min_backoff duration
    max_backoff duration
    retry_on_http_429 bool
    sample_age_limit duration 2.50`,
  ),
  metadata: shape("metadata_config", "send bool\nsend_interval duration\nmax_samples_per_send int"),
  otlp: shape(
    "otlp",
    `
    promote_all_resource_attributes bool 3.5
    promote_resource_attributes texts
    ignore_resource_attributes texts 3.5
    translation_strategy text 3.0
    keep_identifying_resource_attributes bool 3.1
    convert_histograms_to_nhcb bool 3.4
    promote_scope_metadata bool 3.6
    label_name_underscore_sanitization bool 3.8
    label_name_preserve_multiple_underscores bool 3.8`,
  ),
};
