import { nearest } from "../../diagnostics/nearest.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import { type Expr, postOrder, type StringLiteral } from "../../traceql/index.js";
import type { Check, CheckContext } from "../check.js";
import { traceQueries } from "../panel/trace-queries.js";

/** A name of a service that no declared traces have. */
export const unknownTracedService: Check = {
  id: "traceql/unknown-service",
  after: ["traceql/syntax"],
  on: "panel",
  *run({ panel, context }) {
    for (const { query, locate } of traceQueries(panel)) {
      const known = tracedServices(context);
      if (known.length === 0) return;
      for (const { operator, name } of query ? serviceNames(query.expr) : []) {
        if (hasVariable(name.value) || selectsAny(operator, name.value, known)) continue;
        const near = operator.endsWith("~") ? undefined : nearest(name.value, known);
        const list = known.map((one) => JSON.stringify(one)).join(", ");
        yield {
          summary: `no service has traces with the name ${JSON.stringify(name.value)}`,
          details: "The names are those of `traceStream(…)`.",
          fix: near === undefined ? `write one of ${list}, or declare its traces` : `write "${near}"`,
          at: locate(name.start, name.end),
        };
      }
    }
  },
};

function tracedServices({ catalogue }: CheckContext): readonly string[] {
  const names = catalogue?.services.flatMap(({ traces }) => traces.map(({ service }) => service)) ?? [];
  return [...new Set(names)].sort();
}

interface ServiceComparison {
  readonly operator: string;
  readonly name: StringLiteral;
}

/** The comparisons of the name of a service with a text, on either side. */
function serviceNames(expr: Expr): readonly ServiceComparison[] {
  return postOrder(expr).flatMap((node): ServiceComparison[] => {
    if (node.kind !== "binary" || !["=", "!=", "=~", "!~"].includes(node.operator)) return [];
    const { operator, left, right } = node;
    if (isServiceName(left) && right.kind === "string") return [{ operator, name: right }];
    return isServiceName(right) && left.kind === "string" ? [{ operator, name: left }] : [];
  });
}

function isServiceName(expr: Expr): boolean {
  if (expr.kind === "intrinsic") return expr.name === "rootServiceName" || expr.name === "trace:rootService";
  return expr.kind === "attribute" && expr.name === "service.name" && (expr.scope === "resource" || expr.scope === "");
}

/** Regular expressions match the whole name. */
function selectsAny(operator: string, value: string, known: readonly string[]): boolean {
  if (!operator.endsWith("~")) return known.includes(value);
  const pattern = compileMatcher(value);
  return known.some((name) => pattern.test(name));
}
