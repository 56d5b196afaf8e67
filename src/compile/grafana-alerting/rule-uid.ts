import { createHash } from "node:crypto";
import { isAlertingRule, type Rule } from "../../formats/prometheus/types.js";
import { deriveKey } from "../../model/definition/key.js";
import type { CompiledRule } from "../compiled.js";
import { joinUid } from "../grafana/uid.js";

/** A rule, and its definition, if it is not from a file in Prometheus' own format. */
export interface OwnedRule {
  readonly data: Rule;
  readonly compiled: CompiledRule | undefined;
}

/**
 * Derives the uids of the rules of a system from their names and services, which stay when a rule moves in its group or when
 * its expression changes. Rules that these do not tell apart have a hash of their labels and expression, too.
 */
export function deriveRuleUids(
  system: string,
  suffix: string,
  rules: readonly OwnedRule[],
): ReadonlyMap<OwnedRule, string> {
  const sharing = new Map<string, OwnedRule[]>();
  for (const rule of rules) {
    const key = joinUid([system, ...partsOf(rule)], suffix).toLowerCase();
    sharing.set(key, [...(sharing.get(key) ?? []), rule]);
  }
  const uids = new Map<OwnedRule, string>();
  for (const same of sharing.values()) {
    for (const [index, rule] of same.entries()) {
      const distinct = same.length === 1 ? [] : [hashOf(rule, same.slice(0, index))];
      uids.set(rule, joinUid([...distinct, system, ...partsOf(rule)], suffix));
    }
  }
  return uids;
}

function partsOf({ data, compiled }: OwnedRule): readonly string[] {
  const name = isAlertingRule(data) ? data.alert : data.record;
  const services = compiled?.kind === "alert" ? compiled.about.services : [];
  return [deriveKey(compiled?.definition.key ?? name), ...(services.length === 1 ? services : [])];
}

/** Two rules with the same labels and expression differ in their order only. */
function hashOf({ data }: OwnedRule, earlier: readonly OwnedRule[]): string {
  const text = (rule: Rule) => JSON.stringify([rule.labels ?? {}, rule.expr]);
  const twins = earlier.filter((other) => text(other.data) === text(data)).length;
  const hash = createHash("sha256")
    .update(`${text(data)}${twins || ""}`)
    .digest("hex");
  return hash.slice(0, 8);
}
