import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { RuleGroupSource } from "../rules/group.js";
import type { RuleGraph } from "../rules/rule-graph.js";

/** A group that reads a metric recorded by another, with undefined evaluation order. */
export interface UnorderedRead {
  readonly reader: string;
  readonly writer: string;
  readonly metric: string;
}

/** Finds groups of equal rank where one reads a metric that the other records; each pair once. */
export function findUnorderedReads(
  groups: readonly RuleGroupSource[],
  graph: RuleGraph,
  rank: (group: RuleGroupSource) => number,
): UnorderedRead[] {
  const ranks = new Map(groups.map((group) => [`${group.file}\n${group.name}`, rank(group)]));
  const unordered = new Map<string, UnorderedRead>();
  for (const { reference: reader, reads } of graph.nodes) {
    const readerKey = `${reader.file}\n${reader.group}`;
    for (const { reference: writer, rule } of reads.flatMap((selector) => graph.findWriters(selector))) {
      const writerKey = `${writer.file}\n${writer.group}`;
      if (isAlertingRule(rule) || readerKey === writerKey || ranks.get(readerKey) !== ranks.get(writerKey)) continue;
      const read = { reader: reader.group, writer: writer.group, metric: rule.record };
      const key = `${readerKey}\n${writerKey}`;
      if (!unordered.has(key)) unordered.set(key, read);
    }
  }
  return [...unordered.values()];
}
