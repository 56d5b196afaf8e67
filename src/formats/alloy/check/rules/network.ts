import type { BlockValues } from "./block-values.js";
import { atMostOne, isSet, needs, type Rule, textAt, valueAt, when } from "./conditions.js";

/** Rules of HTTP clients and servers, TLS and authentication, by the shape that they are about. */
export const networkRules: Readonly<Record<string, readonly Rule[]>> = {
  tls_config: [
    atMostOne("ca_pem", "ca_file"),
    atMostOne("cert_pem", "cert_file"),
    atMostOne("key_pem", "key_file"),
    needs(["cert_pem", "cert_file"], ["key_pem", "key_file"]),
    needs(["key_pem", "key_file"], ["cert_pem", "cert_file"]),
  ],
  basic_auth: [atMostOne("password", "password_file")],
  authorization: [
    atMostOne("credentials", "credentials_file"),
    when(
      (block) => textAt(block, "type")?.trim().toLowerCase() === "basic",
      "type",
      'the type of "authorization" cannot be basic',
      'use a block "basic_auth"',
    ),
  ],
  oauth2: [
    needsValue("client_id"),
    needsValue("client_secret", "client_secret_file"),
    needsValue("token_url"),
    atMostOne("client_secret", "client_secret_file"),
  ],
  proxy: [
    when(
      (block) => isSet(block, "proxy_connect_header") && !hasProxy(block) && !isSet(block, "proxy_from_environment"),
      "proxy_connect_header",
      '"proxy_connect_header" needs "proxy_url" or "proxy_from_environment"',
    ),
    atMostOne("proxy_from_environment", "proxy_url"),
    atMostOne("proxy_from_environment", "no_proxy"),
    when(
      (block) => isSet(block, "no_proxy") && !block.attributes.has("proxy_url"),
      "no_proxy",
      '"no_proxy" needs "proxy_url"',
    ),
  ],
  http_client: [
    atMostOne("basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"),
    when(
      (block) => reservedHeader(block) !== undefined,
      "http_headers",
      '"http_headers" cannot set a header that the client sets itself',
      "leave out Authorization, Host, Content-Type and the like",
    ),
  ],
  kubernetes_client: [
    atMostOne("api_server", "kubeconfig_file"),
    when(
      (block) => isSet(block, "kubeconfig_file") && isCustomised(block),
      "kubeconfig_file",
      '"kubeconfig_file" brings its own settings of the HTTP client',
      "remove the other attributes and blocks",
    ),
    when(
      (block) => !block.attributes.has("api_server") && !isSet(block, "kubeconfig_file") && isCustomised(block),
      "api_server",
      'settings of the HTTP client need "api_server"',
    ),
  ],
  "http > tls": [
    needsValue("cert_pem", "cert_file", "windows_certificate_filter"),
    needsValue("key_pem", "key_file", "windows_certificate_filter"),
    atMostOne("client_ca_pem", "client_ca_file"),
    atMostOne("cert_pem", "cert_file"),
    atMostOne("key_pem", "key_file"),
    when(
      (block) =>
        (isSet(block, "client_ca_pem") || isSet(block, "client_ca_file")) &&
        (!block.attributes.has("client_auth_type") || textAt(block, "client_auth_type") === "NoClientCert"),
      "client_auth_type",
      'a client CA needs another "client_auth_type" than NoClientCert',
    ),
  ],
};

/** One of these has a value. */
function needsValue(...names: readonly string[]): Rule {
  return (block) => {
    if (names.some((name) => isSet(block, name))) return undefined;
    return { summary: `"${names.join('" or "')}" is required here` };
  };
}

function hasProxy(block: BlockValues): boolean {
  return isSet(block, "proxy_url");
}

const reserved: ReadonlySet<string> = new Set([
  ...["authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection"],
  ...["keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding"],
  ...["x-prometheus-remote-write-version", "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds"],
  ...["x-amz-date", "x-amz-security-token", "x-amz-content-sha256"],
]);

function reservedHeader(block: BlockValues): string | undefined {
  const headers = valueAt(block, "http_headers");
  if (headers?.kind !== "object" || headers.fields === undefined) return undefined;
  return [...headers.fields.keys()].find((name) => reserved.has(name.toLowerCase()));
}

const httpAttributes = [
  ...["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file", "http_headers"],
  ...["proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header"],
];

/** True if a client differs from the default one. */
function isCustomised(block: BlockValues): boolean {
  const isOff = (name: string) => {
    const value = valueAt(block, name);
    return value?.kind === "bool" && value.value === false;
  };
  const tls = block.blocks.find(({ name }) => name === "tls_config");
  const hasTls = tls !== undefined && [...tls.attributes.keys()].some((name) => isSet(tls, name));
  return (
    httpAttributes.some((name) => isSet(block, name)) || isOff("follow_redirects") || isOff("enable_http2") || hasTls
  );
}
