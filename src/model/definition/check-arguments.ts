import { describeType } from "./describe-type.js";
import { findShapeProblems } from "./option-problems.js";
import { isRequiredShape, type OptionProblem, type RequiredShape, type Shape } from "./option-table.js";
import { Origin, type WrongOptions } from "./origin.js";

/** A parameter of a function that users call: its name, the value it was given, and the shape it must have. */
export type Parameter = readonly [name: string, value: unknown, shape: Shape | RequiredShape];

/**
 * Thrown by a function that cannot use its arguments. The loader of definitions reports it at the argument; in a test, it
 * is the message of the failure.
 */
export class InvalidCall extends TypeError {
  override readonly name = "TypeError";
  /** The function that was called: `red(…)`. */
  readonly call: string;
  /** The line of the call, with its problems. */
  readonly origin: Origin;

  constructor(call: string, message: string, origin: Origin) {
    super(message);
    this.call = call;
    this.origin = origin;
  }
}

/**
 * Checks the arguments of a call. Throws if one of them is missing or has the wrong shape, so that nothing downstream meets
 * it; unknown options are remembered by the origin, for the compiler to report.
 *
 * @param call the function as users write it: `red(…)`
 * @param parameters all of them, in order
 */
export function checkArguments(call: string, parameters: readonly Parameter[]): Origin {
  return new Origin(undefined, findUnknownOptions(call, parameters));
}

/** The same for a function whose result is no definition and cannot remember unknown options: they are rejected, too. */
export function requireArguments(call: string, parameters: readonly Parameter[]): void {
  const unknown = findUnknownOptions(call, parameters);
  if (unknown) throw new InvalidCall(call, `${call}: ${unknown.problems[0]!.summary}`, new Origin(undefined, unknown));
}

/** The last argument with options that do not exist. Throws if an argument is missing or has the wrong shape. */
function findUnknownOptions(call: string, parameters: readonly Parameter[]): WrongOptions | undefined {
  let unknown: WrongOptions | undefined;
  for (const [argument, [, value, shape]] of parameters.entries()) {
    const isRequired = isRequiredShape(shape);
    if (value === undefined && !isRequired) continue;
    const problems = findShapeProblems(value, isRequired ? shape.required : shape);
    if (problems.length === 0) continue;
    if (problems.some(({ type }) => type !== "unknown")) reject(call, value, argument, problems);
    unknown = { argument, problems };
  }
  return unknown;
}

function reject(call: string, value: unknown, argument: number, problems: readonly OptionProblem[]): never {
  const wrong = problems.find(({ type }) => type !== "unknown")!;
  const isWhole = wrong.path.length === 0 && wrong.expected !== undefined;
  const needs = `${call} needs ${wrong.expected} as its ${ordinals[argument]} argument`;
  const summary = isWhole ? `${needs}, but got ${describeType(value)}` : wrong.summary;
  const reported = problems.map((problem) => (problem === wrong ? { ...problem, summary } : problem));
  const message = isWhole ? summary : `${call}: ${summary}`;
  throw new InvalidCall(call, message, new Origin(undefined, { argument, problems: reported }));
}

const ordinals = ["first", "second", "third", "fourth"] as const;
