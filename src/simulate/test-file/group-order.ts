import type { TestFile } from "../../formats/prometheus-tests/test-file.js";
import type { RuleGroupSource } from "../rules/group.js";

/**
 * Sorts groups in promtool's evaluation order: by `group_eval_order`, with unlisted groups at the rank of the first.
 * Groups of equal rank keep their order; in promtool it is random.
 */
export function orderGroups(groups: readonly RuleGroupSource[], file: TestFile): RuleGroupSource[] {
  const rank = groupRank(file);
  return [...groups].sort((a, b) => rank(a) - rank(b));
}

/** Returns the rank of a group. Groups of the same rank may be evaluated in any order. */
export function groupRank({ groupOrder }: TestFile): (group: RuleGroupSource) => number {
  const ranks = new Map(groupOrder.map(({ value }, index) => [value, index]));
  return ({ name }) => ranks.get(name) ?? 0;
}
