/** Blocks at the top of a file that are not components. */
export const configBlocks = `
argument
  -> value any
  string comment
  any default
  bool optional

declare

export
  any value!

foreach experimental
  string id var!
  bool enable_metrics hash_string_id
  list(any) collection!

http
  auth {
    basic {
      string username!
      secret password!
    }
    filter {
      bool authenticate_matching_paths
      list(string) paths
    }
  }
  tls {
    string cert_file cert_pem client_ca_file client_ca_pem key_file
    secret key_pem
    enum(NoClientCert|RequestClientCert|RequireAnyClientCert|VerifyClientCertIfGiven|RequireAndVerifyClientCert) client_auth_type
    enum(TLS10|TLS11|TLS12|TLS13) max_version min_version
    list(string) cipher_suites
    list(enum(CurveP256|CurveP384|CurveP521|X25519)) curve_preferences
    windows_certificate_filter {
      client! {
        string subject_regex template_id
        list(string) issuer_common_names
      }
      server! {
        string store system_store template_id
        duration refresh_interval
        list(string) issuer_common_names
      }
    }
  }

import.file
  string filename!
  enum(fsnotify|poll) detector
  duration poll_frequency

import.git
  string path! repository! revision
  duration pull_frequency
  basic_auth {
    string username
    secret password
  }
  ssh_key {
    string key_file username!
    secret key passphrase
  }

import.http
  string body method url!
  duration poll_frequency poll_timeout
  map(string) headers
  {http_client} client

import.string
  content content!

livedebugging
  bool enabled

logging
  enum(debug|info|warn|error|) level
  enum(logfmt|json|) format
  enum(stderr|windows_event_log) destination
  list(logs) write_to

remotecfg
  ...http_client
  string id name url
  duration poll_frequency
  map(string) attributes

tracing
  bool send_traceparent
  number sampling_fraction
  list(telemetry) write_to
  sampler {
    jaeger_remote {
      string url
      number max_operations
      duration refresh_interval
    }
  }
`;
