import { type Call, type DurationExpr, type MatrixSelector, walk } from "../../promql/index.js";
import type { Check } from "../check.js";

const needTwoSamples = new Set(["rate", "irate", "increase"]);

/** A rate over `$__interval`, which can be shorter than two scrapes. */
export const rateInterval: Check = {
  id: "dashboard/rate-interval",
  on: "query",
  *run(query) {
    if (query.in !== "panel") return;
    for (const { call, range } of findRates(query.expr)) {
      if (range.kind !== "duration variable" || range.variable !== "__interval") continue;
      yield {
        summary: `${call.name}() looks back over $__interval, which can be shorter than two scrapes`,
        details: "Zoomed in, the panel stays empty, and increases between two steps are lost.",
        fix: "use `$__rate_interval`",
        at: query.locate(range.start, range.end),
      };
    }
  },
};

function findRates(expr: Parameters<typeof walk>[0]): { call: Call; range: DurationExpr }[] {
  const rates: { call: Call; range: DurationExpr }[] = [];
  walk(expr, (node) => {
    if (node.kind !== "call" || !needTwoSamples.has(node.name)) return;
    const matrix = node.args.find((arg): arg is MatrixSelector => arg.kind === "matrix");
    if (matrix) rates.push({ call: node, range: matrix.range });
  });
  return rates;
}
