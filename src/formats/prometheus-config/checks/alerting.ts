import { isAtLeast } from "../../../promql/index.js";
import { type NameScheme, type RelabelRule, relabel } from "../../../relabel/index.js";
import { staticTargets } from "../jobs.js";
import { type Fields, getFields, getItems, getText, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkDiscovery } from "./discovery.js";
import type { GlobalSettings } from "./global.js";
import { checkHttpClient, checkTlsConfigs } from "./http-client.js";
import { readRelabelRules, relabelScheme } from "./relabelling.js";
import { checkSigV4 } from "./remote.js";

/** Checks the Alertmanagers that alerts are sent to. */
export function checkAlerting(reader: ShapeReader, alerting: Fields, global: GlobalSettings): void {
  const scheme = relabelScheme(reader, global.nameScheme);
  readRelabelRules(reader, alerting, "alert_relabel_configs", scheme);
  for (const { node, fields } of getItems(alerting, "alertmanagers")) {
    if (fields === undefined) {
      // Prometheus fails on it when it starts to send alerts.
      reader.report("prometheus/empty-section", node, "alertmanagers has an empty item", "remove the item");
      continue;
    }
    checkAlertmanager(reader, fields);
    const rules = readRelabelRules(reader, fields, "relabel_configs", scheme);
    checkAddresses(reader, fields, rules, scheme);
    readRelabelRules(reader, fields, "alert_relabel_configs", scheme);
  }
}

/** The rules must not turn the address of a static target into a URL. */
function checkAddresses(reader: ShapeReader, fields: Fields, rules: readonly RelabelRule[], scheme: NameScheme): void {
  if (rules.length === 0 || rules.length < getItems(fields, "relabel_configs").length) return;
  const api = getText(fields, "api_version", "v2");
  const prefix = getText(fields, "path_prefix")
    .split("/")
    .filter((part) => part !== "");
  const path = `/${[...prefix, "api", api, "alerts"].join("/")}`;
  for (const { node, labels } of staticTargets(fields)) {
    const all = new Map([["__scheme__", getText(fields, "scheme", "http")], ["__alerts_path__", path], ...labels]);
    const address = relabel(all, rules, { version: reader.version, scheme }).labels?.get("__address__") ?? "";
    if (address.includes("/")) {
      reader.report("prometheus/target", node, `its address after relabelling, "${address}", is not a host and a port`);
    }
  }
}

function checkAlertmanager(reader: ShapeReader, fields: Fields): void {
  const isTwo = !isAtLeast(reader.version, 3, 0);
  const versions = isTwo ? ["v1", "v2"] : ["v2"];
  const api = getText(fields, "api_version");
  if (isSet(fields, "api_version") && !versions.includes(api)) {
    const summary = `api_version must be ${versions.join(" or ")}`;
    reader.report("prometheus/invalid-value", rangeOf(fields, "api_version"), summary);
  }
  checkHttpClient(reader, fields);
  checkTlsConfigs(reader, fields);
  checkDiscovery(reader, fields);
  const sigv4 = getFields(fields, "sigv4");
  if (sigv4 === undefined) return;
  checkSigV4(reader, sigv4);
  const bearer = ["bearer_token", "bearer_token_file"].find((name) => getText(fields, name) !== "");
  const other = ["basic_auth", "authorization", "oauth2"].find((name) => isSet(fields, name)) ?? bearer;
  if (other === undefined) return;
  const range = fields.entries.get("sigv4")!.key;
  reader.report("prometheus/exclusive-fields", range, `only one of ${other} and sigv4 can be set`);
}
