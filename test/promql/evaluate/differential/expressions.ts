import { aggregations, randomAggregation } from "./aggregation-expressions.js";
import { binaryKinds, randomBinary } from "./binary-expressions.js";
import { callKinds, randomCall } from "./call-expressions.js";
import type { Choice } from "./choice.js";
import { randomScalar } from "./scalar-expressions.js";
import { metricsWith, modifiers, range, type Shape, selector, shapes } from "./selectors.js";

/** Requirements for a random expression. */
export interface ExpressionShape {
  readonly shape: Shape;
  /** The number of operators and calls that may still be nested. */
  readonly depth: number;
  /** True if its selectors select native histograms. */
  readonly histograms: boolean;
}

/** Generates an expression of any type that a query may have; ranges and strings only at the top. */
export function randomExpression(choice: Choice): string {
  const { random } = choice;
  const target: ExpressionShape = {
    shape: random.pick([...shapes, shapes[0]!]),
    depth: 1 + random.below(4),
    histograms: random.chance(0.2),
  };
  const type = random.next();
  if (type < 0.01) return randomRange({ ...target, shape: shapes[0]!, depth: 1 }, choice);
  // At least as long as a step: for an empty subquery, 2.42 returns a sample from after its end.
  if (type < 0.02) return `${inParens(randomVector(target, choice))}[10m:${choice.of(["", "30s", "97s"])}]`;
  if (type < 0.05) return randomScalar(target.depth, choice);
  if (type < 0.055) return choice.of(['"text"', "'it is\\ttext'"]);
  return randomVector(target, choice);
}

/** Generates an instant vector whose series differ by certain labels. */
export function randomVector(target: ExpressionShape, choice: Choice): string {
  const { depth } = target;
  if (depth <= 0) return leaf(target, choice);
  const kind = choice.of([
    "leaf",
    "call",
    "call",
    "range call",
    "range call",
    "aggregation",
    "binary",
    "binary",
    "unary",
  ]);
  switch (kind) {
    case "leaf":
      return leaf(target, choice);
    case "call":
    case "range call":
      return randomCall(choice.of(callKinds(kind === "range call")), target, choice);
    case "aggregation":
      return randomAggregation(choice.of(aggregations), target, choice);
    case "binary":
      return randomBinary(choice.of(binaryKinds), target, choice);
    case "unary":
      return `${choice.of(["-", "-", "+"])}${inParens(randomVector({ ...target, depth: depth - 1 }, choice))}`;
  }
}

/** A selector, or an aggregation of one if no metric has exactly these labels. */
function leaf({ shape, histograms }: Pick<ExpressionShape, "shape" | "histograms">, choice: Choice): string {
  const metrics = metricsWith(shape, histograms);
  if (metrics.length > 0) return selector(choice.of(metrics), shape, choice) + modifiers(choice);
  const wider = shapes.find((other) => hasAll(other, shape) && metricsWith(other, histograms).length > 0);
  if (!wider) return leaf({ shape, histograms: false }, choice);
  return `sum by (${shape.join(", ")}) (${selector(choice.of(metricsWith(wider, histograms)), wider, choice)})`;
}

function hasAll(labels: Shape, required: Shape): boolean {
  return required.every((label) => labels.includes(label));
}

/**
 * Generates a range vector. `subqueryAt` allows `@` on subqueries: below predict_linear(), 2.42 moves them beyond that
 * time, over samples it did not fetch.
 */
export function randomRange(target: ExpressionShape, choice: Choice, subqueryAt = true): string {
  const { shape, depth, histograms } = target;
  const metrics = metricsWith(shape, histograms);
  if (metrics.length === 0 || (depth > 1 && choice.chance(0.3))) {
    const inner = inParens(randomVector({ ...target, depth: Math.min(depth - 1, 2) }, choice));
    return range({ inner, at: subqueryAt }, choice);
  }
  return range({ metric: choice.of(metrics), shape }, choice);
}

export function inParens(text: string): string {
  return `(${text})`;
}
