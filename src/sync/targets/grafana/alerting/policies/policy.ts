import { isJson, type Json, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import type { NotificationPolicy, ObjectMatcher } from "../../../../../formats/grafana-alerting/index.js";
import { parseDuration } from "../../../../../formats/prometheus/index.js";
import { formatDuration } from "../../../../../promql/index.js";
import { digestValue } from "../../../../objects/digest.js";
import { type Mark, markMember } from "../mark.js";

/** A policy of Grafana's tree, as its API takes and returns it. */
export type Policy = Json;

/** Adds a mark to a policy: one below it that no alert ever matches, because no alert has the label. */
export function markPolicy(policy: NotificationPolicy | Policy, owner: string): Policy {
  const value = `${owner} ${digestPolicy(policy as Policy)}`;
  const routes = objectsOf((policy as Policy).routes);
  return { ...policy, routes: [...routes, { object_matchers: [[markMember, "=", value]] }] };
}

export function markOfPolicy({ routes }: Policy): Mark | undefined {
  for (const route of objectsOf(routes)) {
    const value = markValue(route);
    const [owner, checksum] = value?.split(" ") ?? [];
    if (owner !== undefined && checksum !== undefined) return { owner, checksum };
  }
  return undefined;
}

function markValue({ object_matchers: matchers }: Policy): string | undefined {
  const [first] = Array.isArray(matchers) ? (matchers as readonly unknown[]) : [];
  const [label, , value] = Array.isArray(first) ? (first as readonly unknown[]) : [];
  return label === markMember && typeof value === "string" ? value : undefined;
}

export function digestPolicy(policy: Policy): string {
  return digestValue(normalizePolicy(policy));
}

/** The matchers of a policy, by which it is known among those beside it. */
export function keyOfPolicy(policy: Policy): string {
  return matchersOf(policy).join(", ");
}

/** The content of a policy as people read it. */
export function describePolicy(policy: Policy): unknown {
  return { routes: [normalizePolicy(policy)] };
}

const durations: ReadonlySet<string> = new Set(["group_wait", "group_interval", "repeat_interval"]);

/** Writes a policy in one way, without its mark: for comparison only, never sent. */
function normalizePolicy(policy: Policy): Json {
  const { routes, object_matchers: _, matchers: __, provenance: ___, continue: goesOn, ...fields } = policy;
  const own = Object.entries(fields).flatMap(([name, value]) => {
    const isEmpty = value === null || value === "" || (isJson(value) && Object.keys(value).length === 0);
    return isEmpty ? [] : [[name, durations.has(name) ? normalizeDuration(value) : value] as const];
  });
  const below = objectsOf(routes).filter((route) => markValue(route) === undefined);
  const matchers = matchersOf(policy);
  return {
    ...Object.fromEntries(own),
    ...(goesOn === true && { continue: true }),
    ...(matchers.length > 0 && { matchers }),
    ...(below.length > 0 && { routes: below.map(normalizePolicy) }),
  };
}

function matchersOf({ object_matchers: objects, matchers }: Policy): readonly string[] {
  const written = Array.isArray(objects) ? (objects as readonly ObjectMatcher[]) : [];
  const texts = Array.isArray(matchers) ? matchers.map(String) : [];
  return [...written.map(([label, operator, value]) => `${label}${operator}${JSON.stringify(value)}`), ...texts].sort();
}

function normalizeDuration(value: unknown): unknown {
  const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
  return milliseconds === undefined ? value : formatDuration(milliseconds);
}
