import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import { readYaml, toSpan, type YamlText } from "../../yaml/index.js";
import { createReader, type ReadConfigOptions } from "./read-config.js";
import type { FileReference } from "./references.js";
import { type Fields, getFields, getText, getTextMap, getTextNodes, getTexts, rangeOf } from "./shapes/fields.js";
import type { ShapeReader } from "./shapes/shape-reader.js";
import { webShape } from "./web-shapes.js";

export interface ReadWebConfigResult {
  /** In file order. With {@link references} that exist, they include an error when `promtool check web-config` fails. */
  readonly diagnostics: readonly Diagnostic[];
  /** The certificates and keys that must exist. */
  readonly references: readonly FileReference[];
  span(range: FileReference["range"]): NonNullable<Diagnostic["span"]>;
}

/**
 * Reads a web configuration as strictly as the targeted Prometheus does.
 *
 * @example
 * readWebConfig(text, { file: "web.yml", version: { major: 3, minor: 5 } }).diagnostics
 */
export function readWebConfig(text: string, { file, version }: ReadConfigOptions): ReadWebConfigResult {
  const yaml = readYaml(text, { file });
  const span = spanOf(yaml);
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics, references: [], span };
  const reader = createReader(yaml, version);
  const root = yaml.documents[0];
  const fields = root && reader.decoder.checkAliases(root) ? reader.read(root, webShape) : undefined;
  if (fields !== undefined) checkWebConfig(reader, fields);
  const tls = fields && getFields(fields, "tls_server_config");
  return { diagnostics: inFileOrder(reader.decoder.diagnostics), references: tls ? findFiles(tls) : [], span };
}

function spanOf(yaml: YamlText): ReadWebConfigResult["span"] {
  return (range) => toSpan(yaml, range);
}

function findFiles(tls: Fields): FileReference[] {
  if (!isUsed(tls)) return [];
  return ["cert_file", "key_file", "client_ca_file"].flatMap((name) => {
    const path = getText(tls, name);
    return path === "" ? [] : [{ path, kind: "other" as const, isPattern: false, range: rangeOf(tls, name) }];
  });
}

function checkWebConfig(reader: ShapeReader, fields: Fields): void {
  for (const { name, value } of getTextMap(fields, "basic_auth_users")) {
    if (isBcrypt(value.value)) continue;
    const fix = "hash it with: htpasswd -nBC 10 NAME";
    reader.report("prometheus/invalid-value", value.node, `the password of ${name.value} is not a bcrypt hash`, fix);
  }
  const http = getFields(fields, "http_server_config");
  if (http !== undefined) checkHeaders(reader, http);
  const tls = getFields(fields, "tls_server_config");
  if (tls === undefined) return;
  checkNames(reader, tls, "cipher_suites", cipherSuites);
  checkNames(reader, tls, "curve_preferences", curves);
  if (isUsed(tls)) checkTls(reader, tls);
}

/** The form that Go's `bcrypt.Cost` accepts. */
function isBcrypt(hash: string): boolean {
  const match = /^\$[0-2](?:\$|[^$]\$)(\d\d)/s.exec(hash);
  const cost = Number(match?.[1] ?? 0);
  return Buffer.byteLength(hash) >= 59 && cost >= 4 && cost <= 31;
}

const headers: ReadonlyMap<string, readonly string[]> = new Map([
  ["Strict-Transport-Security", []],
  ["X-Content-Type-Options", ["nosniff"]],
  ["X-Frame-Options", ["deny", "sameorigin"]],
  ["X-XSS-Protection", []],
  ["Content-Security-Policy", []],
]);

function checkHeaders(reader: ShapeReader, http: Fields): void {
  for (const { name, value } of getTextMap(http, "headers")) {
    const values = headers.get(name.value);
    if (values === undefined) {
      const summary = `the header ${name.value} cannot be set; use ${[...headers.keys()].join(", ")}`;
      reader.report("prometheus/invalid-value", name.node, summary);
    } else if (values.length > 0 && !values.includes(value.value)) {
      reader.report("prometheus/invalid-value", value.node, `${name.value} must be ${values.join(" or ")}`);
    }
  }
}

