import type { Binary, Expr, LabelList, Matcher, NumberLiteral, VectorMatching, VectorSelector } from "../syntax/ast.js";
import { isPlainLabelName, isPlainMetricName, isReservedMetricName } from "../syntax/grammar.js";
import { binaryPrecedence, powerPrecedence, unaryPrecedence } from "../syntax/precedence.js";
import { quote } from "../syntax/strings.js";
import { hasVariable } from "../syntax/variables.js";
import { postOrder } from "../syntax/walk.js";
import { isOpenOffset, printDuration, printOffset, type Substitution, substitute } from "./duration.js";
import { type InlinePiece, type Layout, line, lineDeeper, nested, type Piece, printPieces } from "./pieces.js";

export interface PrintOptions {
  /** Maximum line length, where breaking is possible. @default unlimited */
  readonly width?: number;
  /** Values of variables that are a duration or a number, such as `__window`. */
  readonly variables?: Substitution;
}

/**
 * Prints an expression, on several lines if it exceeds `width`. It parses to the same expression: parentheses are kept, and
 * added where precedence requires them. It does not recurse, so any depth is safe.
 *
 * @example
 * ```ts
 * print(parse("sum(rate(errors_total[5m]))by(job)>0", dialect).expr!); // "sum by (job) (rate(errors_total[5m])) > 0"
 * ```
 */
export function print(expr: Expr, { width, variables }: PrintOptions = {}): string {
  const layout: Layout<Expr> = {
    inline: (node) => inline(node, variables),
    broken: (node) => broken(node, variables),
    postOrder,
  };
  return printPieces(expr, layout, width);
}

type InlinePieces = InlinePiece<Expr>[];
type Pieces = Piece<Expr>[];

function inline(expr: Expr, variables: Substitution | undefined): InlinePieces {
  switch (expr.kind) {
    case "number":
      return [printNumber(expr, variables)];
    case "string":
      return [quote(expr.value, expr.quote)];
    case "selector":
      return [printSelector(expr) + printModifiers(expr, variables)];
    case "matrix": {
      const { selector, range } = expr;
      return [`${printSelector(selector)}[${printDuration(range, variables)}]${printModifiers(selector, variables)}`];
    }
    case "subquery": {
      const step = expr.step ? printDuration(expr.step, variables) : "";
      const brackets = `[${printDuration(expr.range, variables)}:${step}]`;
      return [...operand(expr.expr, isOperation(expr.expr)), brackets + printModifiers(expr, variables)];
    }
    case "call":
      return [`${expr.name}(`, ...list(expr.args), ")"];
    case "aggregation":
      return [`${aggregationHead(expr)}(`, ...list(expr.parameter ? [expr.parameter, expr.expr] : [expr.expr]), ")"];
    case "binary": {
      const [left, right] = operands(expr);
      return [...left, ` ${binaryHead(expr)} `, ...right];
    }
    case "unary":
      return [expr.operator, ...operand(expr.operand, needsParens(expr.operand))];
    case "paren":
      return ["(", nested(expr.inner), ")"];
  }
}

function broken(expr: Expr, variables: Substitution | undefined): Pieces {
  switch (expr.kind) {
    case "call":
      return expr.args.length === 0 ? inline(expr, variables) : [`${expr.name}(`, ...listOnLines(expr.args), line, ")"];
    case "aggregation": {
      const args = expr.parameter ? [expr.parameter, expr.expr] : [expr.expr];
      return [`${aggregationHead(expr)}(`, ...listOnLines(args), line, ")"];
    }
    case "binary": {
      const [left, right] = operands(expr);
      return [...left, line, `${binaryHead(expr)} `, ...right];
    }
    case "paren":
      return ["(", lineDeeper, nested(expr.inner, true), line, ")"];
    default:
      return inline(expr, variables);
  }
}

function list(args: readonly Expr[]): InlinePieces {
  return args.flatMap((arg, index) => (index === 0 ? [nested(arg)] : [", ", nested(arg)]));
}

function listOnLines(args: readonly Expr[]): Pieces {
  return args.flatMap((arg, index) => [index === 0 ? "" : ",", lineDeeper, nested(arg, true)]);
}

function operand(expr: Expr, parenthesized: boolean): InlinePieces {
  return parenthesized ? ["(", nested(expr), ")"] : [nested(expr)];
}

function isOperation(expr: Expr): boolean {
  return findPrecedence(expr) < atomPrecedence;
}

const atomPrecedence = 10;

