import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import { type JsonNode, member, text } from "../../formats/json/node.js";
import { parseJson } from "../../formats/json/parse.js";
import type { ReadSource } from "../../source/source-files.js";
import { configFindings } from "../findings.js";

/** Reports a `package.json` that Node, or the bundler, cannot read. A project need not have one. */
export function checkPackage(root: string, readSource: ReadSource): readonly Diagnostic[] {
  const file = join(root, "package.json");
  const source = readSource(file);
  if (source === undefined) return [];
  const parsed = parseJson(source, file);
  if (!parsed.ok) {
    const { summary, span } = parsed.error;
    return [{ ...badPackage, summary: `package.json is not valid JSON: ${summary}`, ...(span && { span }) }];
  }
  const problem = shapeProblem(parsed.root);
  if (!problem) return [];
  const lines = new LineTable(source);
  const { start, end } = problem.node;
  return [
    {
      ...badPackage,
      summary: problem.summary,
      ...(problem.fix !== undefined && { fix: problem.fix }),
      span: { file, start: lines.position(start), end: lines.position(end) },
    },
  ];
}

const badPackage = {
  ...finding(configFindings, "config/bad-package"),
  details: "Node and the bundler read it to resolve imports.",
};

interface ShapeProblem {
  readonly node: JsonNode;
  readonly summary: string;
  readonly fix?: string;
}

function shapeProblem(root: JsonNode): ShapeProblem | undefined {
  if (root.kind !== "object") return { node: root, summary: "package.json must contain an object" };
  const type = member(root, "type");
  if (type && !["module", "commonjs"].includes(text(type) ?? "")) {
    return { node: type, summary: 'the "type" of package.json must be "module" or "commonjs"', fix: 'write "module"' };
  }
  const node = ["dependencies", "devDependencies", "imports", "exports"]
    .map((name) => ({ name, node: member(root, name) }))
    .find(({ name, node: value }) => value && !isAllowed(name, value));
  return node?.node && { node: node.node, summary: `"${node.name}" of package.json must be an object` };
}

function isAllowed(name: string, node: JsonNode): boolean {
  return node.kind === "object" || (name === "exports" && (node.kind === "array" || text(node) !== undefined));
}
