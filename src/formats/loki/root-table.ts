/** The sections of a configuration of Loki. */
export const root = `
loki
  any compactor_client internal_server
  text http_prefix metrics_namespace no_auth_tenant target
  bool auth_enabled
  duration shutdown_delay
  int ballast_bytes
  texts tenant_limits_allow_publish
  {analytics} analytics
  {bloom_build} bloom_build
  {bloom_gateway} bloom_gateway
  {chunk_store_config} chunk_store_config
  {common} common
  {compactor} compactor
  {distributor} distributor
  {frontend} frontend
  {frontend_worker} frontend_worker
  {index_gateway} index_gateway
  {ingester} ingester
  {ingester_client} ingester_client
  {limits_config} limits_config
  {memberlist} memberlist
  {operational_config} operational_config
  {profiling} profiling
  {querier} querier
  {query_range} query_range
  {query_scheduler} query_scheduler
  {ruler} ruler
  {runtime_config} runtime_config
  {schema_config} schema_config
  {server} server
  {storage_config} storage_config
  {tracing} tracing
  compactor_grpc_client {
    ...grpc_client
  }
  dataobj {
    text storage_bucket_prefix
    bool enabled
    compaction {
      bool dry_run enabled
      duration polling_interval toc_consolidate_timeout
      int logs_max_running_compaction_tasks logs_max_runs_per_task max_running_compaction_tasks max_runs_per_task
      int plan_version window_lookback
      size logs_min_compaction_size
      {builder} indexobj_builder logsobj_builder
      scheduler {
        text advertise_addr endpoint
      }
      worker {
        text advertise_addr endpoint scheduler_lookup_address
        duration scheduler_lookup_interval
        int worker_threads
      }
    }
    consumer {
      text topic
      duration idle_flush_timeout max_builder_age
      {builder} builderconfig
      {lifecycler} lifecycler
      {partition_ring} partition_ring
      uploader {
        int shaprefixsize
      }
    }
    index {
      duration flush_interval max_age max_idle_time
      int estimated_compression_ratio events_per_index max_page_rows section_stripe_merge_limit
      size buffer_size target_object_size target_page_size target_section_size
    }
    metastore {
      text index_storage_prefix
      bool read_postings_sections
      int partition_ratio
    }
  }
  ingest_limits {
    text consumer_group topic
    bool enabled
    duration active_window bucket_size eviction_interval rate_window
    int num_partitions
    {lifecycler} lifecycler
  }
  ingest_limits_frontend {
    bool accepted_streams_cache_enabled assigned_partitions_cache_enabled
    duration accepted_streams_cache_ttl accepted_streams_cache_ttl_jitter assigned_partitions_cache_ttl
    int num_partitions
    {lifecycler} lifecycler
    client_config {
      {grpc_client} grpc_client_config
      {pool_config} pool_config
    }
  }
  ingest_limits_frontend_client {
    bool shuffle_shard_enabled
    int shuffle_shard_size
    {grpc_client} grpc_client_config
    {pool_config} pool_config
  }
  kafka_config {
    text consumer_group sasl_password sasl_username topic
    bool auto_create_topic_enabled enable_kafka_histograms tracing_enabled
    duration consumer_group_offset_commit_interval dial_timeout last_produced_offset_retry_timeout
    duration max_consumer_lag_at_startup write_timeout
    int auto_create_topic_default_partitions max_consumer_workers producer_max_buffered_bytes
    int producer_max_record_size_bytes
    reader_config {
      text address client_id
    }
    writer_config {
      text address client_id
    }
  }
  lbac {
    bool enabled
  }
  pattern_ingester {
    bool enabled
    duration connection_timeout flush_check_period max_chunk_age pattern_sample_interval retain_for
    float max_eviction_ratio volume_threshold
    int concurrent_flushes max_allowed_line_length max_clusters
    {lifecycler} lifecycler
    client_config {
      duration remote_timeout
      {grpc_client} grpc_client_config
      {ingester_pool} pool_config
    }
    metric_aggregation {
      text loki_address
      bool use_tls
      duration push_period sample_period timeout
      {backoff_config} backoff_config
      {http_client_config} http_client_config
      basic_auth {
        text password username
      }
    }
    pattern_persistence {
      text loki_address
      bool use_tls
      duration push_period timeout
      int batch_size
      {backoff_config} backoff_config
      {http_client_config} http_client_config
      basic_auth {
        text password username
      }
    }
    tee_config {
      duration batch_flush_interval stop_flush_timeout
      int flush_queue_size flush_worker_count max_buffered_bytes
    }
  }
  query_engine {
    text downstream_address scheduler_lookup_address
    any storage_start_date
    bool align_queries_with_step distributed enable enable_delete_req_filtering enable_engine_router
    bool enforce_max_query_series_limit enforce_retention_period
    duration scheduler_lookup_interval storage_lag
    int batch_size merge_prefetch_count storage_retention_days worker_threads
    size prefetch_bytes
    texts instance_interface_names
    range_reads {
      int coalesce_size max_parallelism max_range_size min_range_size
    }
    results_cache {
      text compression
      {cache_config} cache
    }
    task_results_cache {
      text compression
      bool prune_empty_cached_tasks
      duration prune_cached_tasks_fetch_timeout
      int dataobjscan_result_max_cacheable_size prune_cached_tasks_max_size task_result_max_cacheable_size
      {cache_config} cache
    }
  }
  ruler_storage {
    ...thanos_object_store_config
    text backend
    local {
      text directory
    }
  }
  ui {
    bool debug enabled
    {instance_ring} ring
    goldfish {
      text cell_a_namespace cell_b_namespace grafana_url logs_datasource_uid results_backend traces_datasource_uid
      bool enable
      {thanos_object_store_config} results_bucket
      storage {
        text cloudsql_database cloudsql_host cloudsql_user rds_database rds_endpoint rds_user type
        int cloudsql_port max_connections max_idle_time_seconds
      }
    }
  }
`;
