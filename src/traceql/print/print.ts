import { type InlinePiece, nested, printPieces } from "../../promql/print/pieces.js";
import type { Expr, Field, Hint, NumberLiteral, Query } from "../syntax/ast.js";
import { postOrder } from "../syntax/walk.js";

/**
 * Prints a query on one line. It parses to the same query: parentheses are kept. It does not recurse, so any depth is safe.
 *
 * @example
 * ```ts
 * print(parse('{status=error}|rate()by(name)', queryDialect).query!); // { status = error } | rate() by (name)
 * ```
 */
export function print({ expr, hints }: Query): string {
  const text = printPieces(expr, { inline: pieces, broken: pieces, postOrder });
  return hints.length === 0 ? text : `${text} with (${hints.map(printHint).join(", ")})`;
}

/** The texts and operands of an expression, in order. */
function pieces(expr: Expr): readonly InlinePiece<Expr>[] {
  switch (expr.kind) {
    case "spanset filter":
      return expr.condition ? ["{ ", nested(expr.condition), " }"] : ["{}"];
    case "pipeline":
      return expr.stages.flatMap((stage, index) => (index === 0 ? [nested(stage)] : [" | ", nested(stage)]));
    case "binary":
      return [nested(expr.left), ` ${expr.operator} `, nested(expr.right)];
    case "unary":
      return [expr.operator, nested(expr.operand)];
    case "paren":
      return ["(", nested(expr.inner), ")"];
    case "aggregate":
      return expr.argument ? [`${expr.operator}(`, nested(expr.argument), ")"] : [`${expr.operator}()`];
    case "by":
      return ["by(", nested(expr.key), ")"];
    case "select":
      return [`select(${printFields(expr.fields)})`];
    case "coalesce":
      return ["coalesce()"];
    case "metrics": {
      const field = expr.field ? printField(expr.field) : "";
      const by = expr.grouping ? ` by (${printFields(expr.grouping)})` : "";
      return [`${expr.operator}(${field}${printParameters(expr.parameters)})${by}`];
    }
    case "compare":
      return ["compare(", nested(expr.selection), `${printParameters(expr.parameters)})`];
    case "topk":
    case "bottomk":
      return [`${expr.kind}(${expr.count.raw})`];
    case "keyword":
      return [expr.name];
    case "attribute":
    case "intrinsic":
    case "variable":
      return [printField(expr)];
    default:
      return [expr.raw];
  }
}

function printField(field: Field): string {
  switch (field.kind) {
    case "attribute":
      return `${field.scope}.${field.raw}`;
    case "intrinsic":
      return field.name;
    case "variable":
      return field.raw;
  }
}

function printFields(fields: readonly Field[]): string {
  return fields.map(printField).join(", ");
}

function printParameters(numbers: readonly NumberLiteral[]): string {
  return numbers.map(({ raw }) => `, ${raw}`).join("");
}

function printHint({ name, value }: Hint): string {
  return `${name}=${value.kind === "keyword" ? value.name : value.raw}`;
}
