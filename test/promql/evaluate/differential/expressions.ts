import { aggregations, randomAggregation } from "./aggregation-expressions.js";
import { binaryKinds, randomBinary } from "./binary-expressions.js";
import { callKinds, randomCall } from "./call-expressions.js";
import type { Choice } from "./choice.js";
import { randomScalar } from "./scalar-expressions.js";
import { metricsWith, modifiers, range, type Shape, selector, shapes } from "./selectors.js";

/** What is asked of an expression. */
export interface ExpressionShape {
  readonly shape: Shape;
  /** How many more operators and calls may be within one another. */
  readonly depth: number;
  /** Whether its samples are native histograms, as far as selectors are concerned. */
  readonly histograms: boolean;
}

/** A random expression of any type that a query may have; ranges and strings at the top only. */
export function randomExpression(choice: Choice): string {
  const { random } = choice;
  const wanted: ExpressionShape = {
    shape: random.pick([...shapes, shapes[0]!]),
    depth: 1 + random.below(4),
    histograms: random.chance(0.2),
  };
  const type = random.next();
  if (type < 0.01) return randomRange({ ...wanted, shape: shapes[0]!, depth: 1 }, choice);
  // Long enough for a step: of a subquery without any, 2.42 tells a sample from after its end.
  if (type < 0.02) return `${inParens(randomVector(wanted, choice))}[10m:${choice.of(["", "30s", "97s"])}]`;
  if (type < 0.05) return randomScalar(wanted.depth, choice);
  if (type < 0.055) return choice.of(['"text"', "'it is\\ttext'"]);
  return randomVector(wanted, choice);
}

/** A random expression for an instant vector whose series differ by certain labels. */
export function randomVector(wanted: ExpressionShape, choice: Choice): string {
  const { depth } = wanted;
  if (depth <= 0) return leaf(wanted, choice);
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
      return leaf(wanted, choice);
    case "call":
    case "range call":
      return randomCall(choice.of(callKinds(kind === "range call")), wanted, choice);
    case "aggregation":
      return randomAggregation(choice.of(aggregations), wanted, choice);
    case "binary":
      return randomBinary(choice.of(binaryKinds), wanted, choice);
    case "unary":
      return `${choice.of(["-", "-", "+"])}${inParens(randomVector({ ...wanted, depth: depth - 1 }, choice))}`;
  }
}

/** A selector, or an aggregation of one when no metric has exactly these labels. */
function leaf({ shape, histograms }: Pick<ExpressionShape, "shape" | "histograms">, choice: Choice): string {
  const metrics = metricsWith(shape, histograms);
  if (metrics.length > 0) return selector(choice.of(metrics), shape, choice) + modifiers(choice);
  const wider = shapes.find((other) => hasAll(other, shape) && metricsWith(other, histograms).length > 0);
  if (!wider) return leaf({ shape, histograms: false }, choice);
  return `sum by (${shape.join(", ")}) (${selector(choice.of(metricsWith(wider, histograms)), wider, choice)})`;
}

function hasAll(labels: Shape, wanted: Shape): boolean {
  return wanted.every((label) => labels.includes(label));
}

/**
 * A random expression for a range vector. Whether a subquery may be at a time given with `@` is for predict_linear() to
 * say: from step to step, 2.42 moves such a one beyond that time, over samples that it did not ask for.
 */
export function randomRange(wanted: ExpressionShape, choice: Choice, subqueryAt = true): string {
  const { shape, depth, histograms } = wanted;
  const metrics = metricsWith(shape, histograms);
  if (metrics.length === 0 || (depth > 1 && choice.chance(0.3))) {
    const inner = inParens(randomVector({ ...wanted, depth: Math.min(depth - 1, 2) }, choice));
    return range({ inner, at: subqueryAt }, choice);
  }
  return range({ metric: choice.of(metrics), shape }, choice);
}

export function inParens(text: string): string {
  return `(${text})`;
}
