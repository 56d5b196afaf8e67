import { isAtLeast } from "../../../promql/index.js";
import { type Fields, getBool, getFields, getLists, getText, isSet, rangeOf } from "../shapes/fields.js";
import { parseGoUrl } from "../shapes/go-url.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkAtMostOne, checkExclusive, checkText } from "./required.js";

const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** Checks the settings of an HTTP client: one kind of authentication, complete, and a proxy that can be used. */
export function checkHttpClient(reader: ShapeReader, http: Fields): void {
  checkAuthentication(reader, http);
  const basic = getFields(http, "basic_auth");
  if (basic !== undefined) {
    checkExclusive(reader, basic, "username", "username_file", "username_ref");
    checkExclusive(reader, basic, "password", "password_file", "password_ref");
  }
  const oauth2 = getFields(http, "oauth2");
  if (oauth2 !== undefined) checkOAuth2(reader, oauth2);
  checkProxy(reader, http);
  checkHeaderNames(reader, http);
}

/** Checks every `tls_config` of an HTTP client, also where Prometheus does not check the client itself. */
export function checkTlsConfigs(reader: ShapeReader, fields: Fields): void {
  const oauth2 = getFields(fields, "oauth2");
  const oauthTls = oauth2 && getFields(oauth2, "tls_config");
  for (const tls of [getFields(fields, "tls_config"), oauthTls]) if (tls !== undefined) checkTls(reader, tls);
  if (oauth2 !== undefined && isAtLeast(reader.version, 2, 43)) checkProxy(reader, oauth2);
}

function checkAuthentication(reader: ShapeReader, http: Fields): void {
  const hasBearer = getText(http, "bearer_token") !== "" || getText(http, "bearer_token_file") !== "";
  checkExclusive(reader, http, "bearer_token", "bearer_token_file");
  const used = checkAtMostOne(reader, http, ["basic_auth", "authorization", "oauth2"]);
  if (used.length > 0 && hasBearer) {
    const name = getText(http, "bearer_token") !== "" ? "bearer_token" : "bearer_token_file";
    const range = http.entries.get(name)!.key;
    reader.report("prometheus/exclusive-fields", range, `only one of ${used[0]} and ${name} can be set`);
  }
  const authorization = getFields(http, "authorization");
  if (authorization === undefined) return;
  checkExclusive(reader, authorization, "credentials", "credentials_file", "credentials_ref");
  if (getText(authorization, "type").trim().toLowerCase() !== "basic") return;
  const range = rangeOf(authorization, "type");
  reader.report("prometheus/invalid-value", range, 'authorization cannot have the type "basic"', "use basic_auth");
}

function checkOAuth2(reader: ShapeReader, oauth2: Fields): void {
  checkText(reader, oauth2, "oauth2", "client_id");
  checkText(reader, oauth2, "oauth2", "token_url");
  const secrets = ["client_secret", "client_secret_file", "client_secret_ref"];
  if (getText(oauth2, "grant_type") === jwtBearer) {
    checkExclusive(reader, oauth2, ...secrets.map((name) => name.replace("secret", "certificate_key")));
    const algorithm = getText(oauth2, "signature_algorithm");
    if (algorithm === "" || ["RS256", "RS384", "RS512"].includes(algorithm)) return;
    const range = rangeOf(oauth2, "signature_algorithm");
    reader.report("prometheus/invalid-value", range, "signature_algorithm must be one of RS256, RS384, RS512");
    return;
  }
  checkExclusive(reader, oauth2, ...secrets);
  // Until 2.47 a client without a secret was refused.
  const needsSecret = !isAtLeast(reader.version, 2, 47) && secrets.every((name) => getText(oauth2, name) === "");
  if (needsSecret) {
    const { start } = oauth2.node;
    reader.report(
      "prometheus/missing-field",
      { start, end: start },
      "oauth2 needs client_secret or client_secret_file",
    );
  }
}

/** Checks where the settings of a proxy depend on each other. */
function checkProxy(reader: ShapeReader, fields: Fields): void {
  const hasUrl = getText(fields, "proxy_url") !== "";
  const fromEnvironment = getBool(fields, "proxy_from_environment");
  if (getLists(fields, "proxy_connect_header").size > 0 && !hasUrl && !fromEnvironment) {
    const range = rangeOf(fields, "proxy_connect_header");
    reader.report("prometheus/missing-field", range, "proxy_connect_header needs proxy_url");
  }
  const noProxy = getText(fields, "no_proxy") !== "";
  if (fromEnvironment && (hasUrl || noProxy)) {
    const other = hasUrl ? "proxy_url" : "no_proxy";
    const range = rangeOf(fields, other);
    reader.report("prometheus/exclusive-fields", range, `only one of proxy_from_environment and ${other} can be set`);
  } else if (noProxy && !isSet(fields, "proxy_url")) {
    reader.report("prometheus/missing-field", rangeOf(fields, "no_proxy"), "no_proxy needs proxy_url");
  }
}

