/** Precedence of a binary operator; 0 for any other token. */
export function binaryPrecedence(operator: string): number {
  switch (operator) {
    case "or":
      return 1;
    case "and":
    case "unless":
      return 2;
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "</":
    case ">/":
      return 3;
    case "+":
    case "-":
      return 4;
    case "*":
    case "/":
    case "%":
    case "atan2":
      return 5;
    case "^":
      return powerPrecedence;
    default:
      return 0;
  }
}

/** A sign has the precedence of multiplication: `-2^2` is -(2^2), `-a * b` is (-a) * b. */
export const unaryPrecedence = 5;

/** Precedence of `^`, the only right-associative operator. */
export const powerPrecedence = 6;
