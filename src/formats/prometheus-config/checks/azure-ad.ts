import { type Fields, getFields, getText, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkAtMostOne, checkText } from "./required.js";

const kinds = ["managed_identity", "workload_identity", "oauth", "sdk", "certificate"];

/** The forms of a UUID that Go's parser accepts. */
const uuid =
  /^(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}.$|^[0-9a-f]{32}$/i;

/** Checks the credentials for Azure: exactly one kind, complete. */
export function checkAzureAd(reader: ShapeReader, azure: Fields): void {
  const clouds = ["AzurePublic", "AzureChina", "AzureGovernment"];
  const cloud = getText(azure, "cloud");
  if (cloud !== "" && !clouds.includes(cloud)) {
    reader.report("prometheus/invalid-value", rangeOf(azure, "cloud"), `cloud must be one of ${clouds.join(", ")}`);
  }
  const used = checkAtMostOne(reader, azure, kinds);
  if (used.length === 0) {
    const { start } = azure.node;
    reader.report("prometheus/missing-field", { start, end: start }, `azuread needs one of ${kinds.join(", ")}`);
  }
  const required: Readonly<Record<string, readonly string[]>> = {
    workload_identity: ["client_id", "tenant_id"],
    oauth: ["client_id", "client_secret", "tenant_id"],
    certificate: ["client_id", "tenant_id", "certificate_path"],
  };
  for (const kind of kinds) {
    const fields = getFields(azure, kind);
    if (fields === undefined) continue;
    for (const name of required[kind] ?? []) checkText(reader, fields, kind, name);
    checkUuid(reader, fields, "client_id");
    if (kind === "workload_identity") checkUuid(reader, fields, "tenant_id");
  }
  if (isSet(azure, "scope") && !/^[\w\s:/.-]*$/.test(getText(azure, "scope"))) {
    reader.report("prometheus/invalid-value", rangeOf(azure, "scope"), "scope has a character that is not allowed");
  }
}

function checkUuid(reader: ShapeReader, fields: Fields, name: string): void {
  const value = getText(fields, name);
  if (value === "" || uuid.test(value)) return;
  reader.report("prometheus/invalid-value", rangeOf(fields, name), `${name} is not a UUID`);
}
