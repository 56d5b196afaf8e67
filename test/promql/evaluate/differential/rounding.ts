/*
 * Addition, multiplication, division and square roots are the same to the last bit everywhere. Exponentials, logarithms,
 * powers and the functions of trigonometry are not: every mathematical library rounds them in its own way. To see what
 * that may do to a result, what those functions give can be changed here. This has to be loaded before the engine is.
 */
const inexact = [
  ..."acos acosh asin asinh atan atan2 atanh cos cosh exp log log10 log2 pow sin sinh tan tanh".split(" "),
] as (keyof Math)[];

let change = (value: number): number => value;

for (const name of inexact) {
  const original = Math[name] as (...operands: number[]) => number;
  Object.defineProperty(Math, name, { value: (...operands: number[]): number => change(original(...operands)) });
}

/** Evaluates something while the results of all inexact functions are changed. */
export function withPerturbedFunctions<Result>(changed: (value: number) => number, evaluate: () => Result): Result {
  change = changed;
  try {
    return evaluate();
  } finally {
    change = (value) => value;
  }
}
