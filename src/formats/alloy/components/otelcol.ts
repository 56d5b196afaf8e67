/** Components of the OpenTelemetry Collector: authentication, connectors, storage. */
export const otelcol = `
otelcol.auth.basic
  -> handler auth
  string username
  secret password
  {debug_metrics} debug_metrics
  client_auth {
    string password_file username username_file
    secret password
  }
  htpasswd {
    string file inline
  }

otelcol.auth.bearer
  -> handler auth
  string header scheme
  secret token!
  {debug_metrics} debug_metrics

otelcol.auth.google preview
  -> handler auth
  string audience project quota_project token_type
  list(string) scopes
  {debug_metrics} debug_metrics

otelcol.auth.headers
  -> handler auth
  {debug_metrics} debug_metrics
  header* {
    anycase(insert|update|upsert|delete) action
    string from_attribute from_context key!
    secret value
  }

otelcol.auth.oauth2
  -> handler auth
  string audience client_certificate_key_file client_certificate_key_id client_id client_id_file client_secret_file
  string grant_type iss signature_algorithm token_url!
  duration expiry_buffer timeout
  list(string) scopes
  map(any) claims
  map(list(string)) endpoint_params
  secret client_certificate_key client_secret
  {client_tls} tls
  {debug_metrics} debug_metrics

otelcol.auth.sigv4
  -> handler auth
  string region service
  {debug_metrics} debug_metrics
  assume_role* {
    string arn session_name sts_region
  }

otelcol.connector.count experimental
  -> input telemetry
  {counted_items} datapoints* logs* metrics* spanevents* spans*
  {debug_metrics} debug_metrics
  {output} output!

otelcol.connector.host_info
  -> input telemetry
  duration metrics_flush_interval
  list(string) host_identifiers
  {debug_metrics} debug_metrics
  output! {
    list(telemetry) metrics
  }

otelcol.connector.servicegraph
  -> input telemetry
  bool virtual_node_extra_label
  duration cache_loop metrics_flush_interval store_expiration_loop
  list(duration) latency_histogram_buckets
  list(string) database_name_attributes dimensions virtual_node_peer_attributes
  number exponential_histogram_max_size
  {debug_metrics} debug_metrics
  {output} output!
  store {
    duration ttl
    number max_items
  }

otelcol.connector.signaltometrics experimental
  -> input telemetry
  anycase(ignore|propagate|silent) error_mode
  {derived_metric} datapoints* logs*
  {debug_metrics} debug_metrics
  {output} output!
  spans* {
    string description name! unit
    list(string) conditions
    {} include_resource_attributes*
    {dimension_attribute} attributes*
    {exponential_histogram} exponential_histogram*
    {metric_value} gauge* sum*
    {histogram} histogram
  }

otelcol.connector.spanlogs
  -> input telemetry
  bool events processes roots spans
  list(string) event_attributes labels process_attributes span_attributes
  {output} output!
  overrides {
    string duration_key logs_instance_tag service_key span_name_key status_key trace_id_key
  }

otelcol.connector.spanmetrics
  -> input telemetry
  string aggregation_temporality namespace
  bool include_collector_instance_id
  duration metrics_expiration metrics_flush_interval series_expiration
  list(string) exclude_dimensions include_instrumentation_scope resource_metrics_key_attributes
  number aggregation_cardinality_limit dimensions_cache_size metric_timestamp_cache_size resource_metrics_cache_size
  {debug_metrics} debug_metrics
  {dimension} calls_dimension* dimension*
  {output} output!
  events {
    bool enabled
    {dimension} dimension*
  }
  exemplars {
    bool enabled
    number max_per_data_point
  }
  histogram! {
    string unit
    bool disable
    {dimension} dimension*
    explicit {
      list(duration) buckets
    }
    exponential {
      number max_size
    }
  }

otelcol.extension.jaeger_remote_sampling
  {debug_metrics} debug_metrics
  {http_server} http
  {grpc} grpc
  source+ {
    string content file
    duration reload_interval
    remote* {
      string authority compression endpoint!
      auth auth
      bool wait_for_ready
      map(string) headers
      size read_buffer_size write_buffer_size
      {keepalive} keepalive
      tls {
        string ca_file ca_pem cert_file cert_pem key_file max_version min_version server_name
        bool include_insecure_cipher_suites include_system_ca_certs_pool insecure insecure_skip_verify
        duration reload_interval
        list(string) cipher_suites curve_preferences
        secret key_pem
      }
    }
  }

otelcol.storage.file preview
  -> handler auth
  string directory directory_permissions
  bool create_directory fsync
  duration timeout
  {debug_metrics} debug_metrics
  compaction* {
    string directory
    bool cleanup_on_start on_rebound on_start
    duration check_interval
    number max_transaction_size rebound_needed_threshold_mib rebound_trigger_threshold_mib
  }
`;
