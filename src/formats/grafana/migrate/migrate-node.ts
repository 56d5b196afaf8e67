import { type JsonMember, type JsonNode, type JsonObject, member, number } from "../../json/node.js";
import { applyMigrations, latestSchemaVersion } from "./migrate-dashboard.js";
import type { Json } from "./plain-json.js";

/**
 * Migrates the dashboard in a file to the latest version. What a migration keeps has its place in the file; what it adds
 * has the place of the closest part that was there.
 */
export function migrateNode(dashboard: JsonObject): JsonObject {
  const version = number(member(dashboard, "schemaVersion"));
  // Without a version, rows tell an old dashboard from a new one.
  const isOld = version === undefined ? dashboard.members.has("rows") : version < latestSchemaVersion;
  if (!isOld) return dashboard;
  const origins = new Map<object, JsonNode>();
  const plain = toPlain(dashboard, origins) as Json;
  applyMigrations(plain);
  return new Relocation(origins).relocateObject(plain, dashboard);
}

/** Converts a node to the value that it stands for, and remembers the nodes of objects and lists. */
function toPlain(node: JsonNode, origins: Map<object, JsonNode>): unknown {
  if (node.kind === "scalar") return node.value;
  const plain =
    node.kind === "array"
      ? node.items.map((item) => toPlain(item, origins))
      : Object.fromEntries(Array.from(node.members, ([name, { value }]) => [name, toPlain(value, origins)]));
  origins.set(plain, node);
  return plain;
}

/** Converts migrated values to nodes. */
class Relocation {
  private readonly origins: ReadonlyMap<object, JsonNode>;

  constructor(origins: ReadonlyMap<object, JsonNode>) {
    this.origins = origins;
  }

  /** `near` is the node that gives its place to what has none: what was there before, or else what holds it. */
  private relocate(value: unknown, near: JsonNode): JsonNode {
    if (Array.isArray(value)) {
      const { start, end } = this.origins.get(value) ?? near;
      return { kind: "array", items: value.map((item) => this.relocate(item, near)), start, end };
    }
    if (typeof value === "object" && value !== null) return this.relocateObject(value as Json, near);
    if (near.kind === "scalar" && near.value === value) return near;
    return { kind: "scalar", value: value as string | number | boolean | null, start: near.start, end: near.end };
  }

  relocateObject(value: Json, near: JsonNode): JsonObject {
    const origin = this.origins.get(value) ?? near;
    const before = origin.kind === "object" ? origin.members : new Map<string, JsonMember>();
    const members = new Map<string, JsonMember>();
    for (const [name, part] of Object.entries(value)) {
      const old = before.get(name);
      members.set(name, {
        nameStart: old?.nameStart ?? origin.start,
        value: this.relocate(part, old?.value ?? origin),
      });
    }
    return { kind: "object", members, start: origin.start, end: origin.end };
  }
}
