import type { Choice } from "./choice.js";
import { type ExpressionShape, inParens, randomVector } from "./expressions.js";
import { randomScalarOperand } from "./scalar-expressions.js";
import { shapes } from "./selectors.js";

export const binaryKinds = [
  ..."arithmetic|comparison|bool|and|or|unless|on|ignoring|group_left|group_right".split("|"),
  ..."arithmetic with scalar|comparison with scalar|bool with scalar".split("|"),
] as const;

const arithmetic = ["+", "-", "*", "/", "%", "^", "atan2"];
const comparison = ["==", "!=", "<", "<=", ">", ">="];

const setMatchings = [
  "",
  " ",
  " on (job, instance)",
  " on (job)",
  " on ()",
  " ignoring (zone)",
  " ignoring (instance)",
];

/** A random binary operation with at least one vector operand. */
export function randomBinary(kind: string, target: ExpressionShape, choice: Choice): string {
  const inner = { ...target, depth: target.depth - 1 };
  const vector = (): string => operand(randomVector(inner, choice), choice);
  switch (kind) {
    case "arithmetic with scalar":
      return eitherWay(vector(), choice.of(arithmetic), randomScalarOperand(target.depth, choice), choice);
    case "comparison with scalar":
      return eitherWay(vector(), choice.of(comparison), randomScalarOperand(target.depth, choice), choice);
    case "bool with scalar":
      return eitherWay(vector(), `${choice.of(comparison)} bool`, randomScalarOperand(target.depth, choice), choice);
    case "arithmetic":
      return inParens(`${vector()} ${choice.of(arithmetic)} ${vector()}`);
    case "comparison":
      return inParens(`${vector()} ${choice.of(comparison)} ${vector()}`);
    case "bool":
      return inParens(`${vector()} ${choice.of(comparison)} bool ${vector()}`);
    case "and":
    case "or":
    case "unless":
      return inParens(`${vector()} ${kind}${choice.of(setMatchings)} ${vector()}`);
    default:
      return matched(kind, target, choice);
  }
}

/** An operand in the parentheses that it needs, sometimes without. */
function operand(text: string, choice: Choice): string {
  return choice.chance(0.9) ? inParens(text) : text;
}

function eitherWay(vector: string, operator: string, scalar: string, choice: Choice): string {
  return inParens(choice.chance(0.6) ? `${vector} ${operator} ${scalar}` : `${scalar} ${operator} ${vector}`);
}

/** An operation with explicit matching, mostly valid. */
function matched(kind: string, target: ExpressionShape, choice: Choice): string {
  const operator = choice.of([...arithmetic, ...comparison, ...comparison.map((name) => `${name} bool`)]);
  const { shape, depth, histograms } = target;
  const inner = { depth: depth - 1, histograms };
  const same = (): string => operand(randomVector({ shape, ...inner }, choice), choice);
  if (kind === "on") return inParens(`${same()} ${operator} on (${shape.join(", ")}) ${same()}`);
  if (kind === "ignoring") return inParens(`${same()} ${operator} ignoring (zone, version) ${same()}`);
  const narrow = choice.random.pick(shapes.filter((other) => other.every((label) => shape.includes(label))));
  const one = choice.chance(0.3)
    ? labelled(narrow, choice)
    : operand(randomVector({ shape: narrow, ...inner }, choice), choice);
  const rest = [...shape.filter((label) => !narrow.includes(label)), "zone", "version"];
  const matching = choice.chance(0.5) ? `on (${narrow.join(", ")})` : `ignoring (${rest.join(", ")})`;
  const include = choice.of([" ()", " ()", " (version)", " (absent)"]);
  const whole = `${operator} ${matching} ${kind}${include}`;
  return inParens(kind === "group_left" ? `${same()} ${whole} ${one}` : `${one} ${whole} ${same()}`);
}

/** A vector with a label for group_left or group_right to copy. */
function labelled(narrow: readonly string[], choice: Choice): string {
  if (narrow.length === 2) return "build_info";
  return choice.of([`max by (${narrow.join(", ")}, version) (build_info{instance="1"})`, "limit"]);
}
