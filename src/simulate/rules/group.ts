import { parseDuration } from "../../formats/prometheus/duration.js";
import type { Rule, RuleGroup, RuleLanguage } from "../../formats/prometheus/types.js";

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
  /** The language of its expressions, which decides its server: Loki evaluates LogQL. @default promql */
  readonly language?: RuleLanguage | undefined;
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

/** Facts about the file of a group. */
export interface RuleFileFacts extends Pick<RuleGroupSource, "file" | "language"> {
  /** The interval of groups that set none, in milliseconds. */
  readonly interval: number;
}

/**
 * Converts a group of a rule file for evaluation. `interval` applies to groups that set none.
 *
 * @example
 * ```ts
 * const groups = ruleFile.groups.map((group) => ruleGroupSource(group, { file: "rules.yml", interval: 60_000 }));
 * ```
 */
export function ruleGroupSource(group: RuleGroup, { file, interval, language }: RuleFileFacts): RuleGroupSource {
  const { name, limit, rules } = group;
  // Loki's ruler knows neither.
  const { query_offset: offset, labels } = language === "logql" ? {} : group;
  const queryOffset = offset === undefined ? undefined : parseDuration(offset);
  return {
    name,
    file,
    // An interval of 0 means the default.
    interval: (group.interval === undefined ? 0 : parseDuration(group.interval)) || interval,
    ...(limit !== undefined && { limit }),
    ...(queryOffset !== undefined && { queryOffset }),
    ...(labels !== undefined && { labels }),
    ...(language === "logql" && { language }),
    rules,
  };
}
