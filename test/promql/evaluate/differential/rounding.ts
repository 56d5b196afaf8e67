/*
 * Addition, multiplication, division and square roots are exact everywhere. Exponentials, logarithms, powers and
 * trigonometric functions are rounded differently by every math library. To measure the effect on a result, the results
 * of those functions can be perturbed here. This has to be loaded before the engine.
 */
const inexact = [
  ..."acos acosh asin asinh atan atan2 atanh cos cosh exp log log10 log2 pow sin sinh tan tanh".split(" "),
] as (keyof Math)[];

let change = (value: number): number => value;

for (const name of inexact) {
  const original = Math[name] as (...operands: number[]) => number;
  Object.defineProperty(Math, name, { value: (...operands: number[]): number => change(original(...operands)) });
}

/** Evaluates with the results of all inexact functions perturbed. */
export function withPerturbedFunctions<Result>(changed: (value: number) => number, evaluate: () => Result): Result {
  change = changed;
  try {
    return evaluate();
  } finally {
    change = (value) => value;
  }
}
