import { type Allowances, type Definition, define, hasKind } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { anything, boolean, type OptionTable, string } from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { VariableReference } from "../metric/label.js";
import type { Metric, MetricType, Series } from "../metric/metric.js";

/** A dashboard variable: a choice at the top of a dashboard, which its expressions use as `$name`. */
export type Variable = LabelVariable | CustomVariable | IntervalVariable | TextVariable | ConstantVariable;

interface VariableFields extends Definition, VariableReference, EnvironmentFilter {
  /** The name shown beside the choice. */
  readonly label: string | undefined;
  readonly description: string | undefined;
  readonly allow: Allowances | undefined;
}

/** A choice among the values that a label has on some series now. */
export interface LabelVariable extends VariableFields {
  readonly from: "label";
  readonly metric: Metric | Series;
  readonly labelName: string;
  readonly multiple: boolean;
  readonly all: boolean;
  /** The value chosen at first; undefined for "All", or else the first value. */
  readonly initial: string | undefined;
  /** The value that "All" stands for; undefined for all values. */
  readonly allValue: string | undefined;
}

export interface CustomVariable extends VariableFields {
  readonly from: "list";
  readonly values: readonly string[];
  readonly multiple: boolean;
  readonly all: boolean;
  readonly initial: string | undefined;
  readonly allValue: string | undefined;
}

export interface IntervalVariable extends VariableFields {
  readonly from: "intervals";
  readonly values: readonly Duration[];
}

export interface TextVariable extends VariableFields {
  readonly from: "text";
  readonly value: string;
}

export interface ConstantVariable extends VariableFields {
  readonly from: "constant";
  readonly value: string;
}

export interface VariableOptions extends EnvironmentFilter {
  /**
   * The name shown beside the choice.
   *
   * @default the name of the variable
   */
  readonly label?: string;
  /** The text behind its (i). */
  readonly description?: string;
  /** Checks that may report this variable, each with a reason. */
  readonly allow?: Allowances;
}

export interface ChoiceOptions extends VariableOptions {
  /**
   * True if several values can be chosen at once.
   *
   * @default true
   */
  readonly multiple?: boolean;
  /**
   * True to offer "All", which is then chosen at first.
   *
   * @default true
   */
  readonly all?: boolean;
  /**
   * The value chosen at first.
   *
   * @default "All", or else the first value
   */
  readonly initial?: string;
  /**
   * The regular expression that "All" stands for. `".*"` also selects series without the label.
   *
   * @default all values; for a label without matchers any value
   * @example
   * allValue: ".*"
   */
  readonly allValue?: string;
}

const variableOptions = {
  ...environmentFilterOptions,
  label: string,
  description: string,
  allow: anything,
} as const satisfies OptionTable<VariableOptions>;

const choiceOptions = {
  ...variableOptions,
  multiple: boolean,
  all: boolean,
  initial: string,
  allValue: string,
} as const satisfies OptionTable<ChoiceOptions>;

type LabelsOf<M> = M extends Metric<MetricType, infer L> | Series<MetricType, infer L> ? keyof L & string : string;

/**
 * Defines the variables of a dashboard. In an expression write `${namespace}`, in a matcher `where({ namespace })`.
 *
 * @example
 * const namespace = variable.label("namespace", cart.http.requests, "namespace");
 * shop.dashboard("Cart", { variables: [namespace], … })
 */
export const variable = {
  /**
   * Offers the values of a label.
   *
   * @example
   * const pod = variable.label("pod", user.http.requests, "pod")
   */
  label<const M extends Metric | Series>(
    name: string,
    metric: M,
    label: LabelsOf<M>,
    options: ChoiceOptions = {},
  ): LabelVariable {
    const origin = originOfCall(options, choiceOptions, 3);
    return define(
      { ...fields(name, options), from: "label", metric, labelName: label, ...choiceFields(options) },
      origin,
    );
  },

  /**
   * Offers a fixed list.
   *
   * @example
   * const tier = variable.list("tier", ["free", "basic", "pro"])
   */
  list(name: string, values: readonly string[], options: ChoiceOptions = {}): CustomVariable {
    const origin = originOfCall(options, choiceOptions, 2);
    return define({ ...fields(name, options), from: "list", values, ...choiceFields(options) }, origin);
  },

  /**
   * Offers durations, for a range that the viewer chooses.
   *
   * @example
   * const range = variable.intervals("range", ["5m", "1h", "1d"])
   */
  intervals(name: string, values: readonly Duration[], options: VariableOptions = {}): IntervalVariable {
    const origin = originOfCall(options, variableOptions, 2);
    return define({ ...fields(name, options), from: "intervals", values }, origin);
  },

  /**
   * Offers a text field.
   *
   * @example
   * const search = variable.text("search")
   */
  text(name: string, value = "", options: VariableOptions = {}): TextVariable {
    const origin = originOfCall(options, variableOptions, 2);
    return define({ ...fields(name, options), from: "text", value }, origin);
  },

  /**
   * Sets a value that is hidden and cannot be changed.
   *
   * @example
   * const cluster = variable.constant("cluster", "eu-1")
   */
  constant(name: string, value: string, options: VariableOptions = {}): ConstantVariable {
    const origin = originOfCall(options, variableOptions, 2);
    return define({ ...fields(name, options), from: "constant", value }, origin);
  },
};

function fields(name: string, options: VariableOptions) {
  const { label, description, allow, only } = options;
  return { kind: "variable" as const, name, label, description, allow, only };
}

function choiceFields({ multiple = true, all = true, initial, allValue }: ChoiceOptions) {
  return { multiple, all, initial, allValue };
}

export function isVariable(value: unknown): value is Variable {
  return hasKind(value, "variable");
}
