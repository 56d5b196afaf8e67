import { type JsonMember, type JsonNode, type JsonObject, member, number, text } from "../../json/node.js";
import { applyMigrations } from "../migrate/migrate-dashboard.js";
import { type Json, origin } from "../plain-json.js";
import { latestSchemaVersion } from "../schema-version.js";
import { convertToClassic } from "../v2/to-classic.js";

/**
 * Brings the dashboard in a file into the classic form of the latest version. What is kept has its place in the file; what
 * is added has the place of the closest part that was there.
 */
export function toClassicNode(dashboard: JsonObject): JsonObject {
  if (isVersion2(dashboard)) return relocateObject(convertToClassic(toPlain(dashboard) as Json), dashboard);
  const version = number(member(dashboard, "schemaVersion"));
  // Without a version, rows tell an old dashboard from a new one.
  const isOld = version === undefined ? dashboard.members.has("rows") : version < latestSchemaVersion;
  if (!isOld) return dashboard;
  const plain = toPlain(dashboard) as Json;
  applyMigrations(plain);
  return relocateObject(plain, dashboard);
}

/** True for the `spec` of a v2 resource. */
export function isVersion2(dashboard: JsonObject): boolean {
  return dashboard.members.has("elements") && !dashboard.members.has("panels");
}

/** True if a resource has the alpha version of v2, which names plugins and data sources differently. */
export function isVersion2Alpha(resource: JsonNode): boolean {
  return text(member(resource, "apiVersion"))?.endsWith("/v2alpha1") ?? false;
}

/** Converts a node to the value that it stands for. Objects remember their node. */
function toPlain(node: JsonNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(toPlain);
  const plain: Json = Object.fromEntries(Array.from(node.members, ([name, { value }]) => [name, toPlain(value)]));
  plain[origin] = node;
  return plain;
}

/** `near` is the node that gives its place to what has none: what was there before, or else what holds it. */
function relocate(value: unknown, near: JsonNode): JsonNode {
  const { start, end } = near;
  if (Array.isArray(value)) {
    const before = near.kind === "array" ? near.items : [];
    return { kind: "array", items: value.map((item, index) => relocate(item, before[index] ?? near)), start, end };
  }
  if (typeof value === "object" && value !== null) return relocateObject(value as Json, near);
  if (near.kind === "scalar" && near.value === value) return near;
  return { kind: "scalar", value: value as string | number | boolean | null, start, end };
}

function relocateObject(value: Json, near: JsonNode): JsonObject {
  const from = (value[origin] as JsonNode | undefined) ?? near;
  const before = from.kind === "object" ? from.members : new Map<string, JsonMember>();
  const members = new Map<string, JsonMember>();
  for (const [name, part] of Object.entries(value)) {
    const old = before.get(name);
    members.set(name, { nameStart: old?.nameStart ?? from.start, value: relocate(part, old?.value ?? from) });
  }
  return { kind: "object", members, start: from.start, end: from.end };
}
