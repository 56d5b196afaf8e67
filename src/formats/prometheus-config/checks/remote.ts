import { isAtLeast } from "../../../promql/index.js";
import type { TextEntry } from "../../../yaml/index.js";
import {
  type Fields,
  getFields,
  getItems,
  getNumber,
  getText,
  getTextMap,
  getWhole,
  isSet,
  rangeOf,
} from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkAzureAd } from "./azure-ad.js";
import type { GlobalSettings } from "./global.js";
import { checkHttpClient, checkTlsConfigs } from "./http-client.js";
import { readRelabelRules, relabelScheme } from "./relabelling.js";
import { checkText } from "./required.js";

const reserved: ReadonlySet<string> = new Set([
  ..."host content-encoding content-length content-type user-agent connection keep-alive proxy-authenticate".split(" "),
  ..."proxy-authorization www-authenticate accept-encoding x-prometheus-remote-write-version".split(" "),
  ..."x-prometheus-remote-read-version x-amz-date x-amz-security-token x-amz-content-sha256".split(" "),
]);

/** Reports headers that Prometheus sets itself. */
export function checkHeaders(reader: ShapeReader, headers: readonly TextEntry[]): void {
  for (const { name } of headers) {
    const lower = name.value.toLowerCase();
    if (lower !== "authorization" && !reserved.has(lower)) continue;
    const fix = lower === "authorization" ? "use authorization, basic_auth or oauth2" : "remove it";
    reader.report("prometheus/invalid-value", name.node, `the header ${name.value} cannot be set here`, fix);
  }
}

/** Checks a list of remote storages: `remote_write` or `remote_read`. */
export function checkRemote(reader: ShapeReader, config: Fields, name: string, global: GlobalSettings): void {
  const names = new Set<string>();
  for (const { node, fields } of getItems(config, name)) {
    if (fields === undefined) {
      reader.report("prometheus/empty-section", node, `${name} has an empty item`, "remove the item");
      continue;
    }
    const own = getText(fields, "name");
    if (names.has(own) && own !== "") {
      reader.report("prometheus/duplicate-name", rangeOf(fields, "name"), `duplicate name "${own}" in ${name}`);
    }
    names.add(own);
    if (!isSet(fields, "url") && !fields.entries.has("url")) checkText(reader, fields, name, "url");
    else if (fields.values.get("url") === null) checkText(reader, fields, name, "url");
    checkHeaders(reader, getTextMap(fields, "headers"));
    checkHttpClient(reader, fields);
    checkTlsConfigs(reader, fields);
    if (name === "remote_write") checkRemoteWrite(reader, fields, global);
  }
}

function checkRemoteWrite(reader: ShapeReader, fields: Fields, global: GlobalSettings): void {
  readRelabelRules(reader, fields, "write_relabel_configs", relabelScheme(reader, global.nameScheme));
  const messages = ["prometheus.WriteRequest", "io.prometheus.write.v2.Request"];
  const message = getText(fields, "protobuf_message", messages[0]);
  if (!messages.includes(message)) {
    const summary = `protobuf_message must be one of ${messages.join(", ")}`;
    reader.report("prometheus/invalid-value", rangeOf(fields, "protobuf_message"), summary);
  }
  if (isAtLeast(reader.version, 3, 12)) checkQueue(reader, fields);
  const sigv4 = getFields(fields, "sigv4");
  if (sigv4 !== undefined) checkSigV4(reader, sigv4);
  const azure = getFields(fields, "azuread");
  if (azure !== undefined) checkAzureAd(reader, azure);
  checkAuthentication(reader, fields);
}

function checkAuthentication(reader: ShapeReader, fields: Fields): void {
  const kinds = ["basic_auth", "authorization", "oauth2"].filter((name) => isSet(fields, name));
  const bearer = ["bearer_token", "bearer_token_file"].find((name) => getText(fields, name) !== "");
  const clouds = ["sigv4", "azuread", "google_iam"].filter((name) => isSet(fields, name));
  const used = [...kinds, ...(bearer === undefined ? [] : [bearer]), ...clouds];
  if (clouds.length === 0 || used.length < 2) return;
  const range = fields.entries.get(clouds[0]!)!.key;
  reader.report("prometheus/exclusive-fields", range, `only one of ${used.join(", ")} can be set`);
}

/** Checks the credentials for Amazon: both keys or neither. */
export function checkSigV4(reader: ShapeReader, sigv4: Fields): void {
  const [access, secret] = [getText(sigv4, "access_key") !== "", getText(sigv4, "secret_key") !== ""];
  if (access !== secret) {
    const summary = "sigv4 needs both access_key and secret_key, or neither";
    reader.report("prometheus/missing-field", sigv4.node, summary);
  }
  if (getText(sigv4, "external_id") !== "" && getText(sigv4, "role_arn") === "") {
    reader.report("prometheus/missing-field", rangeOf(sigv4, "external_id"), "external_id needs role_arn");
  }
}

const queueDefaults = { capacity: 10_000n, max_shards: 50n, min_shards: 1n, max_samples_per_send: 2000n };

function checkQueue(reader: ShapeReader, fields: Fields): void {
  const isEmpty = fields.values.get("queue_config") === null;
  const queue = getFields(fields, "queue_config");
  if (isEmpty) {
    const fix = "remove queue_config, or set its fields";
    reader.report("prometheus/invalid-value", rangeOf(fields, "queue_config"), "an empty queue has no shards", fix);
  }
  if (queue === undefined) return;
  const whole = (name: keyof typeof queueDefaults) =>
    queue.values.has(name) ? getWhole(queue, name) : queueDefaults[name];
  for (const name of Object.keys(queueDefaults) as (keyof typeof queueDefaults)[]) {
    if (whole(name) > 0n) continue;
    reader.report("prometheus/invalid-value", rangeOf(queue, name), `${name} must be above zero`);
  }
  if (whole("min_shards") > whole("max_shards")) {
    const summary = "min_shards cannot be greater than max_shards";
    reader.report("prometheus/invalid-value", rangeOf(queue, "min_shards"), summary);
  }
  if (getNumber(queue, "max_backoff", 5000) < getNumber(queue, "min_backoff", 30)) {
    const summary = "max_backoff cannot be shorter than min_backoff";
    reader.report("prometheus/invalid-value", rangeOf(queue, "max_backoff"), summary);
  }
}
