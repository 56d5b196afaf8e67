import type { Duration } from "../definition/duration.js";
import {
  boolean,
  definition,
  duration,
  either,
  instance,
  list,
  type OptionTable,
  object,
  required,
  string,
} from "../definition/option-table.js";
import type { ChoiceVariable, ConstantVariable, IntervalVariable, TextVariable } from "./variable.js";

/** A variable with a value that can be compared. */
export type ComparedVariable = ChoiceVariable | IntervalVariable | TextVariable | ConstantVariable;

/** Compares the value of a variable; of several values, one suffices. */
export type VariableCondition = { readonly variable: ComparedVariable } & (
  | { readonly is: string }
  | { readonly isNot: string }
  | { readonly matches: RegExp }
  | { readonly matchesNot: RegExp }
);

/** True if the queries of a panel return something, or with `false`, nothing. */
export interface DataCondition {
  readonly hasData: boolean;
}

/** True if the time range of the dashboard is no longer than this. */
export interface TimeRangeCondition {
  readonly timeRangeAtMost: Duration;
}

export type ShowCondition = VariableCondition | DataCondition | TimeRangeCondition;

/** One condition, or several of which all or any must hold. */
export type Visibility =
  | ShowCondition
  | { readonly all: readonly ShowCondition[] }
  | { readonly any: readonly ShowCondition[] };

/** Options of panels, rows and tabs that are not always shown. Classic dashboards do not have them. */
export interface VisibilityOptions {
  /**
   * Shows it only under a condition. Panels need an automatic grid for it.
   *
   * @example
   * showIf: { variable: tier, is: "pro" }
   * @example
   * showIf: { any: [{ variable: tier, matches: /^pro/ }, { timeRangeAtMost: "6h" }] }
   */
  readonly showIf?: Visibility;
  /**
   * Hides it under a condition. Panels need an automatic grid for it.
   *
   * @example
   * hideIf: { hasData: false }
   */
  readonly hideIf?: Visibility;
}

const regexShape = instance("a regular expression", (value) => value instanceof RegExp);
const variable = required(definition("variable"));

const conditions = [
  object({ variable, is: required(string) }),
  object({ variable, isNot: required(string) }),
  object({ variable, matches: required(regexShape) }),
  object({ variable, matchesNot: required(regexShape) }),
  object({ hasData: required(boolean) }),
  object({ timeRangeAtMost: required(duration) }),
];

const expected = 'a condition, such as { variable: tier, is: "pro" } or { hasData: true }';
const conditionShape = either(expected, ...conditions);

const visibilityShape = either(
  `${expected}, or all or any of several`,
  ...conditions,
  object({ all: required(list(conditionShape)) }),
  object({ any: required(list(conditionShape)) }),
);

export const visibilityOptions = {
  showIf: visibilityShape,
  hideIf: visibilityShape,
} as const satisfies OptionTable<VisibilityOptions>;
