import { type RuleReference, ruleKey } from "../rules/group.js";
import { mayReadAnything } from "../rules/open-reads.js";
import type { RuleSet } from "./rule-set.js";

/** Finds the keys of some rules and of those whose results they read; undefined if it may be any. */
export function findNeeded({ graph }: RuleSet, rules: readonly RuleReference[]): ReadonlySet<string> | undefined {
  const wanted = new Set(rules.map(ruleKey));
  const nodes = graph.nodes.filter(({ reference }) => wanted.has(ruleKey(reference)));
  const needed = [...nodes, ...graph.findUpstream(nodes.flatMap(({ reads }) => reads))];
  if (needed.some(mayReadAnything)) return undefined;
  return new Set(needed.map(({ reference }) => ruleKey(reference)));
}
