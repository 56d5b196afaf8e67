/** A part of a printed expression: a text, an expression within, or a new line, indented by this many steps more. */
export type Piece<Expr> = string | { readonly expr: Expr; readonly deeper: boolean } | { readonly line: number };

/** The pieces of the expressions of a language. */
export interface Layout<Expr> {
  /** The pieces of an expression on one line. */
  inline(expr: Expr): readonly Piece<Expr>[];
  /** The pieces of an expression that is too long for one line. */
  broken(expr: Expr): readonly Piece<Expr>[];
  /** Lists an expression and its descendants, children before parents. */
  postOrder(expr: Expr): readonly Expr[];
}

export const line = { line: 0 };
export const lineDeeper = { line: 1 };

export function nested<Expr>(expr: Expr, deeper = false): Piece<Expr> {
  return { expr, deeper };
}

/** Prints an expression, on several lines if it exceeds `width`. It does not recurse, so any depth is safe. */
export function printPieces<Expr>(expr: Expr, layout: Layout<Expr>, width?: number): string {
  const lengths = width === undefined ? undefined : measure(expr, layout);
  let text = "";
  const open: { piece: Piece<Expr>; indent: number }[] = [{ piece: { expr, deeper: false }, indent: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { piece, indent } = next;
    if (typeof piece === "string") text += piece;
    else if ("line" in piece) text += "\n" + "  ".repeat(Math.min(maxIndent, indent + piece.line));
    else {
      const inner = indent + (piece.deeper ? 1 : 0);
      const fits = lengths === undefined || 2 * inner + lengths.get(piece.expr)! <= width!;
      const parts = fits ? layout.inline(piece.expr) : layout.broken(piece.expr);
      for (let index = parts.length - 1; index >= 0; index--) open.push({ piece: parts[index]!, indent: inner });
    }
  }
  return text;
}

/** Limit on indentation, so that the output grows linearly. */
const maxIndent = 40;

/** Measures every node of an expression, printed on one line. */
function measure<Expr>(expr: Expr, { inline, postOrder }: Layout<Expr>): Map<Expr, number> {
  const lengths = new Map<Expr, number>();
  for (const node of postOrder(expr)) {
    let length = 0;
    for (const piece of inline(node)) {
      if (typeof piece === "string") length += piece.length;
      else if ("expr" in piece) length += lengths.get(piece.expr)!;
    }
    lengths.set(node, length);
  }
  return lengths;
}
