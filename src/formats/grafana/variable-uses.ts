import { scanVariable } from "../../promql/syntax/variables.js";
import { type JsonNode, type JsonScalar, text, walk } from "../json/node.js";
import type { DashboardReader } from "./dashboard-reader.js";
import type { Located } from "./view.js";

/** Finds where variables are used, Grafana's own (`$__rate_interval`) among them. */
export function findVariableUses(dashboard: JsonNode, places: DashboardReader): Located<string>[] {
  const uses: Located<string>[] = [];
  for (const node of walk(dashboard)) {
    if (node.kind === "scalar" && typeof node.value === "string") collectUses(node, places, uses);
    const repeat = node.kind === "object" ? node.members.get("repeat")?.value : undefined;
    const repeated = text(repeat);
    if (repeat !== undefined && repeated !== undefined && /^\w+$/.test(repeated)) {
      uses.push({ value: repeated, span: places.span(repeat) });
    }
  }
  return uses;
}

/** Reads the text as it stands in the file: no letter of a variable's name is ever written as an escape. */
function collectUses(node: JsonScalar, places: DashboardReader, uses: Located<string>[]): void {
  const { source } = places;
  for (let at = node.start; at < node.end; ) {
    const character = source[at];
    const use = character === "$" || character === "[" ? scanVariable(source, at) : undefined;
    if (use === undefined) {
      at += 1;
      continue;
    }
    uses.push({ value: use.name, span: places.span({ start: at, end: use.end }) });
    at = use.end;
  }
}
