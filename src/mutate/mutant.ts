import type { Excerpt, Span } from "../diagnostics/diagnostic.js";
import type { AlertmanagerConfig } from "../formats/alertmanager/types.js";
import type { Rule } from "../formats/prometheus/types.js";

/** The part of a rule or route that a mutant changes. */
export type MutantKind =
  | "threshold"
  | "comparison"
  | "condition"
  | "number"
  | "operator"
  | "window"
  | "offset"
  | "aggregation"
  | "grouping"
  | "function"
  | "matcher"
  | "filter"
  | "bucket"
  | "for"
  | "keep_firing_for"
  | "severity"
  | "label"
  | "summary"
  | "description"
  | "runbook"
  | "panel"
  | "dashboard"
  | "link"
  | "receiver"
  | "timing"
  | "grouped alerts"
  | "route"
  | "hours"
  | "inhibition";

/** A change to a compiled rule, or to the routing of a system, in one environment. Plain data: it is sent to processes. */
export type Patch =
  | {
      readonly kind: "rule";
      readonly path: string;
      readonly group: string;
      readonly index: number;
      readonly rule: Rule;
    }
  | { readonly kind: "routing"; readonly path: string; readonly config: AlertmanagerConfig };

/** Stands for log lines among the names of series. */
export const anyLines = "{log lines}";

/** One small change to the definitions, which a test should notice. */
export interface Mutant {
  readonly id: number;
  readonly kind: MutantKind;
  /** The name of the system that is changed. */
  readonly system: string;
  /** The row of the report it counts for: `HighErrorRate`, `routes of qnt9`. */
  readonly owner: string;
  /** The definition that is changed: `alert "HighErrorRate"`. */
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly span?: Span;
  readonly excerpt?: Excerpt;
  /** One for each environment, and for each rule of an SLO. */
  readonly patches: readonly Patch[];
  /** Keys of the alerting rules whose behaviour may change, see `ruleKey`. Empty for routing: tests of routes notice it. */
  readonly alerts: readonly string[];
  /**
   * Names of series, one of which must exist for the change to make a difference; undefined if it may make one without
   * any.
   */
  readonly series: readonly string[] | undefined;
}

/** The result of a mutant: the test that noticed it, if any did. */
export interface MutantResult {
  readonly mutant: Mutant;
  /** `uncovered`: no test evaluates what it changes. */
  readonly state: "killed" | "survived" | "uncovered";
  readonly killedBy?: { readonly file: string; readonly test: string };
  /** Number of tests that were run with it. */
  readonly tests: number;
}
