import { type RuleGroupSource, ruleKey } from "../rules/group.js";
import { mayReadAnything } from "../rules/open-reads.js";
import type { RuleGraph, RuleNode } from "../rules/rule-graph.js";
import type { RuleSet } from "./rule-set.js";

/** Finds the keys of the rules that depend on those that differ in two sets; undefined if it may be any. */
export function findAffected(before: RuleSet, after: RuleSet): ReadonlySet<string> | undefined {
  if (!haveSameGroups(before.groups, after.groups)) return undefined;
  if (before.graph.nodes.some(mayReadAnything) || after.graph.nodes.some(mayReadAnything)) return undefined;
  const changed = after.graph.nodes.flatMap(({ reference, rule }, index) =>
    rule === before.graph.nodes[index]!.rule ? [] : [ruleKey(reference)],
  );
  return new Set([before.graph, after.graph].flatMap((graph) => findReaders(graph, new Set(changed))));
}

/** True if groups have the same rules, or others in their places, and differ in nothing else. */
function haveSameGroups(before: readonly RuleGroupSource[], after: readonly RuleGroupSource[]): boolean {
  const describe = ({ rules, ...group }: RuleGroupSource) => [group, rules.length];
  return JSON.stringify(before.map(describe)) === JSON.stringify(after.map(describe));
}

/** The rules that depend on some, which are among them. */
function findReaders(graph: RuleGraph, keys: ReadonlySet<string>): readonly string[] {
  const reading = graph.nodes.filter((node) => {
    const upstream = keysOf([node, ...graph.findUpstream(node.reads)]);
    return upstream.some((key) => keys.has(key));
  });
  return keysOf(reading);
}

function keysOf(nodes: Iterable<RuleNode>): readonly string[] {
  return Array.from(nodes, ({ reference }) => ruleKey(reference));
}
