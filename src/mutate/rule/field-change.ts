import type { AlertingRule } from "../../formats/prometheus/types.js";
import type { MutantKind } from "../mutant.js";

/** A change to a field of an alerting rule. */
export interface FieldChange {
  readonly kind: MutantKind;
  readonly before: string;
  readonly after: string;
  readonly rule: AlertingRule;
  /** The option of the definition that is changed. */
  readonly option: readonly string[];
}

/** Facts about the other rules of the system, to exchange values with. */
export interface OtherValues {
  readonly severities: readonly string[];
  readonly runbooks: readonly string[];
  /** The evaluation interval of the rule, in milliseconds. */
  readonly interval: number;
}
