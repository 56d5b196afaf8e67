import { type Expr, panelDialect, parse } from "../../logql/index.js";
import { hasVariable, substituteVariables } from "../../promql/index.js";
import type { VariableValue } from "./variable-values.js";

/** An expression with the values of its variables, or the reason why it has none. */
export type FilledLogql =
  | { readonly expr: Expr; readonly why?: undefined }
  | { readonly why: string; readonly expr?: undefined };

/** Interpolates the variables of a LogQL expression as Grafana does. */
export function fillLogVariables(text: string, valueFor: VariableValue): FilledLogql {
  const quoted = text.replaceAll(/\$\{(\w+):doublequote\}/g, (whole, name: string) => {
    const value = valueFor(name);
    return value === undefined ? whole : `"${value}"`;
  });
  const filled = substituteVariables(quoted, valueFor);
  if (hasVariable(filled)) return { why: "the value of one of its variables is unknown" };
  const { expr, errors } = parse(filled, panelDialect);
  if (!expr || errors.length > 0) return { why: "it does not parse after its variables are interpolated" };
  return { expr };
}
