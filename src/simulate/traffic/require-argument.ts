import { describeType } from "../../model/definition/describe-type.js";

/**
 * Throws, at the line of the test, if an argument of a function cannot be what it takes. Vitest does not check types, and
 * a misspelled property or a circular import gives undefined.
 */
export function requireArgument(
  call: string,
  needs: string,
  value: unknown,
  isValid: (value: object) => boolean,
): void {
  if (typeof value === "object" && value !== null && isValid(value)) return;
  throw new TypeError(`${call} needs ${needs}, but got ${describeType(value)}`);
}

export function requireOptions(call: string, example: string, options: unknown): void {
  requireArgument(call, `options, such as ${example}`, options, () => true);
}
