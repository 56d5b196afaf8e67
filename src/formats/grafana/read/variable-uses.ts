import { scanVariable } from "../../../promql/index.js";
import { type JsonNode, type JsonScalar, member, text, walk } from "../../json/node.js";
import type { LocatedValue } from "../view.js";
import type { DashboardReader } from "./dashboard-reader.js";

/** Finds all uses of variables, including Grafana's built-in ones such as `$__rate_interval`. */
export function findVariableUses(dashboard: JsonNode, reader: DashboardReader): LocatedValue<string>[] {
  const uses: LocatedValue<string>[] = [];
  for (const node of walk(dashboard)) {
    if (node.kind === "scalar" && typeof node.value === "string") collectUses(node, reader, uses);
    const name = variableName(node);
    const value = text(name);
    if (name !== undefined && value !== undefined && /^\w+$/.test(value)) uses.push({ value, span: reader.span(name) });
  }
  return uses;
}

/** The variable that something repeats for, or that a condition for showing it compares. */
function variableName(node: JsonNode): JsonNode | undefined {
  if (node.kind !== "object") return undefined;
  if (text(member(node, "kind")) === "ConditionalRenderingVariable") return member(node, "spec", "variable");
  const repeat = member(node, "repeat");
  return repeat?.kind === "object" ? member(repeat, "value") : repeat;
}

/** Scans the source of a string. No escape is needed in the name of a variable, so none is decoded. */
function collectUses(node: JsonScalar, reader: DashboardReader, uses: LocatedValue<string>[]): void {
  const { source } = reader;
  for (let at = node.start; at < node.end; ) {
    const character = source[at];
    const use = character === "$" || character === "[" ? scanVariable(source, at) : undefined;
    if (use === undefined) {
      at += 1;
      continue;
    }
    uses.push({ value: use.name, span: reader.span({ start: at, end: use.end }) });
    at = use.end;
  }
}
