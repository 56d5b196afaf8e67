import type { BinaryOperator } from "../syntax/tokens.js";
import { bool, describeValue, text, unknown, type Value } from "./value.js";

/** The value of an operation, or why Alloy refuses it. */
export type Result = { readonly value: Value } | { readonly problem: string };

type OperandKind = "number" | "string" | "bool" | "secret";

const operands: Readonly<Partial<Record<BinaryOperator, readonly OperandKind[]>>> = {
  "||": ["bool"],
  "&&": ["bool"],
  "+": ["number", "string", "secret"],
  "-": ["number"],
  "*": ["number"],
  "/": ["number"],
  "%": ["number"],
  "^": ["number"],
  "<": ["number", "string"],
  "<=": ["number", "string"],
  ">": ["number", "string"],
  ">=": ["number", "string"],
};

/** Computes `left operator right`. */
export function binaryResult(left: Value, operator: BinaryOperator, right: Value): Result {
  if (operator === "==" || operator === "!=") return { value: equality(left, operator, right) };
  const kinds = operands[operator]!;
  if (left.kind === "unknown" || right.kind === "unknown") {
    const known = left.kind === "unknown" ? right : left;
    const problem = known.kind === "unknown" ? undefined : operandProblem(known, operator, kinds);
    return problem === undefined ? { value: unknown } : { problem };
  }
  const problem = operandProblem(left, operator, kinds) ?? operandProblem(right, operator, kinds);
  if (problem !== undefined) return { problem };
  const [leftKind, rightKind] = [operandKind(left, right), operandKind(right, left)];
  if (leftKind !== rightKind) {
    return {
      problem: `${operator} takes two values of one type, not ${describeValue(left)} and ${describeValue(right)}`,
    };
  }
  if (leftKind === "number") return compute(left, operator, right);
  return { value: combine(left, operator, right, leftKind!) };
}

function operandProblem(value: Value, operator: string, kinds: readonly OperandKind[]): string | undefined {
  const kind = value.kind === "content" ? "string" : value.kind;
  if (kinds.includes(kind as OperandKind)) return undefined;
  return `${operator} cannot be used with ${describeValue(value)}`;
}

/** A string next to a secret is one; the content of a file is a string unless it is secret. */
function operandKind(value: Value, other: Value): OperandKind | undefined {
  const isSecret = (one: Value) => one.kind === "secret" || (one.kind === "content" && one.isSecret);
  if (isSecret(value)) return "secret";
  if (value.kind === "string" || value.kind === "content") return isSecret(other) ? "secret" : "string";
  return value.kind === "number" || value.kind === "bool" ? value.kind : undefined;
}

function combine(left: Value, operator: BinaryOperator, right: Value, kind: OperandKind): Value {
  if (kind === "secret") return { kind: "secret" };
  const known = "value" in left && "value" in right && left.value !== undefined && right.value !== undefined;
  if (kind === "bool") {
    if (!known) return { kind: "bool" };
    return bool(operator === "||" ? Boolean(left.value) || Boolean(right.value) : Boolean(left.value && right.value));
  }
  if (operator === "+") return known ? text(`${left.value}${right.value}`) : { kind: "string" };
  return known ? bool(compare(String(left.value), operator, String(right.value))) : { kind: "bool" };
}

function compute(left: Value, operator: BinaryOperator, right: Value): Result {
  if (left.kind !== "number" || right.kind !== "number") return { value: unknown };
  const isComparison = ["<", "<=", ">", ">="].includes(operator);
  if ((operator === "/" || operator === "%") && right.value === 0) return { problem: "this divides by zero" };
  if (left.value === undefined || right.value === undefined)
    return { value: { kind: isComparison ? "bool" : "number" } };
  if (isComparison) return { value: bool(compare(left.value, operator, right.value)) };
  const isFloat = left.isFloat === true || right.isFloat === true;
  const value = calculate(left.value, operator, right.value, isFloat);
  return { value: { kind: "number", value, isFloat } };
}

function calculate(left: number, operator: BinaryOperator, right: number, isFloat: boolean): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return isFloat ? left / right : Math.trunc(left / right);
    case "%":
      return left % right;
    default:
      // Alloy leaves the base as it is where the exponent of an integer is negative.
      return isFloat || right >= 0 || left === 1 ? left ** right : left;
  }
}

function compare<Operand extends string | number>(left: Operand, operator: BinaryOperator, right: Operand): boolean {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function equality(left: Value, operator: "==" | "!=", right: Value): Value {
  if (!("value" in left) || !("value" in right) || left.kind !== right.kind) return { kind: "bool" };
  if (left.value === undefined || right.value === undefined) return { kind: "bool" };
  return bool((left.value === right.value) === (operator === "=="));
}

/** Computes `!value` or `-value`. */
export function unaryResult(operator: "!" | "-", value: Value): Result {
  const wanted = operator === "!" ? "bool" : "number";
  if (value.kind === "unknown") return { value: { kind: wanted } };
  if (value.kind === "bool" && operator === "!") {
    return { value: value.value === undefined ? value : bool(!value.value) };
  }
  if (value.kind === "number" && operator === "-") {
    return { value: value.value === undefined ? value : { ...value, value: -value.value } };
  }
  return {
    problem: `${operator} takes ${wanted === "bool" ? "true or false" : "a number"}, not ${describeValue(value)}`,
  };
}