const reservedHeaders: ReadonlySet<string> = new Set([
  ..."authorization host content-encoding content-length content-type user-agent connection keep-alive".split(" "),
  ..."proxy-authenticate proxy-authorization www-authenticate accept-encoding".split(" "),
  ..."x-prometheus-remote-write-version x-prometheus-remote-read-version".split(" "),
  ..."x-prometheus-scrape-timeout-seconds x-amz-date x-amz-security-token x-amz-content-sha256".split(" "),
]);

function checkHeaderNames(reader: ShapeReader, http: Fields): void {
  for (const name of getLists(http, "http_headers").keys()) {
    // Go leaves a name with other characters than those of a header as it is written.
    const isReserved = reservedHeaders.has(name.toLowerCase()) && /^[A-Za-z0-9-]+$/.test(name);
    if (!isReserved) continue;
    reader.report("prometheus/invalid-value", rangeOf(http, "http_headers"), `the header ${name} cannot be set here`);
  }
}

/** A certificate and its key are set together, each in one way. Prometheus checks this itself since 2.45. */
export function checkTls(reader: ShapeReader, tls: Fields): void {
  if (!isAtLeast(reader.version, 2, 45)) return;
  for (const name of ["ca", "cert", "key"]) checkExclusive(reader, tls, name, `${name}_file`, `${name}_ref`);
  if (hasAny(tls, "cert") === hasAny(tls, "key")) return;
  const [present, missing] = hasAny(tls, "cert") ? ["certificate", "key"] : ["key", "certificate"];
  reader.report("prometheus/missing-field", tls.node, `tls_config has a ${present} but no ${missing}`);
}

function hasAny(tls: Fields, name: string): boolean {
  return [name, `${name}_file`, `${name}_ref`].some((field) => getText(tls, field) !== "");
}

/** promtool's own check of jobs and of discovery in Kubernetes: a file for the certificate needs one for the key. */
export function checkTlsFiles(reader: ShapeReader, http: Fields): void {
  const tls = getFields(http, "tls_config");
  if (tls === undefined) return;
  const [hasCertificate, hasKey] = [getText(tls, "cert_file") !== "", getText(tls, "key_file") !== ""];
  const isReported = isAtLeast(reader.version, 2, 45) && hasAny(tls, "cert") !== hasAny(tls, "key");
  if (hasCertificate === hasKey || isReported) return;
  const [present, missing] = hasCertificate ? ["cert_file", "key_file"] : ["key_file", "cert_file"];
  reader.report("prometheus/missing-field", rangeOf(tls, present!), `${present} needs ${missing}`);
}

/** True if the settings of a client are those that it has by default. */
export function isDefaultHttpClient(http: Fields): boolean {
  const tls = getFields(http, "tls_config");
  const changes = ["basic_auth", "authorization", "oauth2", "proxy_url", "http_headers"].some((name) =>
    isSet(http, name),
  );
  const texts = ["bearer_token", "bearer_token_file", "no_proxy"].some((name) => getText(http, name) !== "");
  const followsDefaults = getBool(http, "follow_redirects", true) && getBool(http, "enable_http2", true);
  const setsTls = tls !== undefined && [...tls.values.values()].some((value) => value !== null && !isZero(value));
  const setsProxy = getBool(http, "proxy_from_environment") || isSet(http, "proxy_connect_header");
  return !changes && !texts && !setsTls && !setsProxy && followsDefaults;
}

function isZero(value: { readonly kind: string; readonly text?: string; readonly isTrue?: boolean }): boolean {
  return value.kind === "text" ? value.text === "" : value.kind === "bool" && value.isTrue === false;
}

/** Reports a URL that lacks its scheme or its host. */
export function checkUrlWithHost(reader: ShapeReader, fields: Fields, name: string, schemes?: readonly string[]): void {
  const url = parseGoUrl(getText(fields, name));
  if (typeof url === "string") {
    reader.report("prometheus/invalid-url", rangeOf(fields, name), `${name} ${url}`);
    return;
  }
  const hasScheme = schemes === undefined ? url.scheme !== "" : schemes.includes(url.scheme);
  if (hasScheme && url.host !== "") return;
  const problem = hasScheme ? "has no host" : `must start with ${(schemes ?? ["http", "https"]).join(":// or ")}://`;
  reader.report("prometheus/invalid-url", rangeOf(fields, name), `${name} ${problem}`);
}
