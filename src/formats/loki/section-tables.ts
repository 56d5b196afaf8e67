/** The other sections. */
export const sectionTables = `
analytics
  text proxy_url usage_stats_url
  bool reporting_enabled
  {tls_config} tls_config

attributes_config
  enum(drop|index_label|structured_metadata) action
  text regex
  texts attributes

bloom_build
  bool enabled
  builder {
    text planner_address
    {backoff_config} backoff_config
    {grpc_client} grpc_config
  }
  planner {
    duration planning_interval
    int max_table_offset min_table_offset
    queue {
      text tasks_disk_directory
      bool clean_tasks_directory store_tasks_on_disk
      int max_queued_tasks_per_tenant
    }
    retention {
      bool enabled
    }
  }

bloom_gateway
  bool enabled
  int block_query_concurrency max_outstanding_per_tenant num_multiplex_tasks worker_concurrency
  client {
    text addresses
    {grpc_client} grpc_client_config
    pool_config {
      duration check_interval
    }
  }

common
  text compactor_address compactor_grpc_address instance_addr path_prefix scratch_path
  bool persist_tokens
  int replication_factor
  texts instance_interface_names
  {instance_ring} ring
  storage {
    {alibabacloud_storage_config} alibabacloud
    {azure_storage_config} azure
    {bos_storage_config} bos
    {congestion_control} congestion_control
    {cos_storage_config} cos
    {gcs_storage_config} gcs
    {hedging} hedging
    {s3_storage_config} s3
    {swift_storage_config} swift
    {thanos_object_store_config} object_store
    filesystem {
      text chunks_directory rules_directory
    }
  }

consul
  text acl_token host
  bool consistent_reads
  duration cas_retry_delay http_client_timeout
  float watch_rate_limit
  int watch_burst_size

distributor
  any default_policy_stream_mappings
  bool ingest_limits_dry_run_enabled ingest_limits_enabled ingester_writes_enabled kafka_writes_enabled
  int max_decompressed_size max_inflight_bytes max_recv_msg_size push_worker_count
  circuit_breaker {
    bool enabled
    duration open_period
    int min_failures permitted_trials
  }
  dataobj_tee {
    text topic
    bool debug_metrics_enabled enabled use_rendezvous_hashing
    duration rate_batch_window
    int max_buffered_bytes per_partition_rate_bytes
  }
  otlp_attribute_logging {
    float rate
    int max_attributes
  }
  otlp_config {
    texts default_resource_attributes_as_index_labels
  }
  rate_store {
    bool debug
    duration ingester_request_timeout stream_rate_update_interval
    int max_request_parallelism
  }
  ring {
    duration heartbeat_period heartbeat_timeout
    texts instance_interface_names
    {kvstore} kvstore
  }
  write_failures_logging {
    bool add_insights_label
    size rate
  }

etcd
  ...tls_config
  text password username
  bool tls_enabled
  duration dial_timeout
  int max_retries
  texts endpoints

frontend
  text address downstream_url encoding log_query_request_headers scheduler_address tail_proxy_url
  bool compress_responses instance_enable_ipv6 query_stats_enabled support_parquet_encoding
  duration graceful_shutdown_timeout log_queries_longer_than querier_forget_delay scheduler_dns_lookup_period
  int max_body_size max_outstanding_per_tenant port scheduler_worker_concurrency
  texts instance_interface_names
  {grpc_client} grpc_client_config
  {tls_config} tail_tls_config

frontend_worker
  text frontend_address id scheduler_address
  duration dns_lookup_duration
  {grpc_client} grpc_client_config query_frontend_grpc_client query_scheduler_grpc_client

grpc_client
  ...tls_config
  text grpc_compression
  bool backoff_on_ratelimits tls_enabled
  duration connect_backoff_base_delay connect_backoff_max_delay connect_timeout keepalive_time keepalive_timeout
  float rate_limit
  int initial_connection_window_size initial_stream_window_size max_recv_msg_size max_send_msg_size rate_limit_burst
  {backoff_config} backoff_config
  cluster_validation {
    text label
  }

index_gateway
  text mode
  ring {
    text instance_addr instance_availability_zone instance_id tokens_file_path
    bool instance_enable_ipv6 zone_awareness_enabled
    duration heartbeat_period heartbeat_timeout
    int instance_port replication_factor
    texts instance_interface_names
    {kvstore} kvstore
  }

ingester
  text chunk_encoding shutdown_marker_path
  bool autoforget_unhealthy delegate_stream_limits_enabled
  duration chunk_idle_period chunk_retain_period flush_check_period flush_op_timeout max_chunk_age
  duration owned_streams_check_interval query_store_max_look_back_period sync_period
  float sync_min_utilization
  int chunk_block_size chunk_target_size concurrent_flushes index_shards max_dropped_streams
  int max_returned_stream_errors
  {backoff_config} flush_op_backoff
  {lifecycler} lifecycler
  kafka_ingestion {
    bool enabled
    {partition_ring} partition_ring
  }
  wal {
    text dir
    bool enabled flush_on_shutdown
    duration checkpoint_duration
    float disk_full_threshold
    size replay_memory_ceiling
  }

ingester_client
  duration remote_timeout
  {grpc_client} grpc_client_config
  {ingester_pool} pool_config

memberlist
  ...tls_config
  text advertise_addr cluster_label compression_algorithm node_name
  bool abort_if_cluster_fast_join_fails abort_if_cluster_join_fails cluster_label_verification_disabled
  bool compression_enabled randomize_node_name tls_enabled
  duration acquire_writer_timeout broadcast_timeout_for_local_updates_on_shutdown dead_node_reclaim_time
  duration gossip_interval gossip_to_dead_nodes_time leave_timeout left_ingesters_timeout max_join_backoff
  duration min_join_backoff notify_interval obsolete_entries_timeout packet_dial_timeout packet_write_timeout
  duration pull_push_interval rejoin_interval stream_timeout
  int abort_if_cluster_fast_join_fails_min_nodes advertise_port bind_port gossip_nodes max_concurrent_writes
  int max_join_retries message_history_buffer_bytes processed_messages_queue_size received_messages_queue_size
  int retransmit_factor watch_prefix_buffer_size
  texts bind_addr join_members rejoin_seed_nodes
  propagation_delay_tracker {
    bool enabled
    duration beacon_interval beacon_lifetime log_beacons_latency_longer_than
  }
  zone_aware_routing {
    text instance_availability_zone role
    bool enabled
  }

operational_config
  bool limited_log_push_errors log_duplicate_metrics log_duplicate_stream_info log_hash_of_labels
  bool log_otlp_attribute_expansion log_push_request log_push_request_streams log_service_name_discovery
  bool log_stream_creation
  texts filter_push_request_streams_ips

profiling
  int block_profile_rate cpu_profile_rate mutex_profile_fraction

querier
  bool multi_tenant_queries_enabled per_request_limits_enabled query_ingester_only query_partition_ingesters
  bool query_store_only
  duration extra_query_delay query_ingesters_within tail_max_duration
  int max_concurrent
  engine {
    duration max_look_back_period
    int max_count_min_sketch_heap_size
  }

query_range
  text shard_aggregations
  bool align_queries_with_step cache_index_stats_results cache_instant_metric_results cache_label_results
  bool cache_results cache_series_results cache_volume_results instant_metric_query_split_align
  bool parallelise_shardable_queries
  int max_retries
  index_stats_results_cache {
    text compression
    {cache_config} cache
  }
  instant_metric_results_cache {
    text compression
    {cache_config} cache
  }
  label_results_cache {
    text compression
    {cache_config} cache
  }
  results_cache {
    text compression
    {cache_config} cache
  }
  series_results_cache {
    text compression
    {cache_config} cache
  }
  volume_results_cache {
    text compression
    {cache_config} cache
  }

query_scheduler
  bool use_scheduler_ring
  duration querier_forget_delay
  int max_outstanding_requests_per_tenant max_queue_hierarchy_levels
  {compactor_ring} scheduler_ring
  {grpc_client} grpc_client_config

ruler
  text alertmanager_url datasource_uid name tenant disabled_tenants enabled_tenants rule_path sharding_algo sharding_strategy
  any alert_relabel_configs remotewrite
  bool disable_rule_group_label enable_alertmanager_discovery enable_alertmanager_v2 enable_api enable_sharding
  bool query_stats_enabled
  duration alertmanager_refresh_interval evaluation_interval flush_period for_grace_period for_outage_tolerance
  duration notification_timeout poll_interval remote_flush_deadline resend_delay search_pending_for
  int notification_queue_capacity
  url external_url
  {grpc_client} ruler_client
  alertmanager_client {
    ...tls_config
    text basic_auth_password basic_auth_username credentials credentials_file type
  }
  evaluation {
    text mode
    duration max_jitter
    query_frontend {
      ...grpc_client
      text address
    }
  }
  any external_labels
  remote_write {
    any clients
    bool add_org_id_header enabled
    duration config_refresh_period
  }
  ring {
    duration heartbeat_period heartbeat_timeout
    int num_tokens
    texts instance_interface_names
    {kvstore} kvstore
  }
  storage {
    text type
    {alibabacloud_storage_config} alibabacloud
    {azure_storage_config} azure
    {bos_storage_config} bos
    {cos_storage_config} cos
    {gcs_storage_config} gcs
    {s3_storage_config} s3
    {swift_storage_config} swift
    local {
      text directory
    }
  }
  wal {
    text dir
    duration max_age min_age truncate_frequency
  }
  wal_cleaner {
    duration min_age period
  }

runtime_config
  text file
  bool http_client_disable_keep_alives
  duration http_client_timeout period
  http_client_cluster_validation {
    text label
  }

server
  enum(debug|info|warn|error) log_level
  text grpc_listen_address grpc_listen_network http_listen_address http_listen_network http_path_prefix log_format
  text log_request_exclude_headers_list log_source_ips_header log_source_ips_regex tls_cipher_suites
  text tls_min_version trace_request_exclude_headers_list
  bool create_new_traces grpc_collect_max_streams_by_conn grpc_server_ping_without_stream_allowed
  bool grpc_server_recv_buffer_pools_enabled grpc_server_stats_tracking_enabled
  bool http_log_closed_connections_without_response_enabled log_request_at_info_level_enabled log_request_headers
  bool log_source_ips_enabled log_source_ips_full proxy_protocol_enabled register_instrumentation
  bool report_grpc_codes_in_instrumentation_label_enabled trace_request_headers
  duration graceful_shutdown_timeout grpc_server_keepalive_time grpc_server_keepalive_timeout
  duration grpc_server_max_connection_age grpc_server_max_connection_age_grace grpc_server_max_connection_idle
  duration grpc_server_min_time_between_pings http_server_idle_timeout http_server_read_header_timeout
  duration http_server_read_timeout http_server_write_timeout
  int grpc_listen_conn_limit grpc_listen_port grpc_server_max_concurrent_streams grpc_server_max_recv_msg_size
  int grpc_server_max_send_msg_size grpc_server_num_workers grpc_server_read_buffer_size grpc_server_write_buffer_size
  int http_listen_conn_limit http_listen_port
  {http_tls_config} grpc_tls_config http_tls_config
  cluster_validation {
    text additional_labels label
    grpc {
      bool enabled soft_validation
    }
    http {
      text excluded_paths excluded_user_agents
      bool enabled soft_validation
    }
  }

stream_retention
  text selector
  int priority
  prometheus-duration period

tls_config
  text tls_ca_path tls_cert_path tls_cipher_suites tls_key_path tls_min_version tls_server_name
  bool tls_insecure_skip_verify

tracing
  bool enabled
`;
