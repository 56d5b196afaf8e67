/** A Prometheus rule file as plain data. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[];
}

export interface RuleGroup {
  readonly name: string;
  /** Evaluation interval of the group, such as `1m`. @default `evaluation_interval` of the server */
  readonly interval?: string;
  /** Evaluates the group this far in the past, for samples that arrive late. Since Prometheus 2.53. */
  readonly query_offset?: string;
  /** Maximum number of alerts or series that a rule may produce. 0 is unlimited. */
  readonly limit?: number;
  /** An option of Thanos Ruler, allowed in PrometheusRule manifests. */
  readonly partial_response_strategy?: string;
  /** Labels added to every rule of the group. Since Prometheus 3.0. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

export type Rule = AlertingRule | RecordingRule;

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** Time for which the alert stays pending before it fires. */
  readonly for?: string;
  /** Time for which the alert keeps firing after the expression stops returning it. */
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export function isAlertingRule(rule: Rule): rule is AlertingRule {
  return "alert" in rule;
}

/** The language of rules: that of Prometheus, or that of Loki. */
export type RuleLanguage = "promql" | "logql";
