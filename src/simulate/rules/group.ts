import { parseDuration } from "../../formats/prometheus/duration.js";
import type { Rule, RuleGroup } from "../../formats/prometheus/types.js";

/** A rule group to evaluate. Durations are in milliseconds. */
export interface RuleGroupSource {
  readonly name: string;
  readonly file: string;
  /** Evaluation interval. */
  readonly interval: number;
  /** Maximum number of alerts or series of one rule. @default no limit */
  readonly limit?: number;
  /** Shifts evaluation into the past, as `query_offset` does. @default 0 */
  readonly queryOffset?: number;
  /** Labels added to every rule that does not set them itself. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

/** Identifies a rule by file, group and index in the group. */
export interface RuleReference {
  readonly file: string;
  readonly group: string;
  readonly index: number;
}

/** A key for a rule of a file. */
export function ruleKey({ file, group, index }: RuleReference): string {
  return `${file}#${group}#${index}`;
}

/**
 * Converts a group of a rule file for evaluation. `interval` applies to groups that set none.
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
    // An interval of 0 means the default.
    interval: (group.interval === undefined ? 0 : parseDuration(group.interval)) || interval,
    ...(limit !== undefined && { limit }),
    ...(queryOffset !== undefined && { queryOffset }),
    ...(labels !== undefined && { labels }),
    rules,
  };
}
