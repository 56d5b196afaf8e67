import type { TextRange } from "../../../diagnostics/positions.js";
import { childExpressions, type Expression, type Statement } from "../syntax/ast.js";

/** The names of `a.b.c` in an expression: a reference to a component, or a function of the standard library. */
export interface Traversal extends TextRange {
  readonly names: readonly string[];
}

/** Finds all references in the statements of a block, inner blocks included. */
export function findTraversals(body: readonly Statement[]): readonly Traversal[] {
  return body.flatMap((statement) =>
    statement.kind === "attribute" ? inExpression(statement.value) : findTraversals(statement.body),
  );
}

function inExpression(expression: Expression): readonly Traversal[] {
  const names: string[] = [];
  let root: Expression = expression;
  for (; root.kind === "access"; root = root.value) names.unshift(root.name);
  if (root.kind === "identifier") {
    return [{ names: [root.name, ...names], start: root.start, end: expression.end }];
  }
  return childExpressions(root).flatMap(inExpression);
}
