/** Blocks of several components. */
export const shapes = `
attribute_names
  bool enabled
  list(string) attributes

authorization
  string credentials_file type
  secret credentials

azure
  string resource_group! server_name subscription_id!

basic_auth
  string password_file username
  secret password

cloud_provider
  {azure} azure
  aws* {
    string arn!
  }
  gcp {
    string connection_name!
  }

enabled_collectors
  list(string) enabled_list

eventlogmessage
  string source
  bool drop_invalid_labels overwrite_existing

filter
  string name!
  list(string) values!

health_check
  duration collect_interval

http_client
  ...proxy
  string bearer_token_file
  bool enable_http2 follow_redirects
  map(list(secret)) http_headers
  secret bearer_token
  {authorization} authorization
  {basic_auth} basic_auth
  {oauth2} oauth2
  {tls_config} tls_config

http_service
  string listen_address
  duration server_idle_timeout server_read_timeout server_write_timeout
  number conn_limit listen_port
  {server_tls_secret} tls

include_exclude
  string exclude include

include_exclude_match
  string attr! match not_match

kubernetes
  string daemonset_name deployment_name namespace owner_name pod_name replicaset_name statefulset_name
  map(string) pod_annotations pod_labels

kubernetes_client
  ...http_client
  string kubeconfig_file
  url api_server

ldap
  string mount_path username!
  secret password!

log_server_grpc
  string listen_address
  duration max_connection_age max_connection_age_grace max_connection_idle
  number conn_limit listen_port server_max_concurrent_streams server_max_recv_msg_size server_max_send_msg_size
  {log_server_tls} tls

log_server_grpc_limits
  string listen_address
  duration max_connection_age max_connection_age_grace max_connection_idle
  number conn_limit listen_port server_max_concurrent_streams server_max_recv_msg_size server_max_send_msg_size
  {server_tls_secret} tls

log_server_http
  string listen_address
  duration server_idle_timeout server_read_timeout server_write_timeout
  number conn_limit listen_port
  {http2} http2
  {log_server_tls} tls

log_server_tls
  string cert_file cert_pem cipher_suites client_auth_type client_ca client_ca_file key_file min_version
  secret key_pem

logical_disk
  string exclude include
  list(string) enabled_list

match_expression
  string key! operator!
  list(string) values

metric
  string name!
  bool add_cloudwatch_timestamp nil_to_zero
  duration length period
  list(string) statistics!

metrics_exclude
  string regexp! strict!

name_match
  bool enabled
  {metrics_exclude} metrics_exclude* metrics_include*

oauth2
  ...proxy
  string client_id client_secret_file token_url
  list(string) scopes
  map(string) endpoint_params
  secret client_secret
  {tls_config} tls_config

optional
  bool enabled!

profile
  string path
  bool delta enabled

proxy
  string no_proxy
  bool proxy_from_environment
  map(list(secret)) proxy_connect_header
  url proxy_url

rule
  string replacement separator target_label
  enum(replace|keep|drop|hashmod|labelmap|labeldrop|labelkeep|lowercase|uppercase|keepequal|dropequal) action
  list(string) source_labels
  number modulus
  regex regex

schema_details
  bool cache_enabled
  duration cache_ttl collect_interval
  number cache_size

scrape
  bool convert_classic_histograms_to_nhcb enable_type_and_unit_labels honor_metadata scrape_classic_histograms
  bool scrape_native_histograms start_timestamp_zero_ingestion
  duration default_scrape_interval default_scrape_timeout
  number default_sample_limit native_histogram_bucket_limit native_histogram_min_bucket_factor

selector
  map(string) match_labels
  {match_expression} match_expression*

server_parameters
  duration max_connection_age max_connection_age_grace max_connection_idle time timeout

server_tls_secret
  string cert_file cert_pem client_auth_type client_ca_file client_ca_pem key_file
  secret key_pem

switch
  bool enabled

tls_config
  string ca_file ca_pem cert_file cert_pem key_file server_name
  bool insecure_skip_verify
  secret key_pem
  tls_version min_version
`;
