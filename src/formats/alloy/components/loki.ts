/** Components that process and write logs. */
export const loki = `
loki.echo
  -> receiver logs

loki.enrich experimental
  -> receiver logs
  string logs_match_label target_match_label!
  list(logs) forward_to!
  list(string) labels_to_copy
  list(target) targets!

loki.process
  -> receiver logs
  list(logs) forward_to!
  ...stages

loki.relabel
  -> receiver logs
  -> rules rules
  list(logs) forward_to!
  number max_cache_size
  {rule} rule*

loki.rules.kubernetes
  ...http_client
  string address! loki_namespace_prefix loki_namespace_separator tenant_id
  bool use_legacy_routes
  duration sync_interval
  map(string) external_labels
  {selector} rule_namespace_selector rule_selector
  extra_query_matchers {
    matcher* {
      string name! value!
      enum(=|!=|=~|!~) match_type!
    }
  }

loki.secretfilter preview
  -> receiver logs
  string gitleaks_config origin_label redact_with
  bool drop_on_timeout label_timed_out
  duration processing_timeout
  list(logs) forward_to!
  number rate redact_percent

loki.write
  -> receiver logs
  map(string) external_labels
  number max_streams
  endpoint* {
    ...http_client
    string name tenant_id url!
    bool retry_on_http_429
    duration batch_wait max_backoff_period min_backoff_period remote_timeout
    map(string) headers
    number max_backoff_retries
    size batch_size
    queue_config {
      bool block_on_overflow
      duration drain_timeout
      number min_shards
      size capacity
    }
  }
  wal {
    bool enabled
    duration drain_timeout max_read_frequency max_segment_age min_read_frequency
  }
`;
