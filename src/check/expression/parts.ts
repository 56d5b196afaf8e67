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

/** Something in an expression, and what it stands in. */
export interface Part<Node extends Expr> {
  readonly expr: Node;
  readonly parent: NodePath | undefined;
}

/** Everything in an expression, by what it is, each in the order written. */
export interface Parts {
  readonly selectors: readonly Part<VectorSelector>[];
  readonly matrices: readonly Part<MatrixSelector>[];
  readonly subqueries: readonly Part<Subquery>[];
  readonly calls: readonly Part<Call>[];
  readonly aggregations: readonly Part<Aggregation>[];
  readonly binaries: readonly Part<Binary>[];
}

/** Many checks look at one expression, one right after the other: it is walked once. */
let latest: { readonly expr: Expr; readonly parts: Parts } | undefined;

export function partsOf(expr: Expr): Parts {
  if (latest?.expr !== expr) latest = { expr, parts: collect(expr) };
  return latest.parts;
}

function collect(whole: Expr): Parts {
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

/** What an expression stands in, parentheses left out. */
export function around(parent: NodePath | undefined): NodePath | undefined {
  let place = parent;
  while (place?.expr.kind === "paren") place = place.parent;
  return place;
}
