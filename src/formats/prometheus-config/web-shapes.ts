import { type Shape, shape } from "./shapes/shape.js";

const versions = "TLS10|TLS11|TLS12|TLS13";

/** The file that `--web.config.file` names: how Prometheus, and most exporters, serve HTTP. */
export const webShape: Shape = shape(
  "a web configuration",
  `
  tls_server_config {web-tls}
  http_server_config {web-http}
  rate_limit {web-rate} 3.8
  basic_auth_users text-map`,
);

/** The parts of a web configuration by the name that the tables use. */
export const webShapes: Readonly<Record<string, Shape>> = {
  "web-tls": shape(
    "tls_server_config",
    `
    cert text 2.50
    key text 2.50
    client_ca text 2.50
    cert_file text
    key_file text
    client_auth_type text
    client_ca_file text
    cipher_suites texts
    curve_preferences texts
    min_version ${versions}
    max_version ${versions}
    prefer_server_cipher_suites bool
    client_allowed_sans texts 2.45`,
  ),
  "web-http": shape("http_server_config", "http2 bool\nheaders text-map"),
  "web-rate": shape("rate_limit", "burst int\ninterval go-duration"),
};
