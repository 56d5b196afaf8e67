import type { Defined, Identity } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { Varying } from "../definition/per-environment.js";
import type { Condition, Query } from "../expression/query.js";

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup extends Defined {
  readonly kind: "ruleGroup";
  readonly system: string;
  readonly name: string;
  readonly interval: Duration | undefined;
  readonly limit: number | undefined;
  /** Evaluates in the past, for series that arrive late. Prometheus 2.53 and later. */
  readonly queryOffset: Duration | undefined;
}

export interface AlertOptions<Severity extends string = string, When = Condition | Query> extends Identity {
  /** What it fires on: a signal out of bounds, or an expression that yields only what is wrong. */
  readonly when: When;
  /** For how long it must be so before anyone is told. */
  readonly for?: Varying<Duration>;
  /** For how long it stays firing after it is no longer so. */
  readonly keepFiringFor?: Varying<Duration>;
  readonly severity: Severity;
  /** One line for whoever is woken. A Go template: `{{ $labels.app }}`, `{{ $value | humanizePercentage }}`. */
  readonly summary: string;
  /** What it means and what to look at. A Go template. */
  readonly description?: string;
  /** A page under the project's runbook address, or a whole URL. */
  readonly runbook?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The group it is evaluated in. By default that of the service whose metrics it reads. */
  readonly group?: RuleGroup;
  /** What `${window}` stands for in its expression. */
  readonly window?: Varying<Duration>;
  /** The title of the dashboard to link to. By default the one that draws the same signal. */
  readonly dashboard?: string;
  /** The title of the panel to link to, on that dashboard. */
  readonly panel?: string;
}

export interface Alert extends Defined, AlertOptions {
  readonly kind: "alert";
  readonly system: string;
  readonly name: string;
}

export interface RecordingRuleOptions extends Identity {
  readonly labels?: Readonly<Record<string, string>>;
  readonly group?: RuleGroup;
  readonly window?: Varying<Duration>;
}

/** A result that is computed once and kept under a name of its own. It stands in expressions like a metric. */
export interface RecordingRule extends Defined, RecordingRuleOptions {
  readonly kind: "recordingRule";
  readonly system: string;
  readonly record: string;
  readonly query: Query;
  above(limit: Varying<number>): Condition;
  atLeast(limit: Varying<number>): Condition;
  below(limit: Varying<number>): Condition;
  atMost(limit: Varying<number>): Condition;
}

/** Rules in Prometheus' own format, taken as they are and checked like the others. */
export interface RuleFile extends Defined {
  readonly kind: "ruleFile";
  readonly system: string;
  /** A name for the file they are compiled to. */
  readonly name: string;
  readonly yaml: string;
  /** Where the text came from, so that a finding points into it. */
  readonly path: string | undefined;
}
