/** Components that scrape, relabel and send metrics. */
export const prometheus = `
prometheus.echo
  -> receiver metrics
  string format

prometheus.enrich experimental
  -> receiver metrics
  string metrics_match_label target_match_label
  list(metrics) forward_to!
  list(string) labels_to_copy
  list(target) targets!
  map(string) target_to_metric_match

prometheus.exporter.windows
  -> targets list(target)
  list(string) enabled_collectors
  {enabled_collectors} dns exchange* mscluster* netframework* smb* smb_client* tcp* time*
  {logical_disk} logical_disk* net*
  {include_exclude} network* physical_disk* printer* scheduled_task* service* smtp*
  dfsr* {
    list(string) sources_enabled
  }
  filetime* {
    list(string) file_patterns
  }
  iis* {
    string app_exclude app_include site_exclude site_include
  }
  mssql* {
    list(string) enabled_classes
  }
  performancecounter* {
    string objects
  }
  process* {
    string exclude include
    bool enable_iis_worker_process
    number counter_version
  }
  text_file* {
    string text_file_directory
    list(string) directories
  }
  textfile {
    string text_file_directory
    list(string) directories
  }
  update* {
    bool online
    duration scrape_interval
  }

prometheus.operator.podmonitors
  enum(endpointslice|endpoints) kubernetes_role
  duration informer_sync_timeout
  list(metrics) forward_to!
  list(string) namespaces
  {kubernetes_client} client
  {rule} rule*
  {scrape} scrape
  {selector} selector
  {optional} clustering

prometheus.operator.probes
  enum(endpointslice|endpoints) kubernetes_role
  duration informer_sync_timeout
  list(metrics) forward_to!
  list(string) namespaces
  {kubernetes_client} client
  {rule} rule*
  {scrape} scrape
  {selector} selector
  {optional} clustering

prometheus.operator.scrapeconfigs experimental
  enum(endpointslice|endpoints) kubernetes_role
  duration informer_sync_timeout
  list(metrics) forward_to!
  list(string) namespaces
  {kubernetes_client} client
  {rule} rule*
  {scrape} scrape
  {selector} selector
  {optional} clustering

prometheus.operator.servicemonitors
  enum(endpointslice|endpoints) kubernetes_role
  bool allow_arbitrary_file_access
  duration informer_sync_timeout
  list(metrics) forward_to!
  list(string) namespaces
  {kubernetes_client} client
  {rule} rule*
  {scrape} scrape
  {selector} selector
  {optional} clustering

prometheus.receive_http
  bool append_metadata enable_type_and_unit_labels
  duration graceful_shutdown_timeout
  list(metrics) forward_to!
  list(string) accepted_remote_write_protobuf_messages
  {log_server_grpc} grpc
  {log_server_http} http

prometheus.relabel
  -> receiver metrics
  -> rules rules
  duration cache_ttl
  list(metrics) forward_to!
  number max_cache_size
  {rule} rule*

prometheus.remote_write
  -> receiver metrics
  map(string) external_labels
  endpoint* {
    ...http_client
    string name url!
    enum(prometheus.WriteRequest|io.prometheus.write.v2.Request) protobuf_message
    bool round_robin_dns send_exemplars send_native_histograms
    duration remote_timeout
    map(string) headers
    {rule} write_relabel_config*
    azuread {
      string scope
      enum(AzureChina|AzureGovernment|AzurePublic) cloud
      managed_identity {
        string client_id!
      }
      oauth {
        string client_id! tenant_id!
        secret client_secret!
      }
      sdk {
        string tenant_id!
      }
      workload_identity {
        string client_id! tenant_id! token_file_path
      }
    }
    google_iam {
      string credentials_file
    }
    metadata_config {
      bool send
      duration send_interval
      number max_samples_per_send
    }
    queue_config {
      bool retry_on_http_429
      duration batch_send_deadline max_backoff min_backoff sample_age_limit
      number capacity max_samples_per_send max_shards min_shards
    }
    sigv4 {
      string access_key external_id profile region role_arn service_name
      bool use_fips_sts_endpoint
      secret secret_key
    }
  }
  wal {
    duration max_keepalive_time min_keepalive_time truncate_frequency
  }

prometheus.scrape
  ...http_client
  string job_name metric_name_escaping_scheme metric_name_validation_scheme metrics_path scheme
  string scrape_failure_log_file scrape_fallback_protocol
  bool convert_classic_histograms_to_nhcb enable_compression enable_protobuf_negotiation enable_type_and_unit_labels
  bool extra_metrics honor_labels honor_metadata honor_timestamps scrape_classic_histograms scrape_native_histograms
  bool start_timestamp_zero_ingestion track_timestamps_staleness
  duration scrape_interval scrape_timeout
  list(metrics) forward_to!
  list(string) scrape_protocols
  list(target) targets!
  map(list(string)) params
  number label_limit label_name_length_limit label_value_length_limit native_histogram_bucket_limit
  number native_histogram_min_bucket_factor sample_limit target_limit
  size body_size_limit
  {optional} clustering
`;
