/** Blocks of several components of the OpenTelemetry Collector. */
export const otelcolShapes = `
and_sub_policy
  string name! type!
  {boolean_attribute} boolean_attribute
  {bytes_limiting} bytes_limiting
  {latency} latency
  {numeric_attribute} numeric_attribute
  {ottl_condition} ottl_condition
  {probabilistic} probabilistic
  {rate_limiting} rate_limiting
  {span_count} span_count
  {status_code} status_code
  {string_attribute} string_attribute
  {trace_state} trace_state

attribute
  string key!
  any value

attributes
  string key!
  any default_value

authentication
  {client_tls} tls
  {kerberos} kerberos*
  {sasl} sasl*
  plaintext* {
    string username!
    secret password!
  }

batch
  string sizer
  duration flush_timeout
  number max_size min_size

boolean_attribute
  string key!
  bool invert_match value!

bytes_limiting
  number burst_capacity bytes_per_second!

client_tls
  string ca_file ca_pem cert_file cert_pem key_file max_version min_version server_name
  bool include_insecure_cipher_suites include_system_ca_certs_pool insecure insecure_skip_verify
  duration reload_interval
  list(string) cipher_suites curve_preferences
  secret key_pem
  {tpm} tpm

cors
  list(string) allowed_headers allowed_origins exposed_headers
  number max_age

counted_items
  string description name
  list(string) conditions
  {attributes} attributes*

debug_metrics
  bool disable_high_cardinality_metrics
  enum(none|basic|normal|detailed) level

derived_metric
  {} include_resource_attributes*
  {dimension_attribute} attributes*
  {exponential_histogram} exponential_histogram*
  {metric_value} gauge* sum*
  {histogram} histogram

dimension
  string default glob name

dimension_attribute
  string key!
  any default_value
  bool optional

exponential_histogram
  string count value!
  number max_size

exporter_queue
  string sizer
  bool block_on_overflow enabled wait_for_result
  extension storage
  number num_consumers queue_size
  {batch} batch

extraction
  string from key key_regex tag_name

field_filter
  string key! op value!

grpc
  string endpoint transport
  auth auth
  bool include_metadata
  number max_concurrent_streams
  size max_recv_msg_size read_buffer_size write_buffer_size
  {keepalive_server} keepalive
  {tls} tls

histogram
  string count value!
  list(number) buckets

http2
  bool enabled permit_prohibited_ciphers
  duration idle_timeout ping_timeout read_idle_timeout write_byte_timeout
  number max_concurrent_streams max_decoder_header_table_size max_encoder_header_table_size max_handlers
  number max_read_frame_size max_upload_buffer_per_connection max_upload_buffer_per_stream

http_client_with_tls
  string endpoint!
  auth auth
  bool disable_keep_alives force_attempt_http2
  duration http2_ping_timeout http2_read_idle_timeout idle_conn_timeout timeout
  enum(gzip|zlib|deflate|snappy|zstd|none|) compression
  map(string) headers
  number max_conns_per_host max_idle_conns max_idle_conns_per_host
  size read_buffer_size write_buffer_size
  url proxy_url
  {client_tls} tls
  {switch} cookies
  compression_params {
    number level!
  }

http_server
  string endpoint
  auth auth
  bool include_metadata keep_alives_enabled
  duration idle_timeout read_header_timeout read_timeout write_timeout
  list(string) compression_algorithms
  size max_request_body_size
  {cors} cors
  {tls} tls

kafka_topic
  string encoding topic
  list(string) topics

keepalive
  bool ping_without_stream
  duration ping_response_timeout ping_wait

keepalive_server
  {server_parameters} server_parameters
  enforcement_policy {
    bool permit_without_stream
    duration min_time
  }

kerberos
  string config_file keytab_file realm service_name use_keytab username!
  bool disable_fast_negotiation
  secret password

latency
  number threshold_ms! upper_threshold_ms

library
  string name! version

log_severity
  string min!
  bool match_undefined!

log_statements
  anycase(ignore|propagate|silent) error_mode
  anycase(resource|scope|span|spanevent|metric|datapoint|log) context!
  list(string) conditions statements!

metadata
  bool full
  duration refresh_interval
  retry {
    duration backoff
    number max_retries
  }

metadata_attributes
  {optional} cloud.account.id cloud.availability_zone cloud.platform cloud.provider cloud.region host.id host.image.id
  {optional} host.name host.type

metadata_detector
  bool fail_on_missing_metadata
  {metadata_attributes} resource_attributes

metric_filter
  string match_type
  list(string) metric_types metrics

metric_value
  string value!

multiline
  string line_end_pattern line_start_pattern
  bool omit_pattern

numeric_attribute
  string key!
  bool invert_match
  number max_value! min_value!

otel_attrs_to_hec_metadata
  string host index source sourcetype

ottl_condition
  anycase(ignore|propagate|silent) error_mode!
  list(string) span spanevent

output
  list(telemetry) logs metrics traces

probabilistic
  string hash_salt
  number sampling_percentage!

rate_limiting
  number burst_capacity spans_per_second!

receiver_retry
  bool enabled
  duration initial_interval max_elapsed_time max_interval

regexp
  bool cache_enabled
  number cache_max_num_entries

resource_attributes
  {optional} cloud.provider cloud.region host.id host.name

retry_on_failure
  bool enabled
  duration initial_interval max_elapsed_time max_interval
  number multiplier randomization_factor

sasl
  string mechanism! username!
  number version
  secret password!
  aws_msk* {
    string region!
  }

sending_queue
  string sizer
  auth storage
  bool block_on_overflow enabled wait_for_result
  number num_consumers queue_size
  {batch} batch

severity_match
  string encoding message_key_from_metadata_key topic topic_from_metadata_key

span_count
  number max_spans min_spans!

span_filter
  string match_type!
  list(string) log_bodies log_severity_texts metric_names services span_kinds span_names
  {attribute} attribute* resource*
  {library} library*
  {log_severity} log_severity
  {regexp} regexp

status_code
  list(string) status_codes!

string_attribute
  string key!
  bool enabled_regex_matching invert_match
  list(string) values!
  number cache_max_size

thrift_udp
  string endpoint
  number queue_size workers
  size max_packet_size socket_buffer_size

tls
  string ca_file ca_pem cert_file cert_pem client_ca_file key_file max_version min_version
  bool include_insecure_cipher_suites include_system_ca_certs_pool
  duration reload_interval
  list(string) cipher_suites curve_preferences
  secret key_pem
  {tpm} tpm

tpm
  string auth owner_auth path
  bool enabled

trace_state
  string key!
  list(string) values!

upcloud
  bool fail_on_missing_metadata
  {resource_attributes} resource_attributes
`;
