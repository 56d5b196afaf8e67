import type { Command, Operand, Pipeline, Template, TemplateNode } from "./ast.js";

/** `isDotData` is true where the dot is the data of the template. */
export type VisitOperand = (operand: Operand, isDotData: boolean, command: Command) => void;

/** Visits all operands. In `with`, `range` and definitions the dot is something other than the data of the template. */
export function visitOperands(template: Template, visit: VisitOperand): void {
  visitNodes(template.body, true, visit);
  for (const nodes of template.definitions.values()) visitNodes(nodes, false, visit);
}

function visitNodes(nodes: readonly TemplateNode[], isDotData: boolean, visit: VisitOperand): void {
  for (const node of nodes) {
    if ("pipeline" in node && node.pipeline !== undefined) visitPipeline(node.pipeline, isDotData, visit);
    if (!("body" in node)) continue;
    const isDotDataInBody = isDotData && node.kind === "if";
    visitNodes(node.body, isDotDataInBody, visit);
    for (const { pipeline, body } of node.elseBranches) {
      visitPipeline(pipeline, isDotData, visit);
      visitNodes(body, isDotDataInBody, visit);
    }
    if (node.otherwise !== undefined) visitNodes(node.otherwise, isDotData, visit);
  }
}

function visitPipeline({ commands }: Pipeline, isDotData: boolean, visit: VisitOperand): void {
  for (const command of commands) {
    for (const operand of command.operands) {
      const inner = operand.kind === "chain" ? operand.operand : operand;
      if (inner.kind === "pipeline") visitPipeline(inner.pipeline, isDotData, visit);
      else visit(inner, isDotData, command);
    }
  }
}
