import type { Expr } from "../../promql/index.js";
import { unwrapParens, walk } from "../../promql/index.js";
import { constantValue, findThresholds, isComparison } from "../../promql/values/comparison.js";
import type { Check } from "../check.js";
import type { Parts } from "../expression/parts.js";

export const nanWithoutTraffic: Check = {
  id: "promql/nan-without-traffic",
  on: "query",
  of: "alert",
  reads: "binaries",
  *run(subject) {
    const parts = subject.parts;
    if (hasFloor(parts)) return;
    for (const { compared, operator, comparison } of findThresholds(subject.expr)) {
      // An alert on a high ratio stays silent without traffic, as it should.
      if (operator.startsWith(">") || operator === "!=") continue;
      const divisor = findDivisor(compared);
      if (!divisor || !isRate(divisor)) continue;
      yield {
        summary: "without traffic the ratio is 0/0, and the alert cannot fire",
        details:
          "Comparisons with NaN are false, so a service without traffic looks healthy. With little traffic, a single event decides.",
        fix: "require some traffic: `… and sum(rate(…)) > 0.1`; alert on missing traffic separately",
        at: subject.locate(comparison.start, comparison.end),
      };
    }
  },
};

/** Functions of native histograms that divide by the number of observations. */
const dividingFunctions: ReadonlySet<string> = new Set(["histogram_avg", "histogram_fraction"]);

/** Finds what a compared expression divides by. It may be scaled by constants. */
function findDivisor(expr: Expr): Expr | undefined {
  for (let node = unwrapParens(expr); ; ) {
    if (node.kind === "call" && dividingFunctions.has(node.name)) return node.args.at(-1);
    if (node.kind !== "binary") return undefined;
    if (node.operator === "/" && constantValue(node.right) === undefined) return node.right;
    const rest: Expr | undefined =
      constantValue(node.right) !== undefined
        ? node.left
        : constantValue(node.left) !== undefined
          ? node.right
          : undefined;
    if (rest === undefined) return undefined;
    node = unwrapParens(rest);
  }
}

function isRate(divisor: Expr): boolean {
  let rated = false;
  walk(divisor, (node) => {
    if (node.kind === "call" && /^(?:i?rate|increase)$/.test(node.name)) rated = true;
    return !rated;
  });
  return rated;
}

/** True if the expression has a lower bound, such as a minimum of traffic. */
function hasFloor({ binaries }: Parts): boolean {
  return binaries.some(
    ({ expr }) =>
      isComparison(expr.operator) && expr.operator.startsWith(">") && constantValue(expr.right) !== undefined,
  );
}
