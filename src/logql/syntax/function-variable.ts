/** A dashboard variable in place of a function, as written: `$function`, `${range}_over_time`, `[[aggregation]]`. */
export type FunctionVariable = `${string}$${string}` | `${string}[[${string}`;

export function isFunctionVariable(operator: string): operator is FunctionVariable {
  return operator.includes("$") || operator.includes("[[");
}
