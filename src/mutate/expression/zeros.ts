import { type Binary, type Expr, type NodePath, type NumberLiteral, walk } from "../../promql/index.js";
import type { Edit } from "./edit.js";
import { isComparison, literalOf } from "./number-edits.js";

/** A product with 0, which gives series the value 0: `errors or 0 * requests`. */
export interface Zero {
  readonly product: Binary;
  readonly factor: NumberLiteral;
  /** The `or` whose right side it is. */
  readonly alternativeIn: Binary | undefined;
  /** True if the result of the expression is 0, too, for these series. */
  readonly staysZero: boolean;
}

export function findZeros(expr: Expr): readonly Zero[] {
  const zeros: Zero[] = [];
  walk(expr, (node, parent) => {
    if (node.kind !== "binary" || node.operator !== "*") return;
    const factor = [node.left, node.right].map(literalOf).find((literal) => literal?.value === 0);
    if (!factor) return;
    const alternative = findAlternative(node, parent);
    const staysZero = alternative !== undefined && keepsZero(alternative.expr, alternative.parent);
    zeros.push({ product: node, factor, alternativeIn: alternative?.expr, staysZero });
  });
  return zeros;
}

function findAlternative(product: Expr, parent: NodePath | undefined) {
  let inner = product;
  let path = parent;
  while (path?.expr.kind === "paren") [inner, path] = [path.expr, path.parent];
  const outer = path?.expr;
  if (outer?.kind !== "binary" || outer.operator !== "or" || outer.right !== inner) return undefined;
  return { expr: outer, parent: path?.parent };
}

/** True if 0 in an operand makes the whole expression 0, up to a comparison. */
function keepsZero(operand: Expr, parent: NodePath | undefined): boolean {
  if (!parent) return true;
  const { expr } = parent;
  if (expr.kind === "binary") {
    if (isComparison(expr)) return expr.left === operand;
    if (expr.operator !== "*" && (expr.operator !== "/" || expr.left !== operand)) return false;
  } else if (expr.kind !== "paren") return false;
  return keepsZero(expr, parent.parent);
}

/** Changes that leave 0 times something 0, with the same labels. */
const keepsLabels = new Set(["aggregation", "function", "window", "operator", "bucket"]);

/**
 * True if a change makes no difference. What is multiplied by 0 matters by its labels only; and for alerts that fire
 * above a positive bound, 0 is as good as no result.
 */
export function hasNoEffect(
  edit: Edit,
  { product, factor, alternativeIn, staysZero }: Zero,
  { isComparedAbove }: { readonly isComparedAbove: boolean },
): boolean {
  if (edit.start === factor.start && edit.end === factor.end) return false;
  const isInside = product.start <= edit.start && edit.end <= product.end;
  if (isInside && keepsLabels.has(edit.kind)) return true;
  if (!isComparedAbove || !alternativeIn || !staysZero) return false;
  if (isInside) return true;
  const isLeftOut = edit.start === alternativeIn.start && edit.end === alternativeIn.end && edit.kind === "condition";
  return isLeftOut && edit.replacement.length === alternativeIn.left.end - alternativeIn.left.start;
}
