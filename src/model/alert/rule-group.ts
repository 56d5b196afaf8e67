import type { Definition } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { choice, number, type OptionTable, string, text } from "../definition/option-table.js";

export interface RuleGroupOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /**
   * The interval at which its rules are evaluated.
   *
   * @default the evaluation interval of the environment
   */
  readonly interval?: Duration;
  /** The number of alerts or series that one of its rules may produce; if there are more, the rule fails. */
  readonly limit?: number;
  /** Evaluates this long in the past, for series that arrive late. Prometheus 2.53 and later. */
  readonly queryOffset?: Duration;
}

export const ruleGroupOptions = {
  ...environmentFilterOptions,
  interval: string,
  limit: number,
  queryOffset: string,
} as const satisfies OptionTable<RuleGroupOptions>;

/** A group of rules that are evaluated together, one after the other. Where it is left out, so are its rules. */
export interface RuleGroup extends Definition, EnvironmentFilter {
  readonly kind: "ruleGroup";
  readonly system: string;
  readonly name: string;
  readonly interval: Duration | undefined;
  readonly limit: number | undefined;
  readonly queryOffset: Duration | undefined;
  /** True for the rules of an SLO, which have a file of their own. */
  readonly isOfSlo?: true;
  /** The labels that the results of the SLO have already. */
  readonly resultLabels?: readonly string[];
  /** The bound of the objective of an SLO of latency, which has checks of its own. */
  readonly latencyBound?: number | undefined;
}

export interface RuleFileOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /**
   * The name of rules that are deployed already, as `telltale pull` writes it, so that a sync takes them over in place: the
   * namespace of a ruler, or the file in the folder of a Prometheus. The rules of that name belong to the project then.
   *
   * @example
   * deployedAs: "infra.yml"
   *
   * @default derived from the system and the name
   */
  readonly deployedAs?: string;
  /**
   * The language of its expressions. Rules in LogQL are those of Loki's ruler.
   *
   * @default "promql"
   */
  readonly language?: "promql" | "logql";
}

export const ruleFileOptions = {
  ...environmentFilterOptions,
  deployedAs: text,
  language: choice("promql", "logql"),
} as const satisfies OptionTable<RuleFileOptions>;

/** Rules in the format of Prometheus and Loki, taken as they are and checked like all others. */
export interface RuleFile extends Definition, EnvironmentFilter {
  readonly kind: "ruleFile";
  readonly system: string;
  /** The name of the file they are compiled to. */
  readonly name: string;
  readonly yaml: string;
  /** The file the text was read from, so that a finding points into it. */
  readonly path: string | undefined;
  /** The name that its rules are deployed under already. */
  readonly deployedAs: string | undefined;
  readonly language: "promql" | "logql";
}
