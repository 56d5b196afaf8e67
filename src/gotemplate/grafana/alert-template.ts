import type { PrometheusVersion } from "../../promql/index.js";
import { alertTemplateOptions } from "../functions.js";
import type { Operand } from "../parse/ast.js";
import { parseTemplate } from "../parse/parser.js";
import { visitOperands } from "../parse/visit-operands.js";

/** A part of an alert's template that means something else in Grafana. */
export interface TemplateLimit {
  /** `$externalLabels`, or the name of a function. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export interface AlertTemplateInGrafana {
  readonly text: string;
  readonly limits: readonly TemplateLimit[];
}

/** Functions that return nothing in Grafana, or take other arguments. */
const otherFunctions: ReadonlySet<string> = new Set(["query", "graphLink", "tableLink"]);

/** Data of an alert that Grafana does not have. */
const missingData: ReadonlyMap<string, string> = new Map([
  ["ExternalLabels", "$externalLabels"],
  ["ExternalURL", "$externalURL"],
]);

/**
 * Translates the template of an alert from Prometheus to a rule that Grafana manages. `$value` is text there; the number is
 * the value of a query, by its `refId`.
 *
 * ```ts
 * toGrafanaTemplate("{{ printf "%.1f" $value }}", "query", version).text; // {{ printf "%.1f" $values.query.Value }}
 * ```
 */
export function toGrafanaTemplate(text: string, refId: string, version: PrometheusVersion): AlertTemplateInGrafana {
  const { template } = text.includes("{{") ? parseTemplate(text, alertTemplateOptions(version)) : {};
  if (template === undefined) return { text, limits: [] };
  const edits: { readonly at: Operand; readonly replacement: string }[] = [];
  const limits: TemplateLimit[] = [];
  visitOperands(template, (operand, isDotData) => {
    const { start, end } = operand;
    const path = dataPath(operand, isDotData);
    if (path === "Value") edits.push({ at: operand, replacement: renderValue(operand, refId) });
    const what =
      operand.kind === "function" && otherFunctions.has(operand.name) ? operand.name : missingData.get(path!);
    if (what !== undefined) limits.push({ what, start, end });
  });
  const declared = /\$value\s*:?=/.exec(text);
  if (declared) limits.push({ what: "$value of its own", start: declared.index, end: declared.index + 6 });
  let result = text;
  for (const { at, replacement } of edits.sort((one, other) => other.at.start - one.at.start)) {
    result = result.slice(0, at.start) + replacement + result.slice(at.end);
  }
  return { text: result, limits };
}

const variables: ReadonlyMap<string, string> = new Map([
  ["$value", "Value"],
  ["$externalLabels", "ExternalLabels"],
  ["$externalURL", "ExternalURL"],
]);

/** The field of the data that an operand reads: `Value` of `$value`, `.Value` and `$.Value`. */
function dataPath(operand: Operand, isDotData: boolean): string | undefined {
  if (operand.kind === "variable") return operand.name === "$" ? operand.names[0] : variables.get(operand.name);
  return operand.kind === "field" && isDotData ? operand.names[0] : undefined;
}

function renderValue(operand: Operand, refId: string): string {
  if (operand.kind === "field") return `.Values.${refId}.Value`;
  const isRoot = operand.kind === "variable" && operand.name === "$";
  return isRoot ? `$.Values.${refId}.Value` : `$values.${refId}.Value`;
}
