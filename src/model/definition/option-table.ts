/** The shape that the value of an option must have. */
export type Shape =
  | { readonly is: "anything" }
  /** `text` is a string that is not empty. */
  | { readonly is: "string" | "text" | "text or false" | "number" | "boolean" | "duration" | "percentage" }
  | { readonly is: "release"; readonly oldest: string }
  /** If it is open, any other string that is not nearly one of them. */
  | { readonly is: "choice"; readonly of: readonly string[]; readonly isOpen?: true }
  | { readonly is: "list"; readonly of: Shape; readonly nonEmpty?: true }
  /** If it is complete, none of its values may be undefined. */
  | { readonly is: "record"; readonly of: Shape; readonly isComplete?: true }
  /** An array of one shape, or a value of another shape that is not an array. */
  | { readonly is: "list or"; readonly list: Shape; readonly other: Shape }
  /** A string, one of some if listed, or a value of another shape. */
  | { readonly is: "string or"; readonly other: Shape; readonly of?: readonly string[] }
  | {
      readonly is: "object" | "object or false";
      readonly options: Readonly<Record<string, Shape | RequiredShape>>;
    }
  /** An object whose options depend on the value of one of them. */
  | {
      readonly is: "variant";
      readonly by: string;
      readonly of: Readonly<Record<string, Readonly<Record<string, Shape | RequiredShape>>>>;
    }
  /** A value, or `perEnvironment({ … })` of such values. */
  | { readonly is: "varying"; readonly of: Shape }
  /** A definition of this kind. */
  | { readonly is: "definition"; readonly kind: string }
  /** An object that passes a test; `expected` names it in messages. */
  | { readonly is: "instance"; readonly expected: string; readonly test: (value: object) => boolean }
  /** A value of one of several shapes. */
  | { readonly is: "either"; readonly expected: string; readonly of: readonly Shape[] };

/** The shape of an option that must be given. */
export interface RequiredShape {
  readonly required: Shape;
}

/** Lists every option of a type, and no other: required ones as `required(…)`, optional ones as their plain shape. */
export type OptionTable<Options> = {
  readonly [Name in keyof Options]-?: object extends Pick<Options, Name> ? Shape : RequiredShape;
};

/** Any table of options. */
export type AnyOptionTable = Readonly<Record<string, Shape | RequiredShape>>;

/** An option that is unknown, missing, or has a value of the wrong shape. */
export interface OptionProblem {
  readonly type: "unknown" | "missing" | "wrong type" | "wrong value" | "bad duration" | "bad release";
  /** The keys that lead to the option; for one that is missing, to the object that lacks it. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly fix?: string;
  /** For a value of the wrong type: the type that is expected. */
  readonly expected?: string;
}

/** For values whose type has its own check, or none: expressions, labels, matchers, thresholds. */
export const anything: Shape = { is: "anything" };
export const string: Shape = { is: "string" };
export const text: Shape = { is: "text" };
export const textOrFalse: Shape = { is: "text or false" };
export const number: Shape = { is: "number" };
export const boolean: Shape = { is: "boolean" };
export const duration: Shape = { is: "duration" };
/** A percentage above 0 and below 100, as text: `"99.9%"`. */
export const percentage: Shape = { is: "percentage" };

export function required(shape: Shape): RequiredShape {
  return { required: shape };
}

export function release(oldest: string): Shape {
  return { is: "release", oldest };
}

export function choice(...values: readonly string[]): Shape {
  return { is: "choice", of: values };
}

/** One of some values, or another that is not a misspelling of one. */
export function choiceOrOther(...values: readonly string[]): Shape {
  return { is: "choice", of: values, isOpen: true };
}

export function list(element: Shape): Shape {
  return { is: "list", of: element };
}

export function nonEmptyList(element: Shape): Shape {
  return { is: "list", of: element, nonEmpty: true };
}

export function listOr(element: Shape, other: Shape): Shape {
  return { is: "list or", list: list(element), other };
}

export function stringOr(other: Shape): Shape {
  return { is: "string or", other };
}

export function choiceOr(values: readonly string[], other: Shape): Shape {
  return { is: "string or", other, of: values };
}

/** An object whose keys are free. */
export function record(value: Shape): Shape {
  return { is: "record", of: value };
}

/** An object whose keys are free, each with a value. */
export function completeRecord(value: Shape): Shape {
  return { is: "record", of: value, isComplete: true };
}

/** An object of options, whose table is compared with it elsewhere. */
export const options: Shape = record(anything);

/** An object with these options. */
export function object(options: AnyOptionTable): Shape {
  return { is: "object", options };
}

/** An object with these options, or `false` to leave out what they are about. */
export function objectOrFalse(options: AnyOptionTable): Shape {
  return { is: "object or false", options };
}

/** An object with the options that the table of its kind lists. The option `by` names the kind, and is in each table. */
export function variant(by: string, of: Readonly<Record<string, AnyOptionTable>>): Shape {
  return { is: "variant", by, of };
}

export function varying(value: Shape): Shape {
  return { is: "varying", of: value };
}

export function definition(kind: string): Shape {
  return { is: "definition", kind };
}

/** An object as JSON has it: without functions, symbols or big numbers, and without cycles. */
export const json: Shape = instance("an object in JSON", (value) => isJson(value));

/** True for what can be written as JSON as it is. */
export function isJson(value: unknown, outer: ReadonlySet<unknown> = new Set()): boolean {
  if (typeof value !== "object" || value === null) return !/^(?:function|symbol|bigint)$/.test(typeof value);
  const inner = new Set([...outer, value]);
  return !outer.has(value) && Object.values(value).every((one) => isJson(one, inner));
}

/** An object that passes a test, for values that users do not write themselves. */
export function instance(expected: string, test: (value: object) => boolean): Shape {
  return { is: "instance", expected, test };
}

export function either(expected: string, ...shapes: readonly Shape[]): Shape {
  return { is: "either", expected, of: shapes };
}

export function isRequiredShape(shape: Shape | RequiredShape): shape is RequiredShape {
  return "required" in shape;
}
