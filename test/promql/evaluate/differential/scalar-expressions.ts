import type { Choice } from "./choice.js";
import { randomVector } from "./expressions.js";
import { shapes } from "./selectors.js";

const numbers = "0 1 -1 2 0.5 3.7 1e3 100 -0.25 0x1F .5 1e-3 7 NaN Inf -Inf".split(" ");

/** A random expression for a scalar. */
export function randomScalar(depth: number, choice: Choice): string {
  if (depth <= 1) return choice.of(numbers);
  switch (choice.of(["number", "number ", "scalar()", "time()", "pi()", "arithmetic", "comparison", "unary"])) {
    case "scalar()":
      return `scalar(${singleSeries(depth - 1, choice)})`;
    case "time()":
      return "time()";
    case "pi()":
      return "pi()";
    case "arithmetic":
      return `(${randomScalar(depth - 1, choice)} ${choice.of(["+", "-", "*", "/", "%", "^", "atan2"])} ${randomScalar(depth - 1, choice)})`;
    case "comparison":
      return `(${randomScalar(depth - 1, choice)} ${choice.of(["==", "!=", "<", "<=", ">", ">="])} bool ${randomScalar(depth - 1, choice)})`;
    case "unary":
      return `-(${randomScalar(depth - 1, choice)})`;
    default:
      return choice.of(numbers);
  }
}

/** A vector that mostly has one series. */
function singleSeries(depth: number, choice: Choice): string {
  const inner = randomVector({ shape: shapes[0]!, depth, histograms: false }, choice);
  return choice.chance(0.8) ? `${choice.of(["sum", "max", "avg"])}(${inner})` : inner;
}

/** A number of a sensible size for comparisons and arithmetic. */
export function randomScalarOperand(depth: number, choice: Choice): string {
  return choice.chance(0.7) ? choice.of(numbers.slice(0, 13)) : randomScalar(Math.min(depth, 3), choice);
}
