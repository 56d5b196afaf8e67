import { type Shape, shape } from "./shape.js";

const proxy = shape(
  "a proxy configuration",
  `
  proxy_url url
  no_proxy text 2.43
  proxy_from_environment bool 2.43`,
);

/** The settings of an HTTP client, which many mappings hold among their own fields. */
export const http: Shape = shape(
  "an HTTP client",
  `
  basic_auth {basic-auth}
  authorization {authorization}
  oauth2 {oauth2}
  bearer_token text
  bearer_token_file text
  tls_config {tls}
  follow_redirects bool
  enable_http2 bool
  proxy_connect_header lists
  http_headers headers 2.53`,
  proxy,
);

/** The parts of an HTTP client by the name that the tables use. */
export const httpShapes: Readonly<Record<string, Shape>> = {
  http,
  "basic-auth": shape(
    "basic_auth",
    `
    username text
    username_file text 2.49
    username_ref text 2.53
    password text
    password_file text
    password_ref text 2.53`,
  ),
  authorization: shape(
    "authorization",
    `
    type text
    credentials text
    credentials_file text
    credentials_ref text 2.53`,
  ),
  oauth2: shape(
    "oauth2",
    `
    client_id text
    client_secret text
    client_secret_file text
    client_secret_ref text 2.53
    client_certificate_key_id text 3.8
    client_certificate_key text 3.8
    client_certificate_key_file text 3.8
    client_certificate_key_ref text 3.8
    grant_type text 3.8
    signature_algorithm text 3.8
    iss text 3.8
    audience text 3.8
    claims anything 3.8
    scopes texts
    token_url text
    endpoint_params text-map
    tls_config {tls}
    proxy_connect_header lists 2.43`,
    proxy,
  ),
  tls: shape(
    "tls_config",
    `
    ca text 2.45
    cert text 2.45
    key text 2.45
    ca_file text
    cert_file text
    key_file text
    ca_ref text 2.53
    cert_ref text 2.53
    key_ref text 2.53
    server_name text
    insecure_skip_verify bool
    min_version TLS10|TLS11|TLS12|TLS13
    max_version TLS10|TLS11|TLS12|TLS13`,
  ),
  sigv4: shape(
    "sigv4",
    `
    region text
    access_key text
    secret_key text
    profile text
    role_arn text
    external_id text 3.10
    use_fips_sts_endpoint bool 3.1
    service_name text 3.5`,
  ),
  azuread: shape(
    "azuread",
    `
    managed_identity {azuread-managed} 2.45
    workload_identity {azuread-workload} 3.7
    oauth {azuread-oauth} 2.48
    sdk {azuread-sdk} 2.52
    certificate {azuread-certificate} 3.13
    cloud text
    scope text 3.9`,
  ),
  "azuread-managed": shape("managed_identity", "client_id text"),
  "azuread-workload": shape("workload_identity", "client_id text\ntenant_id text\ntoken_file_path text"),
  "azuread-oauth": shape("oauth", "client_id text\nclient_secret text\ntenant_id text"),
  "azuread-sdk": shape("sdk", "tenant_id text"),
  "azuread-certificate": shape(
    "certificate",
    `
    client_id text
    tenant_id text
    certificate_path text
    certificate_key_path text
    certificate_password text
    send_certificate_chain bool`,
  ),
  "google-iam": shape("google_iam", "credentials_file text"),
};
