import type { TestFile } from "../../formats/prometheus-tests/test-file.js";
import type { RuleGroupSource } from "../rules/group.js";

/**
 * The groups in the order in which promtool evaluates them: as `group_eval_order` has them, and those that it does not
 * name together with the first. Among equals, where promtool leaves it to chance, as they are given.
 */
export function orderGroups(groups: readonly RuleGroupSource[], file: TestFile): RuleGroupSource[] {
  const rank = groupRank(file);
  return [...groups].sort((a, b) => rank(a) - rank(b));
}

/** The place of a group in the order: two with the same may come in any order. */
export function groupRank({ groupOrder }: TestFile): (group: RuleGroupSource) => number {
  const ranks = new Map(groupOrder.map(({ value }, index) => [value, index]));
  return ({ name }) => ranks.get(name) ?? 0;
}
