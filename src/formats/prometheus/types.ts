/** A Prometheus rule file as plain data, in the order in which its fields are written. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[];
}

export interface RuleGroup {
  readonly name: string;
  /** How often the group is evaluated, such as `1m`; the server's `evaluation_interval` when absent. */
  readonly interval?: string;
  /** Evaluates the group as of so long ago, for series that arrive late. Prometheus 2.53. */
  readonly query_offset?: string;
  /** The most alerts or series a rule may make; 0 is no limit. */
  readonly limit?: number;
  /** Thanos, in PrometheusRule manifests. */
  readonly partial_response_strategy?: string;
  /** Added to every rule of the group. Prometheus 3.0. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

export type Rule = AlertingRule | RecordingRule;

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression must hold before the alert fires. */
  readonly for?: string;
  /** How long the alert goes on firing after the expression has ceased to hold. */
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
