import { matchesEmpty } from "../matchers/matches-empty.js";
import type { Aggregation, Binary, Call, Expr, ValueType, VectorSelector } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import type { ParseError } from "../syntax/parse-error.js";
import { hasVariable, maskVariables } from "../syntax/variables.js";
import { childCount, postOrder } from "../syntax/walk.js";
import { aggregationParameters, findFunction, functions } from "./functions.js";

/** `any` is the type of a dashboard variable. */
type Type = ValueType | "any";

/** Infers the type of a node from those of its children. */
function resultType(expr: Expr, inner: readonly Type[]): Type {
  switch (expr.kind) {
    case "number":
      return expr.variable === undefined ? "scalar" : "any";
    case "string":
      return "string";
    case "selector":
    case "aggregation":
      return "instant vector";
    case "matrix":
    case "subquery":
      return "range vector";
    case "call":
      return functions.get(expr.name)?.returns ?? (isVariableName(expr.name) ? "any" : "instant vector");
    case "binary":
      return inner.every((type) => type === "scalar") ? "scalar" : "instant vector";
    case "unary":
    case "paren":
      return inner[0]!;
  }
}

function isVariableName(name: string): boolean {
  return name.includes("$") || name.includes("[");
}

/** Visits an expression in post-order, with the types of the children of each node. */
function visitTyped(expr: Expr, visit: (node: Expr, inner: readonly Type[]) => void): Type {
  const types: Type[] = [];
  for (const node of postOrder(expr)) {
    const inner = childCount(node) === 0 ? noTypes : types.splice(types.length - childCount(node));
    visit(node, inner);
    types.push(resultType(node, inner));
  }
  return types[0]!;
}

const noTypes: readonly Type[] = [];

/**
 * Returns the type of an expression. A dashboard variable counts as a scalar.
 *
 * @example
 * ```ts
 * typeOf(parse("up[5m]", dialect).expr!); // "range vector"
 * ```
 */
export function typeOf(expr: Expr): ValueType {
  const type = visitTyped(expr, () => {});
  return type === "any" ? "scalar" : type;
}

/** Checks types, numbers of arguments and matchers as Prometheus does after parsing. */
export function typecheck(expr: Expr, dialect: Dialect): ParseError[] {
  const errors: ParseError[] = [];
  const labelOnly = new Set<Expr>();
  const unbounded: VectorSelector[] = [];
  const report: Report = (message, at, hint) => {
    errors.push({ message, start: at.start, end: at.end, ...(hint !== undefined && { hint }) });
  };
  visitTyped(expr, (node, inner) => {
    switch (node.kind) {
      case "selector":
        if (node.name) checkName(node, report);
        else if (!hasNonEmptyMatcher(node, dialect)) unbounded.push(node);
        break;
      case "aggregation":
        checkAggregation(node, inner, report);
        break;
      case "binary":
        checkBinary(node, inner as readonly [Type, Type], report);
        break;
      case "call":
        checkCall(node, inner, dialect, report, labelOnly);
        break;
      case "unary":
        if (!isNumeric(inner[0]!)) {
          const message = `unary expression only allowed on expressions of type scalar or instant vector, got "${inner[0]}"`;
          report(message, node);
        }
        break;
      case "subquery":
        if (!fits(inner[0]!, "instant vector")) {
          report(`subquery is only allowed on instant vector, got ${inner[0]} instead`, node);
        }
        break;
    }
  });
  for (const selector of unbounded) {
    if (labelOnly.has(selector)) continue;
    const hint = "name a metric, or add a matcher that does not match an empty value";
    report("vector selector must contain at least one non-empty matcher", selector, hint);
  }
  return errors;
}

type Report = (message: string, at: { readonly start: number; readonly end: number }, hint?: string) => void;

function fits(type: Type, expected: ValueType): boolean {
  return type === expected || type === "any";
}

function isNumeric(type: Type): boolean {
  return type === "scalar" || type === "instant vector" || type === "any";
}

