/** Exporters of the OpenTelemetry Collector. */
export const otelcolExporters = `
otelcol.exporter.awss3 experimental
  -> input telemetry
  duration timeout
  {debug_metrics} debug_metrics
  {sending_queue} sending_queue
  marshaler* {
    string type
  }
  resource_attrs_to_s3* {
    string s3_bucket! s3_prefix
  }
  s3_uploader+ {
    string acl compression endpoint file_prefix region retry_mode role_arn s3_base_prefix s3_bucket!
    string s3_partition_format s3_partition_timezone s3_prefix! storage_class unique_key_func_name
    bool disable_ssl s3_force_path_style
    duration retry_max_backoff
    number retry_max_attempts
  }

otelcol.exporter.datadog community
  -> input telemetry
  string hostname
  bool only_metadata
  duration hostname_detection_timeout
  {debug_metrics} debug_metrics
  {retry_on_failure} retry_on_failure
  {sending_queue} sending_queue
  api+ {
    string site
    bool fail_on_invalid_key
    secret api_key!
  }
  client {
    bool disable_keep_alives insecure_skip_verify
    duration idle_conn_timeout timeout
    number max_conns_per_host max_idle_conns max_idle_conns_per_host
    size read_buffer_size write_buffer_size
  }
  exporter* {
    bool instrumentation_scope_metadata_as_tags resource_attributes_as_tags
  }
  histograms* {
    string mode
    bool send_aggregation_metrics
  }
  host_metadata* {
    string hostname_source
    bool enabled
    list(string) tags
  }
  logs* {
    string endpoint
    bool use_compression
    number batch_wait compression_level
  }
  metrics* {
    string endpoint
    number delta_ttl
  }
  summaries* {
    string mode
  }
  sums* {
    string cumulative_monotonic_mode initial_cumulative_monotonic_value
  }
  traces {
    string endpoint
    bool compute_stats_by_span_kind compute_top_level_by_span_kind peer_tags_aggregation span_name_as_resource_name
    list(string) ignore_resources peer_tags
    map(string) span_name_remappings
    number trace_buffer
  }

otelcol.exporter.debug experimental
  -> input telemetry
  string verbosity
  bool use_internal_logger
  list(string) output_paths
  number sampling_initial sampling_thereafter
  {debug_metrics} debug_metrics

otelcol.exporter.faro experimental
  -> input telemetry
  {debug_metrics} debug_metrics
  {http_client_with_tls} client!
  {retry_on_failure} retry_on_failure
  {sending_queue} sending_queue

otelcol.exporter.file preview
  string compression format path!
  bool append
  duration flush_interval
  {debug_metrics} debug_metrics
  compression_params {
    number level!
  }
  group_by* {
    string resource_attribute
    bool enabled
    number max_open_files
  }
  rotation* {
    bool localtime
    number max_backups max_days max_megabytes
  }

otelcol.exporter.googlecloud community
  -> input telemetry
  string project user_agent
  bool destination_project_quota
  {debug_metrics} debug_metrics
  {sending_queue} sending_queue
  impersonate* {
    string subject target_principal!
    list(string) delegates
  }
  log* {
    string compression default_log_name endpoint
    bool error_reporting_type service_resource_labels use_insecure
    list(any) resource_filters
    number grpc_pool_size
  }
  metric* {
    string compression endpoint prefix resource_filters.prefix resource_filters.regex
    bool create_service_timeseries cumulative_normalization instrumentation_library_labels service_resource_labels
    bool skip_create_descriptor sum_of_squared_deviation use_insecure
    list(any) resource_filters
    list(string) known_domains
    number create_metric_descriptor_buffer_size grpc_pool_size
    experimental_wal* {
      string directory! max_backoff
    }
  }
  trace* {
    string endpoint
    bool use_insecure
    list(any) attribute_mappings
    number grpc_pool_size
  }

otelcol.exporter.googlecloudpubsub community
  -> input telemetry
  string compression endpoint project topic! universe_domain user_agent
  bool insecure
  duration timeout
  {debug_metrics} debug_metrics
  {retry_on_failure} retry_on_failure
  ordering* {
    string from_resource_attribute remove_resource_attribute
    bool enabled
  }
  sending_queue {
    string sizer
    auth storage
    bool block_on_overflow enabled wait_for_result
    number num_consumers queue_size
  }
  watermark* {
    string behavior
    duration allow_drift
  }

otelcol.exporter.kafka
  -> input telemetry
  string client_id encoding protocol_version! topic topic_from_attribute
  bool allow_auto_topic_creation partition_logs_by_resource_attributes partition_logs_by_trace_id
  bool partition_metrics_by_resource_attributes partition_traces_by_id resolve_canonical_bootstrap_servers_only
  duration conn_idle_timeout timeout
  list(string) brokers include_metadata_keys
  {client_tls} tls
  {authentication} authentication*
  {debug_metrics} debug_metrics
  {severity_match} logs* metrics* traces
  {metadata} metadata*
  {retry_on_failure} retry_on_failure
  {sending_queue} sending_queue
  producer* {
    string compression
    duration linger
    number flush_max_messages max_broker_write_bytes max_message_bytes required_acks
    compression_params {
      number level
    }
  }
  record_partitioner* {
    bool least_backup round_robin
    sticky_key* {
      string hasher
    }
  }

otelcol.exporter.loadbalancing
  -> input telemetry
  enum(service|traceID|resource|metric|streamID) routing_key
  duration timeout
  {debug_metrics} debug_metrics
  {exporter_queue} sending_queue
  {retry_on_failure} retry_on_failure
  protocol! {
    otlp! {
      duration timeout
      {exporter_queue} queue
      {retry_on_failure} retry
      client! {
        string authority balancer_name
        auth auth
        bool wait_for_ready
        enum(gzip|zlib|deflate|snappy|zstd|none|) compression
        map(string) headers
        size read_buffer_size write_buffer_size
        {client_tls} tls
        {keepalive} keepalive
      }
    }
  }
  resolver! {
    aws_cloud_map {
      string health_status namespace! owner_account service_name!
      duration interval timeout
      number port
    }
    dns {
      string hostname! port
      duration interval timeout
    }
    kubernetes {
      string service!
      bool return_hostnames
      duration timeout
      list(number) ports
    }
    static {
      list(string) hostnames!
    }
  }

otelcol.exporter.loki
  -> input telemetry
  list(logs) forward_to!

otelcol.exporter.otlp
  -> input telemetry
  duration timeout
  {debug_metrics} debug_metrics
  {exporter_queue} sending_queue
  {retry_on_failure} retry_on_failure
  client! {
    string authority balancer_name endpoint!
    auth auth
    bool wait_for_ready
    enum(gzip|zlib|deflate|snappy|zstd|none|) compression
    map(string) headers
    size read_buffer_size write_buffer_size
    {client_tls} tls
    {keepalive} keepalive
  }

otelcol.exporter.otlphttp
  -> input telemetry
  string logs_endpoint metrics_endpoint traces_endpoint
  enum(proto|json) encoding
  {debug_metrics} debug_metrics
  {http_client_with_tls} client!
  {exporter_queue} sending_queue
  {retry_on_failure} retry_on_failure

otelcol.exporter.prometheus
  -> input telemetry
  bool add_metric_suffixes convert_classic_histograms_to_nhcb honor_metadata include_scope_info include_scope_labels
  bool include_target_info keep_identifying_resource_attributes resource_to_telemetry_conversion
  bool start_timestamp_zero_ingestion
  duration gc_frequency
  list(metrics) forward_to!

otelcol.exporter.splunkhec community
  -> input telemetry
  {debug_metrics} debug_metrics
  {otel_attrs_to_hec_metadata} otel_attrs_to_hec_metadata*
  {retry_on_failure} retry_on_failure
  {sending_queue} sending_queue
  client! {
    string endpoint!
    bool disable_keep_alives force_attempt_http2 insecure_skip_verify
    duration idle_conn_timeout timeout
    number max_conns_per_host max_idle_conns max_idle_conns_per_host read_buffer_size write_buffer_size
  }
  splunk+ {
    string health_path index source sourcetype splunk_app_name splunk_app_version
    bool disable_compression export_raw health_check_enabled log_data_enabled profiling_data_enabled
    bool use_multi_metrics_format
    number max_content_length_logs max_content_length_metrics max_content_length_traces max_event_size
    secret token!
    heartbeat* {
      bool startup
      duration interval
    }
    otel_to_hec_fields* {
      string severity_number severity_text
    }
    telemetry* {
      bool enabled
      map(string) override_metrics_names
    }
  }

otelcol.exporter.syslog preview
  -> input telemetry
  string endpoint! network protocol
  bool enable_octet_counting
  duration timeout
  number port
  {client_tls} tls
  {debug_metrics} debug_metrics
  {retry_on_failure} retry_on_failure
  {sending_queue} sending_queue
`;
