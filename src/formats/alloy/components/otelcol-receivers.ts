/** Receivers of the OpenTelemetry Collector. */
export const otelcolReceivers = `
otelcol.receiver.awscloudwatch experimental
  string imds_endpoint profile region!
  auth storage
  {} groups*
  {debug_metrics} debug_metrics
  {output} output!
  autodiscover* {
    string prefix
    number limit
  }
  logs* {
    string start_from
    duration initial_lookback poll_interval
    number max_events_per_request
  }
  named* {
    string group_name!
    list(string) names prefixes
  }
  streams* {
    list(string) names prefixes
  }

otelcol.receiver.awsecscontainermetrics experimental
  duration collection_interval
  {debug_metrics} debug_metrics
  {output} output!

otelcol.receiver.awss3 experimental
  string end_time start_time
  {output} output!
  s3downloader+ {
    string endpoint endpoint_partition_id file_prefix region s3_bucket! s3_partition_format s3_partition_timezone
    string s3_prefix!
    bool s3_force_path_style
  }
  sqs* {
    string endpoint queue_url! region!
    number max_number_of_messages wait_time_seconds
  }

otelcol.receiver.cloudflare experimental
  string delimiter endpoint! secret timestamp_field timestamp_format
  map(string) attributes
  {output} output!
  tls {
    string ca_file ca_pem cert_file cert_pem client_ca_file key_file max_version min_version
    bool include_insecure_cipher_suites include_system_ca_certs_pool
    duration reload_interval
    list(string) cipher_suites curve_preferences
    secret key_pem
  }

otelcol.receiver.datadog experimental
  string endpoint
  auth auth
  bool decode_json_message include_metadata keep_alives_enabled
  duration idle_series_cleanup_interval idle_series_timeout idle_timeout read_header_timeout read_timeout
  duration write_timeout
  list(string) compression_algorithms
  number trace_id_cache_size
  size max_request_body_size
  {cors} cors
  {debug_metrics} debug_metrics
  {output} output!
  {tls} tls
  intake* {
    string behavior!
    proxy* {
      api* {
        string site
        bool fail_on_invalid_key
        secret key!
      }
    }
  }

otelcol.receiver.faro experimental
  string endpoint
  auth auth
  bool include_metadata keep_alives_enabled
  duration idle_timeout read_header_timeout read_timeout write_timeout
  list(string) compression_algorithms
  size max_request_body_size
  {cors} cors
  {debug_metrics} debug_metrics
  {output} output!
  {tls} tls

otelcol.receiver.file_stats
  string include!
  duration collection_interval initial_delay timeout
  {debug_metrics} debug_metrics
  {output} output!
  metrics* {
    {switch} file.atime* file.count* file.ctime* file.mtime* file.size*
  }
  resource_attributes {
    {name_match} file.name* file.path*
  }

otelcol.receiver.filelog preview
  string compression encoding start_at
  bool acquire_fs_lock delete_after_read file_cache_advise include_file_name include_file_name_resolved
  bool include_file_owner_group_name include_file_owner_name include_file_path include_file_path_resolved
  bool include_file_permissions include_file_record_number preserve_leading_whitespaces preserve_trailing_whitespaces
  duration exclude_older_than force_flush_period poll_interval
  extension storage
  list(map(any)) operators
  list(string) exclude include!
  map(string) attributes resource
  number max_batches max_concurrent_files
  size fingerprint_size max_log_size
  {debug_metrics} debug_metrics
  {multiline} multiline
  {output} output!
  {receiver_retry} retry_on_failure
  header {
    string pattern!
    list(map(any)) metadata_operators!
  }
  ordering_criteria {
    string group_by regex
    number top_n
    sort_by+ {
      string layout location regex_key sort_type
      bool ascending
    }
  }

otelcol.receiver.fluentforward experimental
  string endpoint!
  {debug_metrics} debug_metrics
  output! {
    list(telemetry) logs
  }

otelcol.receiver.googlecloudpubsub community
  string compression encoding endpoint project subscription! universe_domain
  bool ignore_encoding_error insecure
  duration timeout
  {debug_metrics} debug_metrics
  {output} output!
  flow_control* {
    duration stream_ack_deadline trigger_ack_batch_duration
    number max_outstanding_bytes max_outstanding_messages
  }

otelcol.receiver.influxdb
  string endpoint
  auth auth
  bool include_metadata keep_alives_enabled
  duration idle_timeout read_header_timeout read_timeout write_timeout
  list(string) compression_algorithms
  size max_request_body_size
  {cors} cors
  {debug_metrics} debug_metrics
  {output} output!
  {tls} tls

otelcol.receiver.jaeger
  {debug_metrics} debug_metrics
  {output} output!
  protocols! {
    {http_server} thrift_http
    {grpc} grpc
    {thrift_udp} thrift_binary thrift_compact
  }

otelcol.receiver.kafka
  string client_id encoding group_id group_instance_id group_rebalance_strategy initial_offset protocol_version!
  string rack_id
  bool resolve_canonical_bootstrap_servers_only use_leader_epoch
  duration conn_idle_timeout heartbeat_interval max_fetch_wait session_timeout
  list(string) brokers! group_rebalance_strategies
  number max_fetch_size max_partition_fetch_size min_fetch_size
  {client_tls} tls
  {authentication} authentication*
  {debug_metrics} debug_metrics
  {metadata} metadata*
  {output} output!
  {kafka_topic} logs* metrics* traces
  {retry_on_failure} error_backoff*
  autocommit* {
    bool enable
    duration interval
  }
  header_extraction* {
    bool extract_headers
    list(string) headers
  }
  message_marking* {
    bool after_execution include_unsuccessful
  }

otelcol.receiver.loki
  -> receiver logs
  {output} output!

otelcol.receiver.nginx experimental
  string endpoint!
  duration collection_interval initial_delay
  {debug_metrics} debug_metrics
  {output} output!

otelcol.receiver.opencensus

otelcol.receiver.otlp
  {debug_metrics} debug_metrics
  {grpc} grpc
  {output} output!
  http {
    string endpoint logs_url_path metrics_url_path traces_url_path
    auth auth
    bool include_metadata keep_alives_enabled
    duration idle_timeout read_header_timeout read_timeout write_timeout
    list(string) compression_algorithms
    size max_request_body_size
    {cors} cors
    {tls} tls
  }

otelcol.receiver.prometheus
  -> receiver metrics
  {debug_metrics} debug_metrics
  {output} output!

otelcol.receiver.solace
  string broker queue!
  number max_unacknowledged
  {client_tls} tls
  {debug_metrics} debug_metrics
  {output} output!
  authentication+ {
    {} sasl_external*
    sasl_plain* {
      string password! username!
    }
    sasl_xauth2* {
      string bearer! username!
    }
  }
  flow* {
    delayed_retry* {
      string delay
    }
  }

otelcol.receiver.splunkhec preview
  string endpoint health_path raw_path splitting
  auth auth
  bool access_token_passthrough include_metadata keep_alives_enabled
  duration idle_timeout read_header_timeout read_timeout write_timeout
  list(string) compression_algorithms
  size max_request_body_size
  {cors} cors
  {debug_metrics} debug_metrics
  {otel_attrs_to_hec_metadata} hec_metadata_to_otel_attrs*
  {tls} tls
  output! {
    list(telemetry) logs metrics
  }

otelcol.receiver.syslog preview
  string location non_transparent_framing_trailer on_error protocol
  bool allow_skip_pri_header enable_octet_counting
  number max_octets
  {debug_metrics} debug_metrics
  {output} output!
  {receiver_retry} retry_on_failure
  tcp* {
    string encoding listen_address!
    bool add_attributes one_log_per_packet preserve_leading_whitespaces preserve_trailing_whitespaces
    size max_log_size
    {multiline} multiline
    {tls} tls
  }
  udp* {
    string encoding listen_address!
    bool add_attributes one_log_per_packet preserve_leading_whitespaces preserve_trailing_whitespaces
    {multiline} multiline
    async* {
      number max_queue_length processors readers
    }
  }

otelcol.receiver.tcplog experimental
  string encoding listen_address!
  bool add_attributes one_log_per_packet
  size max_log_size
  {debug_metrics} debug_metrics
  {multiline} multiline
  {receiver_retry} retry_on_failure
  {tls} tls
  output! {
    list(telemetry) logs
  }

otelcol.receiver.vcenter experimental
  string endpoint! password! username!
  duration collection_interval initial_delay timeout
  number max_query_metrics
  {client_tls} tls
  {debug_metrics} debug_metrics
  {output} output!
  metrics* {
    any vcenter.cluster.cpu.effective vcenter.cluster.cpu.limit vcenter.cluster.host.count
    any vcenter.cluster.memory.effective vcenter.cluster.memory.limit vcenter.cluster.vm.count
    any vcenter.cluster.vm_template.count vcenter.cluster.vsan.congestions vcenter.cluster.vsan.latency.avg
    any vcenter.cluster.vsan.operations vcenter.cluster.vsan.throughput vcenter.datacenter.cluster.count
    any vcenter.datacenter.cpu.limit vcenter.datacenter.datastore.count vcenter.datacenter.disk.space
    any vcenter.datacenter.host.count vcenter.datacenter.memory.limit vcenter.datacenter.vm.count
    any vcenter.datastore.disk.usage vcenter.datastore.disk.utilization vcenter.host.cpu.capacity
    any vcenter.host.cpu.reserved vcenter.host.cpu.usage vcenter.host.cpu.utilization vcenter.host.disk.latency.avg
    any vcenter.host.disk.latency.max vcenter.host.disk.throughput vcenter.host.memory.capacity
    any vcenter.host.memory.usage vcenter.host.memory.utilization vcenter.host.network.packet.drop.rate
    any vcenter.host.network.packet.error.rate vcenter.host.network.packet.rate vcenter.host.network.throughput
    any vcenter.host.network.usage vcenter.host.vsan.cache.hit_rate vcenter.host.vsan.congestions
    any vcenter.host.vsan.latency.avg vcenter.host.vsan.operations vcenter.host.vsan.throughput
    any vcenter.resource_pool.cpu.shares vcenter.resource_pool.cpu.usage vcenter.resource_pool.memory.ballooned
    any vcenter.resource_pool.memory.granted vcenter.resource_pool.memory.shares vcenter.resource_pool.memory.swapped
    any vcenter.resource_pool.memory.usage vcenter.vm.cpu.readiness vcenter.vm.cpu.time vcenter.vm.cpu.usage
    any vcenter.vm.cpu.utilization vcenter.vm.disk.latency.avg vcenter.vm.disk.latency.max vcenter.vm.disk.throughput
    any vcenter.vm.disk.usage vcenter.vm.disk.utilization vcenter.vm.memory.ballooned vcenter.vm.memory.granted
    any vcenter.vm.memory.swapped vcenter.vm.memory.swapped_ssd vcenter.vm.memory.usage vcenter.vm.memory.utilization
    any vcenter.vm.network.broadcast.packet.rate vcenter.vm.network.multicast.packet.rate
    any vcenter.vm.network.packet.drop.rate vcenter.vm.network.packet.rate vcenter.vm.network.throughput
    any vcenter.vm.network.usage vcenter.vm.vsan.latency.avg vcenter.vm.vsan.operations vcenter.vm.vsan.throughput
  }
  resource_attributes {
    any vcenter.cluster.name vcenter.datacenter.name vcenter.datastore.name vcenter.host.name
    any vcenter.resource_pool.inventory_path vcenter.resource_pool.name vcenter.virtual_app.inventory_path
    any vcenter.virtual_app.name vcenter.vm.id vcenter.vm.name vcenter.vm_template.id vcenter.vm_template.name
  }

otelcol.receiver.zipkin
  string endpoint
  auth auth
  bool include_metadata keep_alives_enabled parse_string_tags
  duration idle_timeout read_header_timeout read_timeout write_timeout
  list(string) compression_algorithms
  size max_request_body_size
  {cors} cors
  {debug_metrics} debug_metrics
  {output} output!
  {tls} tls
`;