/** Precedence of the outermost operator of an expression. */
function findPrecedence(expr: Expr): number {
  if (expr.kind === "binary") return binaryPrecedence(expr.operator);
  if (expr.kind === "unary") return unaryPrecedence;
  return expr.kind === "number" && /^[-+]/.test(printNumber(expr, undefined)) ? unaryPrecedence : atomPrecedence;
}

/** True for an operand of a sign that needs parentheses; a sign does not. */
function needsParens(expr: Expr): boolean {
  return expr.kind === "binary" && findPrecedence(expr) <= unaryPrecedence;
}

function operands(expr: Binary): [InlinePieces, InlinePieces] {
  const own = binaryPrecedence(expr.operator);
  const left = findPrecedence(expr.left);
  const right = findPrecedence(expr.right);
  const isRightAssociative = own === powerPrecedence;
  // A sign in front of the right operand is unambiguous.
  const rightIsBinary = expr.right.kind === "binary";
  return [
    operand(expr.left, left < own || (left === own && isRightAssociative)),
    operand(expr.right, rightIsBinary && (right < own || (right === own && !isRightAssociative))),
  ];
}

function printNumber({ raw, value, variable }: NumberLiteral, variables: Substitution | undefined): string {
  if (variable !== undefined) return substitute(raw, variable, variables);
  if (raw !== "") return raw;
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}

function printSelector(selector: VectorSelector): string {
  const { name, matchers } = selector;
  const items = matchers.map(printMatcher);
  const isBeforeBraces = name === undefined || canPrecedeBraces(selector, name);
  if (!isBeforeBraces) items.unshift(quote(name));
  if (items.length === 0 && name !== undefined) return name;
  return `${isBeforeBraces ? (name ?? "") : ""}{${items.join(", ")}}`;
}

/** False for a name that has to be quoted inside the braces. */
function canPrecedeBraces({ nameStart, start, matchers }: VectorSelector, name: string): boolean {
  if (!isPlainMetricName(name)) return nameStart === start && hasVariable(name);
  return !isReservedMetricName(name) && !(nameStart > start && matchers.some(({ label }) => label === "__name__"));
}

function printMatcher({ label, operator, value, variable }: Matcher): string {
  if (variable === "matcher") return label;
  const isBare = isPlainLabelName(label) || variable === "label" || variable === "label and value";
  const right = variable === "value" || variable === "label and value" ? value : quote(value);
  return `${isBare ? label : quote(label)}${operator}${right}`;
}

function printModifiers(expr: Omit<VectorSelector, "kind"> | Expr, variables: Substitution | undefined): string {
  const { offset, at, extension } = expr as Pick<VectorSelector, "offset" | "at" | "extension">;
  const offsetText = offset ? ` offset ${printOffset(offset, variables)}` : "";
  const raw = at?.kind === "timestamp" ? at.raw || String(at.seconds) : `${at?.kind}()`;
  const atText = at ? ` @ ${raw}` : "";
  const modifiers = offset && isOpenOffset(offset) ? offsetText + atText : atText + offsetText;
  return (extension ? ` ${extension}` : "") + modifiers;
}

function aggregationHead(expr: Extract<Expr, { kind: "aggregation" }>): string {
  if (!expr.grouping) return expr.operator;
  return `${expr.operator} ${expr.without ? "without" : "by"} ${printLabels(expr.grouping)} `;
}

function binaryHead({ operator, bool, matching }: Binary): string {
  return operator + (bool ? " bool" : "") + (matching ? printMatching(matching) : "");
}

function printMatching({ on, labels, group, include, fillLeft, fillRight }: VectorMatching): string {
  let text = labels ? ` ${on ? "on" : "ignoring"} ${printLabels(labels)}` : "";
  // Always with parentheses, or an operand in parentheses would be parsed as the label list.
  if (group) text += ` group_${group} ${include ? printLabels(include) : "()"}`;
  if (fillLeft !== undefined && fillLeft === fillRight) return `${text} fill (${printFill(fillLeft)})`;
  if (fillLeft !== undefined) text += ` fill_left (${printFill(fillLeft)})`;
  if (fillRight !== undefined) text += ` fill_right (${printFill(fillRight)})`;
  return text;
}

function printFill(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}

function printLabels({ labels }: LabelList): string {
  const names = labels.map(({ name, start, end }) => {
    if (isPlainLabelName(name)) return isReservedLabel(name) ? quote(name) : name;
    return hasVariable(name) && end - start <= name.length ? name : quote(name);
  });
  return `(${names.join(", ")})`;
}

/** True for a word that needs quotes in a label list. */
function isReservedLabel(name: string): boolean {
  return /^(?:without|inf|nan)$/i.test(name);
}
