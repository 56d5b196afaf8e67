/** Sections about storage, caches, the schema and retention. */
export const storageTables = `
alibabacloud_storage_config
  text access_key_id bucket endpoint ram_role_name region secret_access_key signature_version
  int conn_timeout_sec read_write_timeout_sec

azure_storage_config
  text account_key account_name active_directory_endpoint chunk_delimiter client_id client_secret connection_string
  text container_name endpoint_suffix environment tenant_id user_assigned_id
  bool use_federated_token use_managed_identity use_service_principal
  duration max_retry_delay min_retry_delay request_timeout
  int download_buffer_size max_retries upload_buffer_count upload_buffer_size

bos_storage_config
  text access_key_id bucket_name endpoint secret_access_key

cache_config
  text prefix
  duration default_validity
  {embedded_cache} embedded_cache
  background {
    int writeback_buffer writeback_goroutines
    size writeback_size_limit
  }
  memcached {
    duration expiration
    int batch_size parallelism
  }
  memcached_client {
    ...tls_config
    text addresses host service
    bool consistent_hash tls_enabled
    duration circuit_breaker_interval circuit_breaker_timeout timeout update_interval
    int circuit_breaker_consecutive_failures max_idle_conns max_item_size
  }
  redis {
    text endpoint master_name password username
    bool route_randomly tls_enabled tls_insecure_skip_verify
    duration expiration idle_timeout max_connection_age timeout
    int db pool_size
  }

chunk_store_config
  duration l2_chunk_cache_handoff skip_query_writeback_cache_older_than
  {cache_config} chunk_cache_config chunk_cache_config_l2

compactor
  text backup_delete_request_store_db_type delete_request_store delete_request_store_db_type
  text delete_request_store_key_prefix deletion_marker_object_store_prefix horizontal_scaling_mode working_directory
  bool retention_enabled
  duration apply_retention_interval compaction_interval delete_max_interval delete_request_cancel_period
  duration retention_delete_delay retention_table_timeout
  int delete_batch_size max_compaction_parallelism retention_delete_worker_count skip_latest_n_tables
  int tables_to_compact upload_parallelism
  {backoff_config} retention_backoff_config
  {compactor_ring} compactor_ring
  jobs_config {
    deletion {
      text deletion_manifest_store_prefix
      duration timeout
      int chunk_processing_concurrency max_retries
    }
  }
  worker_config {
    int num_sub_workers
  }

cos_storage_config
  text access_key_id api_key auth_endpoint bucketnames cr_token_file_path endpoint region secret_access_key
  text service_instance_id trusted_profile_id trusted_profile_name
  bool forcepathstyle
  {backoff_config} backoff_config
  http_config {
    duration idle_conn_timeout response_header_timeout
  }

gcs_storage_config
  text bucket_name endpoint service_account
  bool enable_http2 enable_opencensus enable_retries
  duration request_timeout
  int chunk_buffer_size

local_storage_config
  text directory

period_config
  text object_store schema store
  day from
  index {
    text path_prefix prefix
    prometheus-duration period
  }

s3_storage_config
  text access_key_id bucketnames chunk_delimiter endpoint region secret_access_key session_token signature_version
  text storage_class
  bool disable_dualstack insecure s3forcepathstyle
  url s3
  {backoff_config} backoff_config
  {sse} sse
  http_config {
    text ca_file
    bool insecure_skip_verify
    duration idle_conn_timeout response_header_timeout timeout
  }

schema_config
  {period_config} configs*

storage_config
  text object_prefix
  bool use_thanos_objstore
  int max_chunk_batch_size max_parallel_get_chunk
  {alibabacloud_storage_config} alibabacloud
  {azure_storage_config} azure
  {bos_storage_config} bos
  {congestion_control} congestion_control
  {cos_storage_config} cos
  {gcs_storage_config} gcs
  {hedging} hedging
  {local_storage_config} filesystem
  any named_stores
  {s3_storage_config} aws
  {swift_storage_config} swift
  bloom_shipper {
    text working_directory
    any memory_management
    int download_parallelism
    size max_query_page_size
    {cache_config} metas_cache
    {embedded_cache} metas_lru_cache
    blocks_cache {
      duration ttl
      size hard_limit soft_limit
    }
  }
  object_store {
    ...thanos_object_store_config
    named_stores {
      any azure filesystem gcs s3 swift
    }
  }
  tsdb_shipper {
    any shadow_index_gateway_client
    text active_index_directory cache_location index_reader_mode ingestername mode
    duration cache_ttl download_timeout ingesterdbretainperiod resync_interval
    int query_ready_num_days streaming_index_max_idle_file_handles
    index_gateway_client {
      text server_address
      bool log_gateway_requests
      int min_shuffle_shard_size
      texts time_based_sharding_buckets
      {grpc_client} grpc_client_config
    }
  }

swift_storage_config
  text auth_url container_name domain_id domain_name password project_domain_id project_domain_name project_id
  text project_name region_name user_domain_id user_domain_name user_id username
  bool internal
  duration connect_timeout request_timeout
  int auth_version max_retries
  http {
    text tls_ca_path
  }

thanos_object_store_config
  text storage_prefix
  alibaba {
    text access_key_id access_key_secret bucket endpoint
  }
  azure {
    text account_key account_name chunk_delimiter connection_string container_name endpoint_suffix user_assigned_id
    int max_retries
  }
  bos {
    text access_key bucket endpoint secret_key
  }
  filesystem {
    text dir
  }
  gcs {
    text bucket_name service_account
    int chunk_buffer_size max_retries
  }
  s3 {
    text access_key_id bucket_name endpoint list_objects_version region secret_access_key session_token storage_class
    text sts_endpoint
    bool dualstack_enabled insecure native_aws_auth_enabled send_content_md5
    enum(auto|virtual-hosted|path|) bucket_lookup_type
    int max_retries part_size
    {http} http
    {sse} sse
    trace {
      bool enabled
    }
  }
  swift {
    text application_credential_id application_credential_name application_credential_secret auth_url container_name
    text domain_id domain_name password project_domain_id project_domain_name project_id project_name region_name
    text user_domain_id user_domain_name user_id username
    duration connect_timeout request_timeout
    int auth_version max_retries
    {http} http
  }
`;
