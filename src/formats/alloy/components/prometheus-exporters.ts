/** Exporters that run inside Alloy. */
export const prometheusExporters = `
prometheus.exporter.apache
  -> targets list(target)
  string host_override scrape_uri
  bool insecure

prometheus.exporter.azure
  -> targets list(target)
  string azure_cloud_environment interval metric_help_template metric_name_template metric_namespace
  string resource_graph_query_filter resource_type! timespan
  bool validate_dimensions
  list(string) included_dimensions included_resource_tags metric_aggregations metrics! regions subscriptions!

prometheus.exporter.blackbox
  -> targets list(target)
  string config_file
  duration probe_timeout_offset
  list(target) targets
  secret config
  target* {
    string address! module name!
    map(string) labels
  }

prometheus.exporter.cadvisor
  -> targets list(target)
  string containerd_host containerd_namespace docker_host docker_tls_ca docker_tls_cert docker_tls_key
  string perf_events_config
  bool disable_root_cgroup_stats docker_only store_container_labels use_docker_tls
  duration resctrl_interval storage_duration
  list(string) allowlisted_container_labels disabled_metrics enabled_metrics env_metadata_allowlist
  list(string) raw_cgroup_prefix_allowlist

prometheus.exporter.catchpoint experimental
  -> targets list(target)
  string port webhook_path
  bool verbose_logging

prometheus.exporter.cloudwatch
  -> targets list(target)
  string sts_region!
  bool aws_sdk_version_v2 debug fips_disabled labels_snake_case
  map(list(string)) discovery_exported_tags
  custom_namespace* {
    string namespace!
    bool add_cloudwatch_timestamp nil_to_zero recently_active_only
    duration delay length period
    list(string) dimension_name_requirements regions!
    map(string) custom_tags
    {metric} metric+
    role* {
      string external_id role_arn!
    }
  }
  decoupled_scraping* {
    string scrape_interval
    bool enabled
  }
  discovery* {
    string type!
    bool add_cloudwatch_timestamp nil_to_zero recently_active_only
    duration delay length period
    list(string) dimension_name_requirements regions!
    map(string) custom_tags search_tags
    {metric} metric+
    role* {
      string external_id role_arn!
    }
  }
  static {
    string namespace!
    bool nil_to_zero
    list(string) regions!
    map(string) custom_tags dimensions!
    {metric} metric+
    role* {
      string external_id role_arn!
    }
  }

prometheus.exporter.consul
  -> targets list(target)
  string ca_file cert_file concurrent_request_limit key_file kv_filter kv_prefix server server_name
  bool allow_stale generate_health_summary insecure_skip_verify require_consistent
  duration timeout

prometheus.exporter.databricks
  -> targets list(target)
  string client_id! server_hostname! warehouse_http_path!
  bool collect_task_retries
  duration billing_lookback jobs_lookback pipelines_lookback queries_lookback query_timeout
  number sla_threshold_seconds
  secret client_secret!

prometheus.exporter.dnsmasq
  -> targets list(target)
  string address leases_file
  bool expose_leases

prometheus.exporter.elasticsearch
  -> targets list(target)
  string address ca client_cert client_private_key node
  bool aliases all cluster_settings data_stream indices indices_settings shards slm snapshots ssl_skip_verify
  duration clusterinfo_interval timeout
  basic_auth {
    string password_file username
    secret password
  }

prometheus.exporter.gcp
  -> targets list(target)
  bool drop_delegated_projects ingest_delay
  duration gcp_client_timeout request_interval request_offset
  list(string) extra_filters metrics_prefixes! project_ids!

prometheus.exporter.github
  -> targets list(target)
  string api_token_file api_url github_app_key_path
  list(string) organizations repositories users
  number github_app_id github_app_installation_id github_rate_limit
  secret api_token

prometheus.exporter.kafka
  -> targets list(target)
  string ca_file cert_file groups_exclude_regex groups_filter_regex gssapi_kerberos_auth_type
  string gssapi_kerberos_config_path gssapi_key_tab_path gssapi_realm gssapi_service_name instance kafka_cluster_name
  string kafka_version key_file sasl_mechanism sasl_password sasl_username tls_server_name topics_exclude_regex
  string topics_filter_regex
  bool allow_auto_topic_creation allow_concurrency insecure_skip_verify offset_show_all sasl_disable_pafx_fast
  bool use_sasl use_sasl_handshake use_tls use_zookeeper_lag
  duration metadata_refresh_interval
  list(string) kafka_uris! zookeeper_uris
  number max_offsets prune_interval_seconds topic_workers

prometheus.exporter.memcached
  -> targets list(target)
  string address
  duration timeout
  {tls_config} tls_config

prometheus.exporter.mongodb
  -> targets list(target)
  bool collect_all compatible_mode direct_connect discovering_mode enable_coll_stats enable_currentop_metrics
  bool enable_db_stats enable_db_stats_free_storage enable_diagnostic_data enable_fcv enable_index_stats
  bool enable_pbm_metrics enable_profile enable_replicaset_config enable_replicaset_status enable_shards
  bool enable_top_metrics
  duration currentop_slow_time
  secret mongodb_uri!

prometheus.exporter.mssql
  -> targets list(target)
  string connection_name query_config
  duration max_connection_lifetime timeout
  number max_idle_connections max_open_connections
  secret connection_string!

prometheus.exporter.mysql
  -> targets list(target)
  bool enable_lock_wait_timeout log_slow_filter
  list(string) disable_collectors enable_collectors set_collectors
  number lock_wait_timeout
  secret data_source_name!
  heartbeat* {
    string database table
    bool utc
  }
  info_schema.processlist* {
    bool processes_by_host processes_by_user
    number min_time
  }
  info_schema.tables* {
    string databases
  }
  mysql.user* {
    bool privileges
  }
  perf_schema.eventsstatements* {
    list(string) exclude_schemas
    number limit text_limit time_limit
  }
  perf_schema.file_instances* {
    string filter remove_prefix
  }
  perf_schema.memory_events* {
    string remove_prefix
  }

prometheus.exporter.oracledb
  -> targets list(target)
  string default_metrics username
  list(string) custom_metrics
  number max_idle_conns max_open_conns query_timeout
  secret connection_string password

prometheus.exporter.postgres
  -> targets list(target)
  string custom_queries_config_path
  bool disable_default_metrics disable_settings_metrics
  list(secret) data_source_names
  list(string) enabled_collectors
  autodiscovery {
    bool enabled
    list(string) database_allowlist database_denylist
  }
  stat_statements {
    bool include_query
    list(string) exclude_databases exclude_users
    number limit query_length
  }

prometheus.exporter.process
  -> targets list(target)
  string procfs_path
  bool gather_smaps recheck_on_scrape remove_empty_groups track_children track_threads
  matcher* {
    string name
    list(string) cmdline comm exe
  }

prometheus.exporter.redis
  -> targets list(target)
  string config_command namespace redis_addr! redis_password_file redis_password_map_file redis_user script_path
  string tls_ca_cert_file tls_client_cert_file tls_client_key_file
  bool export_client_list export_client_port export_key_values incl_system_metrics include_exporter_metrics is_cluster
  bool is_tile38 ping_on_connect redis_metrics_only set_client_name skip_tls_verification
  duration connection_timeout
  list(string) check_key_groups check_keys check_single_keys check_single_streams check_streams count_keys
  list(string) script_paths
  number check_key_groups_batch_size max_distinct_key_groups
  secret redis_password

prometheus.exporter.self
  -> targets list(target)

prometheus.exporter.snmp
  -> targets list(target)
  string config_file config_merge_strategy
  list(target) targets
  number concurrency
  secret config
  target* {
    string address! auth module snmp_context walk_params
    map(string) labels
  }
  walk_param* {
    string name
    duration timeout
    number max_repetitions retries
  }

prometheus.exporter.snowflake
  -> targets list(target)
  string account_name! role username! warehouse!
  bool enable_tracing exclude_deleted_tables
  secret password private_key_password private_key_path

prometheus.exporter.squid
  -> targets list(target)
  string address! username
  secret password

prometheus.exporter.static experimental
  -> targets list(target)
  string text

prometheus.exporter.statsd
  -> targets list(target)
  string cache_type event_flush_interval listen_tcp listen_udp listen_unixgram mapping_config_path relay_addr
  string unix_socket_mode
  bool parse_dogstatsd_tags parse_influxdb_tags parse_librato_tags parse_signalfx_tags
  number cache_size event_flush_threshold event_queue_size read_buffer relay_packet_length

prometheus.exporter.unix
  -> targets list(target)
  string procfs_path rootfs_path sysfs_path udev_data_path
  bool include_exporter_metrics
  list(string) disable_collectors enable_collectors set_collectors
  arp {
    string device_exclude device_include
    bool netlink
  }
  bcache {
    bool priority_stats
  }
  cpu {
    string bugs_include flags_include
    bool guest info
  }
  disk {
    string device_exclude device_include
  }
  ethtool {
    string device_exclude device_include metrics_include
  }
  filesystem {
    string fs_types_exclude mount_points_exclude
    duration mount_timeout
  }
  hwmon {
    string chip_exclude chip_include
  }
  ipvs {
    list(string) backend_labels
  }
  netclass {
    string ignored_devices
    bool ignore_invalid_speed_device
  }
  netdev {
    string device_exclude device_include
    bool address_info
  }
  netstat {
    string fields
  }
  ntp {
    string server
    bool server_is_local
    duration local_offset_tolerance max_distance
    number ip_ttl protocol_version
  }
  perf {
    string cpus
    bool disable_cache_profilers disable_hardware_profilers disable_software_profilers
    list(string) cache_profilers hardware_profilers software_profilers tracepoint
  }
  powersupply {
    string ignored_supplies
  }
  runit {
    string service_dir
  }
  supervisord {
    string url
  }
  sysctl {
    list(string) include include_info
  }
  systemd {
    string unit_exclude unit_include
    bool enable_restarts start_time task_metrics
  }
  tapestats {
    string ignored_devices
  }
  textfile {
    string directory
  }
  vmstat {
    string fields
  }
`;
