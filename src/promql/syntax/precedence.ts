/** How tightly a binary operator binds; 0 for what is none. */
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

/** A sign binds like multiplication: `-2^2` is -(2^2), `-a * b` is (-a) * b. */
export const unaryPrecedence = 5;

/** The one operator that associates to the right. */
export const powerPrecedence = 6;
