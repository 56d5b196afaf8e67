/** Precedence of the pipe between stages. */
export const pipePrecedence = 1;

/** Precedence of `^`, the only right-associative operator. */
export const powerPrecedence = 7;

const levels: readonly (readonly string[])[] = [
  ["|"],
  ["&&", "||"],
  "= != < <= > >= =~ !~ >> << ~ !> !< !>> !<< &> &< &>> &<< &~".split(" "),
  ["+", "-"],
  // The sign `!`, which is not binary.
  [],
  ["*", "/", "%"],
  ["^"],
];

const precedences = new Map(levels.flatMap((operators, index) => operators.map((one) => [one, index + 1] as const)));

/** Precedence of a binary operator or of the pipe; 0 for any other token. */
export function binaryPrecedence(operator: string): number {
  return precedences.get(operator) ?? 0;
}

/** Precedence of the sign of a number: it belongs to the number. */
export const numberSignPrecedence = 8;

/** Precedence of any other sign: `-a * b` is -(a * b), `!a = b` is (!a) = b. */
export function unaryPrecedence(operator: "-" | "!"): number {
  return operator === "-" ? 4 : 5;
}
