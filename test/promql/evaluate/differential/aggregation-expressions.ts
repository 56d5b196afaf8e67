import type { Choice } from "./choice.js";
import { type ExpressionShape, randomVector } from "./expressions.js";
import { randomScalar } from "./scalar-expressions.js";
import { type Shape, sameShape, shapes } from "./selectors.js";

export const aggregations = [
  ..."avg bottomk count count_values group max min quantile stddev stdvar sum topk".split(" "),
] as const;

/** A random aggregation whose result has the given labels. */
export function randomAggregation(operator: string, target: ExpressionShape, choice: Choice): string {
  const { shape } = target;
  const selects = operator === "topk" || operator === "bottomk";
  const wider = selects ? [shape] : shapes.filter((other) => shape.every((label) => other.includes(label)));
  const inner = choice.random.pick(wider);
  const operand = randomVector({ ...target, shape: inner, depth: target.depth - 1 }, choice);
  const parameter = randomParameter(operator, choice);
  const grouping = groupingFor(shape, inner, selects, choice);
  const body = `(${parameter}${operand})`;
  return choice.chance(0.7) ? `${operator}${grouping} ${body}` : `${operator}${body}${grouping}`;
}

function randomParameter(operator: string, choice: Choice): string {
  if ((operator === "quantile" || operator.endsWith("k")) && choice.chance(0.1)) return `${scalarParameter(choice)}, `;
  switch (operator) {
    case "topk":
    case "bottomk":
      return `${choice.of(["1", "2", "3", "2.9", "0", "-1", "100"])}, `;
    case "quantile":
      return `${choice.of(["0.5", "0.25", "0.9", "0", "1", "1.5", "-1", "NaN"])}, `;
    case "count_values":
      return `${choice.of(['"value"', '"value"', '"job"'])}, `;
    default:
      return "";
  }
}

/**
 * Without subqueries at a fixed time: as a parameter, Prometheus moves them with the steps over samples it did not
 * fetch.
 */
function scalarParameter(choice: Choice): string {
  for (;;) {
    const parameter = randomScalar(3, choice);
    if (!/:\w*\]( offset \S+)? @ \d/.test(parameter)) return parameter;
  }
}

function groupingFor(shape: Shape, inner: Shape, selects: boolean, choice: Choice): string {
  if (choice.chance(0.15)) return choice.of(["", " by ()", " without ()", " by (absent)"]);
  if (selects) return choice.of(["", " by (job)", " without (instance)", " by (instance)"]);
  if (choice.chance(0.4)) {
    const dropped = inner.filter((label) => !shape.includes(label));
    return ` without (${[...dropped, "zone", "version"].join(", ")})`;
  }
  return sameShape(shape, inner) && choice.chance(0.5) ? " by (job)" : ` by (${shape.join(", ")})`;
}
