import type { Span } from "../../diagnostics/diagnostic.js";
import type { RuleReference } from "../rules/group.js";

/** A rule that two releases evaluate differently in a scenario. Times are in milliseconds from its start. */
export interface RuleDifference {
  readonly rule: RuleReference;
  readonly kind: "alert" | "record";
  readonly name: string;
  /** The state of an alert, an evaluation that fails, or only a value. */
  readonly differs: "state" | "failure" | "value";
  readonly scenario: string;
  readonly span?: Span | undefined;
  /** The labels of the alert or the sample. */
  readonly labels: string;
  /** The first time at which the result of the expression differs. */
  readonly at: number;
  readonly before: ReleaseBehavior;
  readonly after: ReleaseBehavior;
  readonly part?: DifferingPart | undefined;
  readonly reason?: string | undefined;
  /** The samples of a series that the part reads. */
  readonly series?: string | undefined;
}

/** The innermost part of an expression whose result differs. */
export interface DifferingPart {
  /** Its index among the nodes of the expression in post-order, and their number. */
  readonly index: number;
  readonly of: number;
  readonly text: string;
}

/** The behaviour of a rule with one release. */
export interface ReleaseBehavior {
  /** `fires from 10m to 25m`, `is never active`; undefined if only the value differs. */
  readonly state?: string | undefined;
  /** The value of the part at that time, or the error. */
  readonly value: string;
}

/** The value of a behaviour where only the other release fails. */
export const noError = "no error";
