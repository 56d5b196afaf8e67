import type { Pipeline } from "../syntax/ast.js";
import type { Type } from "./type.js";

/** Spansets, or series made of them, behind some stages. `any` is unknown. */
type Flow = "spansets" | "metrics" | "compared" | "selected metrics" | "any";

/** The problem of a stage, or the type of a pipeline. */
export function typeOfPipeline(
  { stages }: Pipeline,
  typeOf: (stage: Pipeline["stages"][number]) => Type,
): Type | { readonly problem: string; readonly stage: number } {
  let flow: Flow | undefined;
  for (const [stage, expr] of stages.entries()) {
    const next = flowBehind(flow, typeOf(expr));
    if (typeof next === "object") return { ...next, stage };
    flow = next;
  }
  return flow === "spansets" ? "pipeline" : flow!;
}

function flowBehind(before: Flow | undefined, type: Type): Flow | { readonly problem: string } {
  if (type === "any" || before === "any") return "any";
  const isFirst = before === undefined;
  switch (type) {
    case "spanset":
    case "wrapped spanset":
    case "stage":
      return isFirst || before === "spansets" ? "spansets" : { problem: "series have no spans: select them first" };
    case "coalesce":
      return before === "spansets"
        ? "spansets"
        : { problem: "coalesce() joins the spansets of a stage in front of it" };
    case "metrics function":
    case "compare":
      if (before !== "spansets")
        return { problem: "a metrics function needs spansets in front of it, and only one can follow" };
      return type === "compare" ? "compared" : "metrics";
    case "series selection":
      return before === "metrics" || before === "selected metrics"
        ? before
        : { problem: "only the series of a metrics function, such as rate(), can be selected" };
    case "metrics":
    case "wrapped metrics":
    case "selected metrics":
      return isFirst ? "selected metrics" : { problem: "series cannot follow a stage" };
    case "aggregate":
      return { problem: aggregateProblem };
    case "pipeline":
    case "wrapped pipeline":
      return { problem: "a pipeline in parentheses cannot be a stage: leave the parentheses out" };
    default:
      return { problem: "a stage selects spans, or is a function: put a condition in braces" };
  }
}

export const aggregateProblem = "an aggregate must be compared with a number, such as count() > 2";
