import { type Allowances, type Identity, identityOptions, isDefinitionOf } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { definition, type OptionTable, record, string, varying } from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Varying } from "../definition/per-environment.js";
import { Comparable, Query } from "../expression/query.js";
import type { RuleGroup } from "./rule-group.js";

export interface RecordingRuleOptions<Environment extends string = string> extends Identity<Environment> {
  /** Labels to add to the recorded series. */
  readonly labels?: Varying<Readonly<Record<string, Varying<string>>>>;
  /**
   * The group it is evaluated in. Rules that build on one another belong into one group, which evaluates them in order.
   *
   * @default the group of the rules it reads or that read it, or else of the service whose metrics it reads
   */
  readonly group?: RuleGroup;
  /**
   * The value of `${window}` in its expression.
   *
   * @default the `window` of the environment
   */
  readonly window?: Varying<Duration>;
}

export const recordingRuleOptions = {
  ...identityOptions,
  labels: varying(record(varying(string))),
  group: definition("ruleGroup"),
  window: varying(string),
} as const satisfies OptionTable<RecordingRuleOptions>;

/** An expression whose result is computed regularly and stored as a series of its own. A hole takes it like a metric. */
export class RecordingRule extends Comparable implements RecordingRuleOptions {
  readonly kind = "recordingRule";
  readonly system: string;
  /** The name of the recorded series. */
  readonly record: string;
  readonly query: Query;
  declare readonly labels?: Varying<Readonly<Record<string, Varying<string>>>>;
  declare readonly group?: RuleGroup;
  declare readonly window?: Varying<Duration>;
  declare readonly key?: string;
  declare readonly movedFrom?: string | readonly string[];
  declare readonly allow?: Allowances;
  declare readonly only?: readonly string[];

  constructor(system: string, record: string, query: Query, options: RecordingRuleOptions) {
    super(originOfCall(options, recordingRuleOptions, 2));
    Object.assign(this, options);
    this.system = system;
    this.record = record;
    this.query = query;
  }

  override toQuery(): Query {
    const { signal, traffic, by, largest, quantity } = this.query;
    return new Query({ language: "promql", chunks: ["", ""], holes: [this], signal, traffic, by, largest, quantity });
  }
}

export function isRecordingRule(value: unknown): value is RecordingRule {
  return isDefinitionOf(value, "recordingRule");
}