function checkAggregation(node: Aggregation, inner: readonly Type[], report: Report): void {
  const type = inner[inner.length - 1]!;
  if (!fits(type, "instant vector")) {
    const hint = type === "range vector" ? "apply a function such as rate() to the range first" : undefined;
    report(`expected type instant vector in aggregation expression, got ${type}`, node.expr, hint);
  }
  const expected = aggregationParameters.get(node.operator);
  if (expected && node.parameter && !fits(inner[0]!, expected)) {
    report(`expected type ${expected} in aggregation parameter, got ${inner[0]}`, node.parameter);
  }
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const setOperators: ReadonlySet<string> = new Set(["and", "or", "unless"]);

function checkBinary(node: Binary, [left, right]: readonly [Type, Type], report: Report): void {
  const { operator, matching } = node;
  const at = { start: node.operatorStart, end: node.operatorEnd };
  if (node.bool && !comparisons.has(operator)) report("bool modifier can only be used on comparison operators", at);
  if (comparisons.has(operator) && !node.bool && left === "scalar" && right === "scalar") {
    report("comparisons between scalars must use BOOL modifier", at, `write ${operator} bool`);
  }
  if (matching?.on && matching.include) {
    for (const { name } of matching.labels?.labels ?? []) {
      if (!matching.include.labels.some((label) => label.name === name)) continue;
      report(`label ${JSON.stringify(name)} must not occur in ON and GROUP clause at once`, at);
    }
  }
  const operands = [
    [left, node.left],
    [right, node.right],
  ] as const;
  for (const [type, operand] of operands) {
    if (isNumeric(type)) continue;
    const hint = type === "range vector" ? "apply a function such as rate() to the range first" : undefined;
    report("binary expression must contain only scalar and instant vector types", operand, hint);
  }
  const filled = matching?.fillLeft !== undefined || matching?.fillRight !== undefined;
  if (!fits(left, "instant vector") || !fits(right, "instant vector")) {
    if ((matching?.labels?.labels.length ?? 0) > 0)
      report("vector matching only allowed between instant vectors", node);
    if (filled) report("filling in missing series only allowed between instant vectors", node);
  } else if (setOperators.has(operator)) {
    if (matching?.group) report(`no grouping allowed for "${operator}" operation`, node);
    if (filled) report("filling in missing series not allowed for set operators", node);
  }
  if ((left === "scalar" || right === "scalar") && setOperators.has(operator)) {
    report(`set operator "${operator}" not allowed in binary scalar expression`, node);
  }
}

function checkCall(node: Call, inner: readonly Type[], dialect: Dialect, report: Report, labelOnly: Set<Expr>): void {
  const signature = findFunction(node.name, dialect);
  if (!signature) return;
  const { args, variadic } = signature;
  const count = node.args.length;
  const minimum = variadic === 0 ? args.length : args.length - 1;
  const maximum = variadic < 0 ? Number.POSITIVE_INFINITY : minimum + variadic;
  if (count < minimum || count > maximum) {
    const bound = variadic === 0 ? "" : count < minimum ? "at least " : "at most ";
    const expected = count < minimum ? minimum : maximum;
    report(`expected ${bound}${expected} argument(s) in call to "${node.name}", got ${count}`, node);
  }
  if (node.name === "info" && count > 1) checkInfo(node.args[1]!, report, labelOnly);
  for (const [index, arg] of node.args.entries()) {
    const expected = args[index] ?? (variadic === 0 ? undefined : args.at(-1));
    const type = inner[index]!;
    if (expected === undefined || fits(type, expected)) continue;
    report(`expected type ${expected} in call to function "${node.name}", got ${type}`, arg, rangeHint(type, expected));
  }
}

function rangeHint(type: Type, expected: ValueType): string | undefined {
  return expected === "range vector" && type === "instant vector" ? "add a range such as [5m]" : undefined;
}

function checkInfo(argument: Expr, report: Report, labelOnly: Set<Expr>): void {
  if (argument.kind !== "selector") report("expected label selectors only", argument);
  else if (argument.name !== undefined) {
    report("expected label selectors only, got vector selector instead", argument);
  } else labelOnly.add(argument);
}

function checkName(selector: VectorSelector, report: Report): void {
  for (const { label, value } of selector.matchers) {
    if (label !== "__name__" || selector.nameStart > selector.start) continue;
    report(`metric name must not be set twice: ${JSON.stringify(selector.name)} or ${JSON.stringify(value)}`, selector);
  }
}

function hasNonEmptyMatcher(selector: VectorSelector, dialect: Dialect): boolean {
  return selector.matchers.some((matcher) => {
    if (matcher.variable !== undefined) return true;
    const { value } = matcher;
    const plain = dialect.grafana && hasVariable(value) ? { ...matcher, value: maskVariables(value, "x") } : matcher;
    return !matchesEmpty(plain, dialect.version);
  });
}
