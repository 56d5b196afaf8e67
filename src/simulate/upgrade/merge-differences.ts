import { ruleKey } from "../rules/group.js";
import type { RuleDifference } from "./difference.js";

/** A rule that differs, and the number of further scenarios that show it. */
export interface MergedDifference {
  readonly difference: RuleDifference;
  readonly others: number;
}

const ranks = { state: 0, failure: 1, value: 2 } as const;

/** Keeps the most telling difference of each rule: a state before a failure before a value. */
export function mergeDifferences(
  differences: readonly RuleDifference[],
  keyOf: (difference: RuleDifference) => string = ({ rule }) => ruleKey(rule),
): MergedDifference[] {
  const byRule = new Map<string, RuleDifference[]>();
  for (const difference of differences) {
    const key = keyOf(difference);
    byRule.set(key, [...(byRule.get(key) ?? []), difference]);
  }
  return Array.from(byRule.values(), (own) => {
    const [difference] = own.toSorted((a, b) => ranks[a.differs] - ranks[b.differs]);
    return { difference: difference!, others: own.length - 1 };
  });
}
