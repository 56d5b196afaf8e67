import { maskVariables } from "../../promql/syntax/variables.js";
import { loadRe2 } from "../../regexp/re2.js";
import type { Binary, Expr, Intrinsic, Keyword } from "../syntax/ast.js";
import { isArithmetic, isComparison, isNumeric, type ValueType } from "./type.js";

const intrinsicTypes: ReadonlyMap<string, ValueType> = new Map([
  ...["duration", "traceDuration", "trace:duration", "span:duration", "event:timeSinceStart"].map(
    (name) => [name, "duration"] as const,
  ),
  ...["nestedSetLeft", "nestedSetRight", "nestedSetParent", "span:childCount"].map(
    (name) => [name, "integer"] as const,
  ),
  ["status", "status"],
  ["span:status", "status"],
  ["kind", "kind"],
  ["span:kind", "kind"],
  // Tempo compares these two with anything.
  ["instrumentation:name", "attribute"],
  ["instrumentation:version", "attribute"],
]);

export function typeOfIntrinsic({ name }: Intrinsic): ValueType {
  return intrinsicTypes.get(name) ?? "string";
}

const statuses: ReadonlySet<string> = new Set(["ok", "error", "unset"]);

export function typeOfKeyword({ name }: Keyword): ValueType {
  if (name === "true" || name === "false") return "boolean";
  if (name === "nil") return "nil";
  if (name === "minInt" || name === "maxInt") return "integer";
  return statuses.has(name) ? "status" : "kind";
}

/** The problem of an operation on values, or the type of its result. */
export function typeOfOperation(
  { operator, left, right }: Binary,
  one: ValueType,
  other: ValueType,
  hasVariables: boolean,
): ValueType | { readonly problem: string } {
  if (one === "nil" || other === "nil") return typeOfNilComparison(operator, [left, right]);
  if (!isMatching(one, other)) {
    return { problem: `${operator} has ${describeType(one)} on its left and ${describeType(other)} on its right` };
  }
  const wrong = [one, other].find((type) => !takes(operator, type));
  if (wrong) return { problem: `${operator} cannot be used with ${describeType(wrong)}` };
  if (operator === "=~" || operator === "!~") {
    const problem = findRegexpProblem(right, hasVariables);
    return problem === undefined ? "boolean" : { problem };
  }
  if (!isArithmetic(operator)) return "boolean";
  return one === "attribute" ? other : one;
}

export function describeType(type: ValueType): string {
  switch (type) {
    case "attribute":
    case "integer":
      return `an ${type}`;
    case "nil":
      return type;
    case "string":
      return "a text";
    case "boolean":
      return "true or false";
    case "float":
      return "a number";
    default:
      return `a ${type}`;
  }
}

function typeOfNilComparison(operator: string, operands: readonly Expr[]): ValueType | { readonly problem: string } {
  if (operator !== "=" && operator !== "!=") return { problem: `nil can be compared with = and != only` };
  const never = operator === "=" ? operands.find(isNeverNil) : undefined;
  return never === undefined ? "boolean" : { problem: "every span has this field: it is never nil" };
}

function isNeverNil(expr: Expr): boolean {
  if (expr.kind === "intrinsic") return true;
  return expr.kind === "attribute" && expr.scope === "resource" && expr.name === "service.name";
}

function isMatching(one: ValueType, other: ValueType): boolean {
  return one === other || one === "attribute" || other === "attribute" || (isNumeric(one) && isNumeric(other));
}

function takes(operator: string, type: ValueType): boolean {
  const isEquality = operator === "=" || operator === "!=";
  if (type === "attribute")
    return isArithmetic(operator) || isComparison(operator) || /^(?:&&|\|\||[=!]~)$/.test(operator);
  if (type === "boolean") return isEquality || operator === "&&" || operator === "||";
  if (type === "string") return isComparison(operator) || operator === "=~" || operator === "!~";
  return isNumeric(type) ? isComparison(operator) || isArithmetic(operator) : isEquality;
}

function findRegexpProblem(right: Expr, hasVariables: boolean): string | undefined {
  if (right.kind === "variable") return undefined;
  if (right.kind !== "string") return "the regular expression must be a text in quotation marks";
  try {
    loadRe2().RE2JS.compile(hasVariables ? maskVariables(right.value, "x") : right.value);
    return undefined;
  } catch (problem) {
    return `error parsing regexp: ${(problem as Error).message.replace(/^error parsing regexp: /, "")}`;
  }
}
