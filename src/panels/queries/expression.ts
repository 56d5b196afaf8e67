import type * as sdk from "@grafana/grafana-foundation-sdk/expr";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import {
  choice,
  json,
  list,
  number,
  type RequiredShape,
  required,
  type Shape,
  string,
} from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields } from "./data-query.js";

/** An expression that Grafana's server evaluates on the results of other queries of the panel. */
export type ExpressionQuery = QueryFields<sdk.expr>;

type FieldsOf<Union> = Union extends unknown ? keyof Union : never;

const table = {
  type: required(choice("math", "reduce", "resample", "classic_conditions", "threshold", "sql")),
  expression: string,
  reducer: string,
  settings: json,
  window: string,
  downsampler: string,
  upsampler: string,
  conditions: list(json),
  format: string,
  intervalMs: number,
  maxDataPoints: number,
  queryType: string,
  resultAssertions: json,
  timeRange: json,
} as const satisfies Record<FieldsOf<ExpressionQuery>, Shape | RequiredShape>;

/** Grafana's type of the data source that evaluates expressions. */
export const expressionType = "__expr__";

export function expression(options: ExpressionQuery): DataQuery {
  return defineDataQuery({ call: "query.expression(…)", type: expressionType, table }, options as DataQueryOptions);
}

/**
 * Renders the body of an expression, in which refIds replace the names of queries: `$errors / $all` becomes `$B / $A`.
 *
 * @param refIds refIds by the name of the query
 */
export function renderExpression(
  body: Readonly<Record<string, unknown>>,
  refIds: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const { type, expression: text } = body;
  if (typeof text !== "string" || type === "sql") return body;
  if (type !== "math") return { ...body, expression: refIds.get(text) ?? text };
  const replaced = text.replace(/\$(?:\{([^}]*)\}|(\w+))/g, (use, braced: string | undefined, plain: string) => {
    const refId = refIds.get(braced ?? plain);
    return refId === undefined ? use : `$${refId}`;
  });
  return { ...body, expression: replaced };
}

/** The names of queries that an expression reads. A variable of the dashboard may be among them. */
export function expressionInputs({ type, expression: text }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof text !== "string" || type === "sql") return [];
  if (type !== "math") return [text];
  return Array.from(text.matchAll(/\$(?:\{([^}]*)\}|(\w+))/g), ([, braced, plain]) => braced ?? plain ?? "");
}
