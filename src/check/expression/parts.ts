import type {
  Aggregation,
  Binary,
  Call,
  Expr,
  MatrixSelector,
  NodePath,
  Subquery,
  VectorSelector,
} from "../../promql/index.js";
import { walk } from "../../promql/index.js";

/** A node of an expression with the path to it. */
export interface Part<Node extends Expr> {
  readonly expr: Node;
  readonly parent: NodePath | undefined;
}

/** The nodes of an expression by kind, each in the order of the text. */
export interface Parts {
  readonly selectors: readonly Part<VectorSelector>[];
  readonly matrices: readonly Part<MatrixSelector>[];
  readonly subqueries: readonly Part<Subquery>[];
  readonly calls: readonly Part<Call>[];
  readonly aggregations: readonly Part<Aggregation>[];
  readonly binaries: readonly Part<Binary>[];
}

/** Collects the nodes of an expression in one walk. */
export function collectParts(whole: Expr): Parts {
  const selectors: Part<VectorSelector>[] = [];
  const matrices: Part<MatrixSelector>[] = [];
  const subqueries: Part<Subquery>[] = [];
  const calls: Part<Call>[] = [];
  const aggregations: Part<Aggregation>[] = [];
  const binaries: Part<Binary>[] = [];
  walk(whole, (expr, parent) => {
    switch (expr.kind) {
      case "selector":
        selectors.push({ expr, parent });
        break;
      case "matrix":
        matrices.push({ expr, parent });
        break;
      case "subquery":
        subqueries.push({ expr, parent });
        break;
      case "call":
        calls.push({ expr, parent });
        break;
      case "aggregation":
        aggregations.push({ expr, parent });
        break;
      case "binary":
        binaries.push({ expr, parent });
        break;
    }
  });
  return { selectors, matrices, subqueries, calls, aggregations, binaries };
}
