import { scanVariable } from "../../../promql/index.js";
import { type JsonNode, type JsonScalar, text, walk } from "../../json/node.js";
import type { LocatedValue } from "../view.js";
import type { DashboardReader } from "./dashboard-reader.js";

/** Finds all uses of variables, including Grafana's built-in ones such as `$__rate_interval`. */
export function findVariableUses(dashboard: JsonNode, reader: DashboardReader): LocatedValue<string>[] {
  const uses: LocatedValue<string>[] = [];
  for (const node of walk(dashboard)) {
    if (node.kind === "scalar" && typeof node.value === "string") collectUses(node, reader, uses);
    const repeat = node.kind === "object" ? node.members.get("repeat")?.value : undefined;
    const repeated = text(repeat);
    if (repeat !== undefined && repeated !== undefined && /^\w+$/.test(repeated)) {
      uses.push({ value: repeated, span: reader.span(repeat) });
    }
  }
  return uses;
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
