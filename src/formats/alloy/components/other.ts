/** Files, secrets and configurations from elsewhere, and rules in Kubernetes. */
export const other = `
database_observability.mysql
  bool allow_update_performance_schema_settings
  list(logs) forward_to!
  list(string) disable_collectors enable_collectors exclude_schemas
  list(target) targets
  secret data_source_name
  {} prometheus_exporter*
  {cloud_provider} cloud_provider*
  {health_check} health_check* setup_consumers*
  {schema_details} schema_details*
  {optional} clustering
  database_instance* {
    secret data_source_name!
    {} cloud_provider*
  }
  explain_plans* {
    duration collect_interval initial_lookback
    number per_collect_ratio
  }
  locks* {
    duration collect_interval threshold
  }
  query_details* {
    duration collect_interval
    number statements_limit
  }
  query_samples* {
    bool auto_enable_setup_consumers disable_query_redaction enable_pre_classified_wait_events
    duration collect_interval sample_min_duration setup_consumers_check_interval wait_event_min_duration
  }
  setup_actors* {
    bool auto_update_setup_actors
    duration collect_interval
  }

database_observability.postgres
  -> logs_receiver logs
  -> targets list(target)
  bool exclude_current_user
  list(logs) forward_to!
  list(string) disable_collectors enable_collectors exclude_databases exclude_users
  list(target) targets
  secret data_source_name!
  {} prometheus_exporter*
  {cloud_provider} cloud_provider*
  {health_check} health_check*
  {schema_details} schema_details*
  explain_plans* {
    duration collect_interval
    number per_collect_ratio
  }
  query_details* {
    duration collect_interval
    number statements_limit
  }
  query_samples* {
    bool disable_query_redaction enable_pre_classified_wait_events exclude_current_user
    duration collect_interval
  }

database_observability.sql_server experimental
  list(logs) forward_to!
  list(string) disable_collectors enable_collectors exclude_databases exclude_schemas
  list(target) targets
  secret data_source_name!
  {cloud_provider} cloud_provider*
  {health_check} query_details* schema_details*
  query_metrics* {
    duration collect_interval statements_lookback
    number statements_limit
  }

faro.receiver
  string log_format
  map(string) extra_log_labels
  output! {
    list(logs) logs
    list(telemetry) traces
  }
  server* {
    string listen_address
    bool include_metadata
    list(string) cors_allowed_origins
    number listen_port
    secret api_key
    size max_allowed_payload_size
    rate_limiting {
      string strategy
      bool enabled
      number burst_size rate
    }
  }
  sourcemaps* {
    bool download
    duration download_timeout
    list(string) download_from_origins
    cache* {
      duration cleanup_check_interval error_cleanup_interval ttl
    }
    location* {
      string minified_path_prefix! path!
    }
  }

local.file
  -> content content
  string filename!
  bool is_secret
  duration poll_frequency
  enum(fsnotify|poll) detector

local.file_match
  -> targets list(target)
  duration ignore_older_than sync_period
  list(target) path_targets!

mimir.alerts.kubernetes experimental
  ...http_client
  string address!
  duration sync_interval
  map(string) template_files
  secret global_config!
  {selector} alertmanagerconfig_namespace_selector alertmanagerconfig_selector
  alertmanagerconfig_matcher {
    string alertmanager_namespace strategy!
  }

mimir.rules.kubernetes
  ...http_client
  string address! mimir_namespace_prefix mimir_namespace_separator prometheus_http_prefix tenant_id
  bool use_legacy_routes
  duration sync_interval
  map(string) external_labels
  {selector} rule_namespace_selector rule_selector
  extra_query_matchers {
    matcher* {
      string name! value value_from_label
      enum(=|!=|=~|!~) match_type!
    }
  }

remote.http
  -> content content
  string body method url!
  bool is_secret
  duration poll_frequency poll_timeout
  map(string) headers
  client {
    ...http_client
  }

remote.kubernetes.configmap
  -> data map(content)
  string name! namespace!
  duration poll_frequency poll_timeout
  {kubernetes_client} client

remote.kubernetes.secret
  -> data map(content)
  string name! namespace!
  duration poll_frequency poll_timeout
  {kubernetes_client} client

remote.s3
  -> content content
  string path!
  bool is_secret
  duration poll_frequency
  client {
    string endpoint key region signing_region
    bool disable_ssl use_path_style
    secret secret
  }

remote.vault
  -> data map(content)
  string key namespace path! server!
  duration reread_frequency
  {ldap} auth.ldap* auth.userpass*
  auth.approle* {
    string mount_path role_id!
    bool wrapping_token
    secret secret!
  }
  auth.aws* {
    string ec2_signature_type iam_server_id_header mount_path region role type!
  }
  auth.azure* {
    string mount_path resource_url role!
  }
  auth.custom* {
    string namespace path!
    map(secret) data!
  }
  auth.gcp* {
    string iam_service_account mount_path role! type!
  }
  auth.kubernetes* {
    string mount_path role! service_account_file
  }
  auth.token* {
    secret token!
  }
  client_options* {
    duration max_retry_wait min_retry_wait timeout
    number max_retries
  }
`;
