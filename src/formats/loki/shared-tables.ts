/** Mappings that several sections have. */
export const sharedTables = `
aimd
  float backoff_factor
  int start upper_bound

authorization
  text credentials credentials_file credentials_ref type

backoff_config
  duration max_period min_period
  int max_retries

basic_auth
  text password password_file password_ref username username_file username_ref

builder
  int estimated_compression_ratio max_page_rows section_stripe_merge_limit
  size buffer_size target_object_size target_page_size target_section_size

compactor_ring
  text instance_addr instance_availability_zone instance_id tokens_file_path
  bool instance_enable_ipv6 zone_awareness_enabled
  duration heartbeat_period heartbeat_timeout
  int instance_port
  texts instance_interface_names
  {kvstore} kvstore

congestion_control
  bool enabled
  {controller} controller
  {hedging_strategy} hedging
  retry {
    text strategy
    int limit
  }

controller
  text strategy
  {aimd} aimd

embedded_cache
  bool enabled
  duration ttl
  int max_size_items max_size_mb

hedging
  duration at
  int max_per_second up_to

hedging_strategy
  text strategy
  {hedging} config

http
  text tls_ca_path tls_cert_path tls_key_path tls_server_name
  bool insecure_skip_verify
  duration expect_continue_timeout idle_conn_timeout response_header_timeout tls_handshake_timeout
  int max_connections_per_host max_idle_connections max_idle_connections_per_host

http_client_config
  text bearer_token bearer_token_file no_proxy
  any proxy_connect_header
  bool enable_http2 follow_redirects proxy_from_environment
  {authorization} authorization
  {basic_auth} basic_auth
  {oauth2} oauth2
  {http_client_tls} tls_config
  any http_headers
  url proxy_url

http_tls_config
  text cert cert_file client_auth_type client_ca client_ca_file key key_file

kvstore
  text prefix store
  {consul} consul
  {etcd} etcd
  {multi} multi

lifecycler
  text address availability_zone id tokens_file_path
  bool enable_inet6 readiness_check_ring_health unregister_on_shutdown
  duration final_sleep heartbeat_period heartbeat_timeout join_after min_ready_duration observe_period
  int num_tokens port
  texts interface_names
  {ring} ring

multi
  text primary secondary
  bool mirror_enabled
  duration mirror_timeout

oauth2
  text audience client_certificate_key client_certificate_key_file client_certificate_key_id
  text client_certificate_key_ref client_id client_secret client_secret_file client_secret_ref grant_type iss no_proxy
  text signature_algorithm token_url
  any claims proxy_connect_header
  bool proxy_from_environment
  text-map endpoint_params
  texts scopes
  {http_client_tls} tls_config
  url proxy_url

partition_ring
  duration delete_inactive_partition_after min_partition_owners_duration
  int min_partition_owners_count shuffle_shard_cache_size
  {kvstore} kvstore

pool_config
  bool health_check_ingest_limits
  duration client_cleanup_period remote_timeout

ingester_pool
  bool health_check_ingesters
  duration client_cleanup_period remote_timeout

ring
  text excluded_zones
  bool zone_awareness_enabled
  duration heartbeat_timeout
  int replication_factor
  {kvstore} kvstore

instance_ring
  text instance_addr instance_availability_zone instance_id tokens_file_path
  bool instance_enable_ipv6 zone_awareness_enabled
  duration heartbeat_period heartbeat_timeout
  int instance_port num_tokens replication_factor
  texts instance_interface_names
  {kvstore} kvstore

sse
  text kms_encryption_context kms_key_id type

http_client_tls
  text ca ca_file ca_ref cert cert_file cert_ref key key_file key_ref server_name
  bool insecure_skip_verify
  text max_version min_version
`;
