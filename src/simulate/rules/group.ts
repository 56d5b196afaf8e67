import { parseDuration } from "../../formats/prometheus/duration.js";
import type { Rule, RuleGroup } from "../../formats/prometheus/types.js";

/** A group of rules to evaluate, as a rule file has it. Times and lengths are in milliseconds. */
export interface RuleGroupSource {
  readonly name: string;
  readonly file: string;
  /** How often the group is evaluated. */
  readonly interval: number;
  /** The most alerts or series that a rule may make. @default no limit */
  readonly limit?: number;
  /** The group is evaluated as of so long ago. @default 0 */
  readonly queryOffset?: number;
  /** Every rule of the group has these, unless it sets them itself. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

/** A rule, by the file and the group it stands in, and its number there, from 0. */
export interface RuleReference {
  readonly file: string;
  readonly group: string;
  readonly index: number;
}

/**
 * A group of a rule file, ready to be evaluated. `interval` is how often a group is evaluated that does not say.
 *
 * @example
 * ```ts
 * const groups = ruleFile.groups.map((group) => ruleGroupSource(group, { file: "rules.yml", interval: 60_000 }));
 * ```
 */
export function ruleGroupSource(
  group: RuleGroup,
  { file, interval }: { readonly file: string; readonly interval: number },
): RuleGroupSource {
  const { name, limit, labels, rules } = group;
  const queryOffset = group.query_offset === undefined ? undefined : parseDuration(group.query_offset);
  return {
    name,
    file,
    // An interval of 0 is none.
    interval: (group.interval === undefined ? 0 : parseDuration(group.interval)) || interval,
    ...(limit !== undefined && { limit }),
    ...(queryOffset !== undefined && { queryOffset }),
    ...(labels !== undefined && { labels }),
    rules,
  };
}
