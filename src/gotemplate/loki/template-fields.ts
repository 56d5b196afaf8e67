import type { Operand, Pipeline, Template, TemplateNode } from "../parse/ast.js";

/**
 * The names behind dots in a template, as Loki lists them to find out which labels it reads: not those of variables and
 * parentheses with fields.
 */
export function listFields({ body }: Template): readonly string[] {
  const fields = new Set<string>();
  visitNodes(body, fields);
  return [...fields];
}

function visitNodes(nodes: readonly TemplateNode[], fields: Set<string>): void {
  for (const node of nodes) {
    if (node.kind === "action") visitPipeline(node.pipeline, fields);
    if (node.kind !== "if" && node.kind !== "with" && node.kind !== "range") continue;
    for (const { pipeline, body } of [node, ...node.elseBranches]) {
      visitPipeline(pipeline, fields);
      visitNodes(body, fields);
    }
    if (node.otherwise) visitNodes(node.otherwise, fields);
  }
}

function visitPipeline({ commands }: Pipeline, fields: Set<string>): void {
  for (const { operands } of commands) for (const operand of operands) visitOperand(operand, fields);
}

function visitOperand(operand: Operand, fields: Set<string>): void {
  if (operand.kind === "field") for (const name of operand.names) fields.add(name);
  else if (operand.kind === "pipeline") visitPipeline(operand.pipeline, fields);
}

/** The label of a template that is only `{{.label}}`. */
export function findOnlyField({ body }: Template): string | undefined {
  const [node] = body;
  if (body.length !== 1 || node?.kind !== "action" || node.pipeline.commands.length !== 1) return undefined;
  const { operands } = node.pipeline.commands[0]!;
  const [operand] = operands;
  return operands.length === 1 && operand?.kind === "field" && operand.names.length === 1
    ? operand.names[0]
    : undefined;
}
