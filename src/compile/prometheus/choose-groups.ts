import type { QueriedRule } from "./owners.js";
import { findReads } from "./rule-reads.js";

/**
 * Chooses the group of each rule. Prometheus evaluates groups at different moments, so a rule that reads the result of
 * another group sees a value that is up to one interval old. Rules that build on one another therefore share a group,
 * in which they are evaluated in order: an explicit one if there is one, or else that of the service they are about. An
 * explicit group stays as it is.
 */
export function chooseGroups(
  rules: readonly QueriedRule[],
  defaultGroup: (rules: readonly QueriedRule[]) => string,
): ReadonlyMap<QueriedRule, string> {
  const groups = new Map<QueriedRule, string>();
  for (const rule of rules) if (rule.definition.group) groups.set(rule, rule.definition.group.name);
  const neighbours = connect(rules);
  for (const rule of rules) {
    if (groups.has(rule)) continue;
    const related = collectRelated(rule, neighbours);
    const explicit = new Set(related.flatMap(({ definition }) => definition.group?.name ?? []));
    const own = related.filter(({ definition }) => !definition.group);
    const [only] = explicit.size === 1 ? explicit : [];
    const name = only ?? defaultGroup(own);
    for (const one of own) groups.set(one, name);
  }
  return groups;
}

/** The rules that each rule reads, or is read by. */
function connect(rules: readonly QueriedRule[]): ReadonlyMap<QueriedRule, ReadonlySet<QueriedRule>> {
  const neighbours = new Map(rules.map((rule) => [rule, new Set<QueriedRule>()]));
  for (const [reader, read] of findReads(rules)) {
    for (const rule of read) {
      neighbours.get(reader)!.add(rule);
      neighbours.get(rule)!.add(reader);
    }
  }
  return neighbours;
}

/** Collects the rules that build on one another, up to those of an explicit group. */
function collectRelated(
  first: QueriedRule,
  neighbours: ReadonlyMap<QueriedRule, ReadonlySet<QueriedRule>>,
): readonly QueriedRule[] {
  const related = new Set([first]);
  for (const rule of related) {
    if (rule.definition.group) continue;
    for (const next of neighbours.get(rule)!) related.add(next);
  }
  return [...related];
}
