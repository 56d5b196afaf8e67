import { posix } from "node:path";
import type { Artifact } from "../../../compile/compiled.js";
import { isJson } from "../../../formats/grafana/plain-json.js";
import { parseDuration, type RuleGroup } from "../../../formats/prometheus/index.js";
import { digestValue } from "../../objects/digest.js";

/** A group of rules in a namespace of a ruler. */
export interface NamedGroup {
  readonly namespace: string;
  readonly group: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** The groups that artifacts put into a ruler: a namespace for each rule file, which begins with that of the project. */
export function collectGroups(
  artifacts: readonly Artifact[],
  kind: "prometheus rules" | "loki rules",
  prefix: string,
): readonly NamedGroup[] {
  return artifacts.flatMap((artifact) => {
    if (artifact.kind !== kind) return [];
    const file = posix.basename(artifact.path).replace(/\.ya?ml$/, "");
    const own = `${prefix}${artifact.system.name}-${file}`.replace(/[^A-Za-z0-9._-]/g, "-");
    const namespace = artifact.raw?.deployedAs ?? own;
    const { groups } = artifact.value as { readonly groups: readonly RuleGroup[] };
    return groups.map((group) => ({ namespace, group: group as unknown as NamedGroup["group"] }));
  });
}

/** The digest of a group. Rulers print durations and omit empty fields in their own way. */
export function digestGroup(group: unknown): string {
  return digestValue(normalizeGroup(group));
}

const durations: ReadonlySet<string> = new Set(["for", "keep_firing_for", "interval", "query_offset"]);

/** Removes the differences that rulers make: for comparison only, never sent. */
export function normalizeGroup(group: unknown): unknown {
  if (!isJson(group)) return group;
  const { rules, ...fields } = group;
  const list = Array.isArray(rules) ? rules.map((rule) => (isJson(rule) ? normalizeFields(rule) : rule)) : [];
  return { ...normalizeFields(fields), rules: list };
}

function normalizeFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    const normal = durations.has(name) ? milliseconds(value) : isJson(value) ? texts(value) : value;
    // A `query_offset` of zero is not the same as none.
    const isEmpty = normal === 0 && name !== "query_offset";
    return isEmpty || normal === undefined || normal === null ? [] : [[name, normal] as const];
  });
  return Object.fromEntries(kept);
}

function milliseconds(value: unknown): unknown {
  if (value === 0 || value === "0") return 0;
  return typeof value === "string" ? (parseDuration(value) ?? value) : value;
}

/** Labels and annotations; none are the same as empty ones. */
function texts(value: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(value);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([name, text]) => [name, String(text ?? "")]));
}
