import type { Rule } from "../../formats/prometheus/types.js";

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
