import { type Substitution, substitute } from "../../promql/print/duration.js";
import {
  type InlinePiece,
  type Layout,
  line,
  lineDeeper,
  nested,
  type Piece,
  printPieces,
} from "../../promql/print/pieces.js";
import { binaryPrecedence, powerPrecedence } from "../../promql/syntax/precedence.js";
import type {
  Binary,
  Expr,
  Grouping,
  LabelList,
  LogRange,
  NumberLiteral,
  RangeAggregation,
  VectorAggregation,
} from "../syntax/ast.js";
import { postOrder } from "../syntax/walk.js";
import { printNumber, printSelector, printStage, printString, printUnwrap } from "./stages.js";

export interface PrintOptions {
  /** Maximum line length, where breaking is possible. @default unlimited */
  readonly width?: number;
  /** Values of variables that are a duration or a number, such as `__window`. */
  readonly variables?: Substitution;
}

/**
 * Prints an expression, on several lines if it exceeds `width`. It parses to the same expression: parentheses are kept, and
 * added where precedence requires them; the range of a log range comes last. It does not recurse, so any depth is safe.
 *
 * @example
 * ```ts
 * print(parse('sum(rate({app="api"}[5m]|json))', ruleDialect).expr!); // sum(rate({app="api"} | json [5m]))
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
    case "log query":
      return [[printSelector(expr.selector), ...expr.stages.map(printStage)].join(" ")];
    case "number":
      return [printNumberOrVariable(expr, variables)];
    case "vector":
      return [`vector(${printNumberOrVariable(expr.value, variables)})`];
    case "range aggregation": {
      const parameter = expr.parameter ? `${printNumberOrVariable(expr.parameter, variables)}, ` : "";
      return [
        `${expr.operator}(${parameter}`,
        nested(expr.range.query),
        `${printRange(expr.range, variables)})${printRangeGrouping(expr)}`,
      ];
    }
    case "vector aggregation": {
      const parameter = expr.parameter ? `${printNumberOrVariable(expr.parameter, variables)}, ` : "";
      return [`${aggregationHead(expr)}(${parameter}`, nested(expr.expr), ")"];
    }
    case "label_replace": {
      const texts = [expr.destination, expr.replacement, expr.source, expr.pattern].map(printString);
      return ["label_replace(", nested(expr.expr), `, ${texts.join(", ")})`];
    }
    case "binary": {
      const [left, right] = operands(expr);
      return [...left, ` ${binaryHead(expr)} `, ...right];
    }
    case "paren":
      return ["(", nested(expr.inner), ")"];
  }
}

function broken(expr: Expr, variables: Substitution | undefined): Pieces {
  switch (expr.kind) {
    case "log query":
      return [printSelector(expr.selector), ...expr.stages.flatMap((stage) => [lineDeeper, printStage(stage)])];
    case "range aggregation": {
      const { operator, parameter, range } = expr;
      const first = parameter ? [lineDeeper, `${printNumberOrVariable(parameter, variables)},`] : [];
      const unwrap = range.unwrap
        ? [{ line: 2 }, printRange(range, variables).trimStart()]
        : [printRange(range, variables)];
      const query = [lineDeeper, nested(range.query, true), ...unwrap];
      return [`${operator}(`, ...first, ...query, line, `)${printRangeGrouping(expr)}`];
    }
    case "vector aggregation": {
      const first = expr.parameter ? [lineDeeper, `${printNumberOrVariable(expr.parameter, variables)},`] : [];
      return [`${aggregationHead(expr)}(`, ...first, lineDeeper, nested(expr.expr, true), line, ")"];
    }
    case "label_replace": {
      const texts = [expr.destination, expr.replacement, expr.source, expr.pattern].map(printString);
      return ["label_replace(", lineDeeper, nested(expr.expr, true), ",", lineDeeper, texts.join(", "), line, ")"];
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

/** Prints what follows the query of a log range. */
function printRange({ query, unwrap, range, offset }: LogRange, variables: Substitution | undefined): string {
  const brackets = `[${printVariable(range, variables)}]`;
  const isApart = unwrap !== undefined || query.stages.length > 0;
  return (
    (unwrap ? ` ${printUnwrap(unwrap)}` : "") +
    (isApart ? ` ${brackets}` : brackets) +
    (offset ? ` offset ${printVariable(offset, variables)}` : "")
  );
}

function printVariable(
  { raw, variable }: { readonly raw: string; readonly variable?: string },
  variables: Substitution | undefined,
): string {
  return variable === undefined ? raw : substitute(raw, variable, variables);
}

function printNumberOrVariable(number: NumberLiteral, variables: Substitution | undefined): string {
  return number.variable === undefined ? printNumber(number) : printVariable(number, variables);
}

function printGrouping({ without, ...list }: Grouping): string {
  return `${without ? "without" : "by"} ${printLabels(list)}`;
}

function printRangeGrouping({ grouping }: RangeAggregation): string {
  return grouping ? ` ${printGrouping(grouping)}` : "";
}

function aggregationHead({ operator, grouping }: VectorAggregation): string {
  return grouping ? `${operator} ${printGrouping(grouping)} ` : operator;
}

function printLabels({ labels }: LabelList): string {
  return `(${labels.map(({ name }) => name).join(", ")})`;
}

function operands({ operator, left, right }: Binary): [InlinePieces, InlinePieces] {
  const own = binaryPrecedence(operator);
  const isRightAssociative = own === powerPrecedence;
  const operand = (expr: Expr, isTight: boolean): InlinePieces => {
    const precedence = expr.kind === "binary" ? binaryPrecedence(expr.operator) : Number.POSITIVE_INFINITY;
    return precedence < own || (precedence === own && isTight) ? ["(", nested(expr), ")"] : [nested(expr)];
  };
  return [operand(left, isRightAssociative), operand(right, !isRightAssociative)];
}

function binaryHead({ operator, bool, matching }: Binary): string {
  const head = operator + (bool ? " bool" : "");
  if (!matching) return head;
  const { on, labels, group, include } = matching;
  // Always with parentheses, or an operand in parentheses would be parsed as the label list.
  const groupText = group ? ` group_${group} ${include ? printLabels(include) : "()"}` : "";
  return `${head} ${on ? "on" : "ignoring"} ${printLabels(labels)}${groupText}`;
}
