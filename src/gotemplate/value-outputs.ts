import type { Command, Operand, Pipeline, Template, TemplateNode } from "./parse/ast.js";

/** An action that prints the value of the alert: `{{ $value | humanize }}`. The offsets span its pipeline. */
export interface ValueOutput {
  /** The functions that the value goes through. */
  readonly functions: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the actions that print the value of the alert. Conditions and variables only read it. In `with`,
 * `range` and definitions the dot is not the alert, so only `$value` counts there.
 *
 * ```ts
 * findValueOutputs(template); // [{ functions: ["humanize"], start: 3, end: 20 }]
 * ```
 */
export function findValueOutputs(template: Template): readonly ValueOutput[] {
  const outputs: ValueOutput[] = [];
  collect(template.body, true, outputs);
  for (const nodes of template.definitions.values()) collect(nodes, false, outputs);
  return outputs;
}

function collect(nodes: readonly TemplateNode[], isDotAlert: boolean, outputs: ValueOutput[]): void {
  for (const node of nodes) {
    if (node.kind === "action" && node.pipeline.declarations.length === 0) {
      const output = toOutput(node.pipeline, isDotAlert);
      if (output) outputs.push(output);
    }
    if (!("body" in node)) continue;
    const isDotAlertInBody = isDotAlert && node.kind === "if";
    for (const { body } of [node, ...node.elseBranches]) collect(body, isDotAlertInBody, outputs);
    collect(node.otherwise ?? [], isDotAlert, outputs);
  }
}

function toOutput({ commands, start, end }: Pipeline, isDotAlert: boolean): ValueOutput | undefined {
  const first = commands.findIndex(({ operands }) => operands.some((operand) => isValue(operand, isDotAlert)));
  return first < 0 ? undefined : { functions: commands.slice(first).flatMap(functionOf), start, end };
}

function functionOf({ operands }: Command): readonly string[] {
  const [first] = operands;
  return first?.kind === "function" ? [first.name] : [];
}

function isValue(operand: Operand, isDotAlert: boolean): boolean {
  if (operand.kind === "pipeline") return toOutput(operand.pipeline, isDotAlert) !== undefined;
  if (operand.kind === "variable" && operand.name !== "$") return operand.name === "$value";
  return (operand.kind === "variable" || (operand.kind === "field" && isDotAlert)) && operand.names[0] === "Value";
}
