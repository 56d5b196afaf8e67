/** A part of an expression on one line: a text, or an expression within. */
export type InlinePiece<Expr> = string | { readonly expr: Expr; readonly deeper: boolean };

/** A part of a printed expression. A new line is indented by this many steps more. */
export type Piece<Expr> = InlinePiece<Expr> | { readonly line: number };

/** The pieces of the expressions of a language. */
export interface Layout<Expr> {
  /** The pieces of an expression on one line. */
  inline(expr: Expr): readonly InlinePiece<Expr>[];
  /** The pieces of an expression that is too long for one line. */
  broken(expr: Expr): readonly Piece<Expr>[];
  /** Lists an expression and its descendants, children before parents. */
  postOrder(expr: Expr): readonly Expr[];
}

export const line = { line: 0 };
export const lineDeeper = { line: 1 };

export function nested<Expr>(expr: Expr, deeper = false): InlinePiece<Expr> {
  return { expr, deeper };
}

/** Prints an expression, on several lines if it exceeds `width`. It does not recurse, so any depth is safe. */
export function printPieces<Expr>(expr: Expr, layout: Layout<Expr>, width = Number.POSITIVE_INFINITY): string {
  const inline = printInline(expr, layout);
  let text = "";
  const open: { piece: Piece<Expr>; indent: number }[] = [{ piece: { expr, deeper: false }, indent: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { piece, indent } = next;
    if (typeof piece === "string") text += piece;
    else if ("line" in piece) text += "\n" + "  ".repeat(Math.min(maxIndent, indent + piece.line));
    else {
      const inner = indent + (piece.deeper ? 1 : 0);
      const whole = inline.get(piece.expr)!;
      if (2 * inner + whole.length <= width) {
        text += whole;
        continue;
      }
      const parts = layout.broken(piece.expr);
      for (let index = parts.length - 1; index >= 0; index--) open.push({ piece: parts[index]!, indent: inner });
    }
  }
  return text;
}

/** Limit on indentation, so that the output grows linearly. */
const maxIndent = 40;

/** Prints every node of an expression on one line. */
function printInline<Expr>(expr: Expr, { inline, postOrder }: Layout<Expr>): Map<Expr, string> {
  const texts = new Map<Expr, string>();
  for (const node of postOrder(expr)) {
    let text = "";
    for (const piece of inline(node)) text += typeof piece === "string" ? piece : texts.get(piece.expr)!;
    texts.set(node, text);
  }
  return texts;
}