const ecdhe = ["ECDSA", "RSA"].flatMap((key) =>
  ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"].map(
    (cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`,
  ),
);

/** The suites that Go counts as secure. Until Go 1.22 those with RSA key exchange were among them. */
const cipherSuites: readonly string[] = [
  ..."TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256".split(" "),
  ...ecdhe,
];

const curves = ["CurveP256", "CurveP384", "CurveP521", "X25519"];

function checkNames(reader: ShapeReader, tls: Fields, name: string, known: readonly string[]): void {
  const nodes = getTextNodes(tls, name);
  for (const [index, text] of getTexts(tls, name).entries()) {
    const isRsa =
      name === "cipher_suites" && reader.version.major < 3 && reader.version.minor < 51 && rsa.includes(text);
    if (known.includes(text) || isRsa) continue;
    reader.report("prometheus/invalid-value", nodes[index]!, `${name} has no "${text}"; use ${known.join(", ")}`);
  }
}

const rsa = ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "AES_128_GCM_SHA256", "AES_256_GCM_SHA384"].map(
  (cipher) => `TLS_RSA_WITH_${cipher}`,
);

/** Without any of these, Prometheus serves plain HTTP. */
function isUsed(tls: Fields): boolean {
  const names = ["cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file", "client_auth_type"];
  return names.some((name) => getText(tls, name) !== "");
}

const clientAuth = [
  ..."NoClientCert RequestClientCert RequireAnyClientCert RequireClientCert".split(" "),
  ..."VerifyClientCertIfGiven RequireAndVerifyClientCert".split(" "),
];

function checkTls(reader: ShapeReader, tls: Fields): void {
  for (const name of ["cert", "key"]) {
    if (getText(tls, name) !== "" || getText(tls, `${name}_file`) !== "") continue;
    const { start } = tls.node;
    reader.report("prometheus/missing-field", { start, end: start }, `tls_server_config needs ${name}_file`);
  }
  checkInline(reader, tls);
  const type = getText(tls, "client_auth_type");
  if (type !== "" && !clientAuth.includes(type)) {
    const summary = `client_auth_type must be one of ${clientAuth.join(", ")}`;
    reader.report("prometheus/invalid-value", rangeOf(tls, "client_auth_type"), summary);
  }
  const authority = ["client_ca", "client_ca_file"].find((name) => getText(tls, name) !== "");
  if (authority !== undefined && (type === "" || type === "NoClientCert")) {
    const summary = `${authority} has no effect without a client_auth_type`;
    const fix = "set client_auth_type: RequireAndVerifyClientCert";
    reader.report("prometheus/missing-field", rangeOf(tls, authority), summary, fix);
  }
}

/** A certificate in the file itself must be one, and its key must belong to it. */
function checkInline(reader: ShapeReader, tls: Fields): void {
  const [certificate, key] = [getText(tls, "cert"), getText(tls, "key")];
  const isInline = (name: string) => getText(tls, name) !== "" && getText(tls, `${name}_file`) === "";
  const parsed = isInline("cert") ? parse(() => new X509Certificate(certificate)) : undefined;
  const privateKey = isInline("key") ? parse(() => createPrivateKey(key)) : undefined;
  if (parsed === null)
    reader.report("prometheus/invalid-value", rangeOf(tls, "cert"), "cert is not a certificate in PEM");
  if (privateKey === null)
    reader.report("prometheus/invalid-value", rangeOf(tls, "key"), "key is not a private key in PEM");
  if (parsed && privateKey && !parsed.checkPrivateKey(privateKey)) {
    reader.report("prometheus/invalid-value", rangeOf(tls, "key"), "key does not belong to the certificate");
  }
}

/** Null for what is not in PEM: OpenSSL's errors have a code. */
function parse<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
