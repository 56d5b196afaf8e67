/** Components that read logs. */
export const lokiSources = `
loki.source.api
  bool use_incoming_timestamp
  duration graceful_shutdown_timeout
  list(logs) forward_to!
  map(string) labels
  rules relabel_rules
  size max_send_message_size
  {log_server_grpc} grpc
  {log_server_http} http

loki.source.awsfirehose
  bool use_incoming_timestamp
  list(logs) forward_to!
  rules relabel_rules
  secret access_key
  {http_service} http

loki.source.azure_event_hubs
  string assignor fully_qualified_namespace! group_id
  bool disallow_custom_messages use_incoming_timestamp
  list(logs) forward_to!
  list(string) event_hubs!
  map(string) labels
  rules relabel_rules
  authentication+ {
    string mechanism!
    list(string) scopes
    secret connection_string
  }

loki.source.cloudflare
  string fields_type zone_id!
  duration pull_range
  list(logs) forward_to!
  list(string) additional_fields
  map(string) labels
  number workers
  secret api_token!

loki.source.docker
  string host!
  duration refresh_interval
  list(logs) forward_to!
  list(target) targets!
  map(string) labels
  rules relabel_rules
  http_client_config {
    ...http_client
  }

loki.source.file
  string encoding legacy_positions_file
  bool tail_from_end
  enum(skip|restart_from_end|restart_from_beginning) on_positions_file_error
  list(logs) forward_to!
  list(target) targets!
  decompression {
    bool enabled!
    duration initial_delay
    enum(gz|z|bz2) format!
  }
  file_match {
    bool enabled
    duration ignore_older_than sync_period
  }
  file_watch {
    duration max_poll_frequency min_poll_frequency
  }

loki.source.gcplog
  list(logs) forward_to!
  rules relabel_rules
  limit* {
    number max_outstanding_messages
    size max_outstanding_bytes
  }
  pull* {
    string project_id! subscription!
    bool use_full_line use_incoming_timestamp
    map(string) labels
    limit* {
      number max_outstanding_messages
      size max_outstanding_bytes
    }
  }
  push* {
    bool use_full_line use_incoming_timestamp
    duration graceful_shutdown_timeout push_timeout
    map(string) labels
    {http_service} http
    {log_server_grpc_limits} grpc
  }

loki.source.gelf
  string listen_address
  bool use_incoming_timestamp
  list(logs) forward_to!
  rules relabel_rules

loki.source.heroku
  bool use_incoming_timestamp
  duration graceful_shutdown_timeout
  list(logs) forward_to!
  map(string) labels
  rules relabel_rules
  {http_service} http
  {log_server_grpc_limits} grpc

loki.source.journal
  string matches path
  bool format_as_json
  duration max_age
  list(logs) forward_to!
  map(string) labels
  rules relabel_rules
  legacy_position {
    string file! name!
  }

loki.source.kafka
  string assignor group_id version
  bool use_incoming_timestamp
  list(logs) forward_to!
  list(string) brokers! topics!
  map(string) labels
  rules relabel_rules
  authentication* {
    string type
    {tls_config} tls_config
    sasl_config* {
      string mechanism user
      bool use_tls
      secret password
      {tls_config} tls_config
      oauth_config* {
        string token_provider!
        list(string) scopes!
      }
    }
  }

loki.source.kubernetes
  list(logs) forward_to!
  list(target) targets!
  {kubernetes_client} client
  {optional} clustering

loki.source.kubernetes_events
  string job_name
  enum(logfmt|json) log_format
  list(logs) forward_to!
  list(string) namespaces
  {kubernetes_client} client
  {optional} clustering

loki.source.podlogs
  bool preserve_discovered_labels tail_from_end
  list(logs) forward_to!
  {kubernetes_client} client
  {selector} namespace_selector selector
  {optional} clustering
  node_filter {
    string node_name
    bool enabled
  }

loki.source.syslog
  list(logs) forward_to!
  rules relabel_rules
  listener+ {
    string address!
    enum(tcp|udp) protocol
    bool label_structured_data rfc3164_default_to_current_year rfc5424_allow_empty_msg use_incoming_timestamp
    bool use_rfc5424_message
    duration idle_timeout
    enum(rfc5424|rfc3164|raw) syslog_format
    map(string) labels
    number max_message_length udp_host_cache_size udp_queue_size
    {tls_config} tls_config
    raw_format_options {
      bool use_null_terminator_delimiter
    }
    rfc3164_cisco_components {
      bool enable_all hostname message_counter second_fractions sequence_number
    }
  }

loki.source.windowsevent
  string bookmark_path eventlog_name xpath_query
  bool exclude_event_data exclude_event_message exclude_user_data use_incoming_timestamp
  duration poll_interval
  list(logs) forward_to!
  map(string) labels
  number locale
`;
