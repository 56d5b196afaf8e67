import { type Fields, getFields, getText, type ShapeReader } from "../shapes/shape-reader.js";

/** Checks an `http_config`: at most one kind of authentication, which must be complete. */
export function checkHttpConfig(reader: ShapeReader, http: Fields): void {
  const basic = getFields(http, "basic_auth");
  const authorization = getFields(http, "authorization");
  const oauth2 = getFields(http, "oauth2");
  const bearer = getText(http, "bearer_token") !== "" || getText(http, "bearer_token_file") !== "";
  const kinds = [basic && "basic_auth", authorization && "authorization", oauth2 && "oauth2", bearer && "bearer_token"];
  const used = kinds.filter((kind): kind is string => typeof kind === "string");
  if (used.length > 1) {
    reader.decoder.report("alertmanager/exclusive-fields", http.node, `only one of ${used.join(", ")} can be set`);
  }
  checkExclusive(reader, http, "bearer_token", "bearer_token_file");
  if (basic !== undefined) {
    checkExclusive(reader, basic, "username", "username_file", "username_ref");
    checkExclusive(reader, basic, "password", "password_file", "password_ref");
  }
  if (authorization !== undefined) checkAuthorization(reader, authorization);
  if (oauth2 !== undefined) checkOAuth2(reader, oauth2);
  for (const tls of [getFields(http, "tls_config"), oauth2 && getFields(oauth2, "tls_config")]) {
    if (tls !== undefined) checkTls(reader, tls);
  }
}

/** Reports mutually exclusive fields. */
export function checkExclusive({ decoder }: ShapeReader, fields: Fields, ...names: string[]): void {
  const used = names.filter((name) => getText(fields, name) !== "");
  if (used.length < 2) return;
  const range = fields.entries.get(used[1]!)!.key;
  decoder.report("alertmanager/exclusive-fields", range, `only one of ${names.join(" and ")} can be set`);
}

/** Reports a mapping in which none of the fields is set. */
export function checkRequired({ decoder }: ShapeReader, fields: Fields, description: string, ...names: string[]): void {
  if (names.some((name) => hasValue(fields, name))) return;
  const { start } = fields.node;
  decoder.report("alertmanager/missing-field", { start, end: start }, `${description} needs ${names.join(" or ")}`);
}

export function hasValue(fields: Fields, name: string): boolean {
  const value = fields.values.get(name);
  if (value === undefined) return false;
  return value.kind !== "plain" || (value.value !== "" && value.value !== 0);
}

function checkAuthorization(reader: ShapeReader, authorization: Fields): void {
  checkExclusive(reader, authorization, "credentials", "credentials_file", "credentials_ref");
  if (getText(authorization, "type").trim().toLowerCase() !== "basic") return;
  const range = authorization.entries.get("type")!.value;
  reader.decoder.report("alertmanager/invalid-value", range, 'authorization does not support the type "basic"', {
    fix: "use basic_auth",
  });
}

function checkOAuth2(reader: ShapeReader, oauth2: Fields): void {
  checkRequired(reader, oauth2, "oauth2", "client_id");
  checkRequired(reader, oauth2, "oauth2", "token_url");
  const usesCertificate = getText(oauth2, "grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer";
  if (!usesCertificate)
    checkRequired(reader, oauth2, "oauth2", "client_secret", "client_secret_file", "client_secret_ref");
  checkExclusive(reader, oauth2, "client_secret", "client_secret_file", "client_secret_ref");
}

const tlsVersions: readonly string[] = ["TLS10", "TLS11", "TLS12", "TLS13"];

/** Checks a `tls_config`. A certificate and its key must be set together. */
export function checkTls(reader: ShapeReader, tls: Fields): void {
  for (const name of ["ca", "cert", "key"]) checkExclusive(reader, tls, name, `${name}_file`, `${name}_ref`);
  const hasAny = (name: string) => [name, `${name}_file`, `${name}_ref`].some((field) => getText(tls, field) !== "");
  if (reader.version.minor >= 26 && hasAny("cert") !== hasAny("key")) {
    reader.decoder.report(
      "alertmanager/missing-field",
      tls.node,
      "tls_config needs both a certificate and a key, or neither",
    );
  }
  for (const name of ["min_version", "max_version"]) {
    if (!tls.values.has(name) || tlsVersions.includes(getText(tls, name))) continue;
    const range = tls.entries.get(name)!.value;
    reader.decoder.report("alertmanager/invalid-value", range, `${name} must be one of ${tlsVersions.join(", ")}`);
  }
}
