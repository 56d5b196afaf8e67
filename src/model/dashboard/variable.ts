import { type Allowances, type Defined, defined } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { Metric, MetricType, Series } from "../metric/metric.js";

/** A dashboard variable: the choice at the top of a dashboard that its panels' expressions depend on. */
export type Variable = LabelVariable | CustomVariable | IntervalVariable | TextVariable | ConstantVariable;

interface VariableFields extends Defined {
  readonly kind: "variable";
  /** What expressions call it: `$name`. */
  readonly name: string;
  readonly label: string | undefined;
  readonly description: string | undefined;
  readonly allow: Allowances | undefined;
}

/** The values that a label has on some series now. */
export interface LabelVariable extends VariableFields {
  readonly from: "label";
  readonly metric: Metric | Series;
  readonly of: string;
  readonly multiple: boolean;
  readonly all: boolean;
  /** What is chosen at first; undefined leaves it to what there is. */
  readonly initial: string | undefined;
}

export interface CustomVariable extends VariableFields {
  readonly from: "list";
  readonly values: readonly string[];
  readonly multiple: boolean;
  readonly all: boolean;
  readonly initial: string | undefined;
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

interface Options {
  readonly label?: string;
  readonly description?: string;
  readonly allow?: Allowances;
}

interface ChoiceOptions extends Options {
  /** Several may be chosen at once. Default true. */
  readonly multiple?: boolean;
  /** "All" may be chosen, and is at first. Default true. */
  readonly all?: boolean;
  /** What is chosen at first. By default "All", or where that cannot be chosen, the first value. */
  readonly initial?: string;
}

type LabelsOf<M> = M extends Metric<MetricType, infer L> | Series<MetricType, infer L> ? keyof L & string : string;

/** Makes the variables of a dashboard. In an expression write `${namespace}`, in a matcher `where({ namespace })`. */
export const variable = {
  /**
   * Offers the values that a label has.
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
    return defined({ ...fields(name, options), from: "label", metric, of: label, ...choiceOf(options) });
  },

  /**
   * Offers a fixed list.
   *
   * @example
   * const tier = variable.list("tier", ["free", "basic", "pro"])
   */
  list(name: string, values: readonly string[], options: ChoiceOptions = {}): CustomVariable {
    return defined({ ...fields(name, options), from: "list", values, ...choiceOf(options) });
  },

  /** Offers lengths of time, for a window that the reader chooses. */
  intervals(name: string, values: readonly Duration[], options: Options = {}): IntervalVariable {
    return defined({ ...fields(name, options), from: "intervals", values });
  },

  /** A field that the reader types in. */
  text(name: string, value = "", options: Options = {}): TextVariable {
    return defined({ ...fields(name, options), from: "text", value });
  },

  /** A value that is fixed and not shown. */
  constant(name: string, value: string, options: Options = {}): ConstantVariable {
    return defined({ ...fields(name, options), from: "constant", value });
  },
};

function fields(name: string, options: Options) {
  const { label, description, allow } = options;
  return { kind: "variable" as const, name, label, description, allow };
}

function choiceOf({ multiple = true, all = true, initial }: ChoiceOptions) {
  return { multiple, all, initial };
}

export function isVariable(value: unknown): value is Variable {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "variable";
}
