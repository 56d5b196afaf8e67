import { quoteGo } from "../format/go-strings.js";
import type { Command, Include, Operand, Pipeline } from "../parse/ast.js";

/** What an error in executing a template is told at: an offset into its text, and the piece as Go writes it. */
export interface Place {
  readonly offset: number;
  readonly shown: () => string;
}

export function operandPlace(operand: Operand, text: string): Place {
  return { offset: operandOffset(operand, text), shown: () => printTree(operand, text) };
}

export function pipelinePlace(pipeline: Pipeline, offset: number, text: string): Place {
  return { offset, shown: () => printTree(pipeline, text) };
}

export function actionPlace(pipeline: Pipeline, text: string): Place {
  return { offset: pipeline.start, shown: () => `{{${printTree(pipeline, text)}}}` };
}

export function commandPlace(command: Command, text: string): Place {
  return { offset: command.start, shown: () => printTree(command, text) };
}

export function includePlace(include: Include, text: string): Place {
  const { name, pipeline } = include;
  const shown = () => `{{template ${quoteGo(name)}${pipeline ? ` ${printTree(pipeline, text)}` : ""}}}`;
  const beforeName = /\{\{(?:-(?=\s))?\s*(?:template|block)\s*/y;
  beforeName.lastIndex = include.start;
  beforeName.exec(text);
  return { offset: beforeName.lastIndex, shown };
}

/** Go takes fields behind a first name as one thing that begins with the second name. */
function operandOffset(operand: Operand, text: string): number {
  switch (operand.kind) {
    case "field":
      return operand.names.length > 1 ? operand.start + 1 + operand.names[0]!.length : operand.start;
    case "variable":
      return operand.names.length > 0 ? operand.start + operand.name.length : operand.start;
    case "chain":
      return operand.operand.end;
    case "pipeline":
      return innerStart(operand.start, text);
    default:
      return operand.start;
  }
}

/** Where the pipeline in a pair of parentheses begins. */
export function innerStart(parenthesis: number, text: string): number {
  let at = parenthesis + 1;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at++;
  return at;
}

type Tree = Pipeline | Command | Operand;

/** Writes a part of the tree with one space wherever there was some. Works without recursion, as trees may be deep. */
function printTree(tree: Tree, text: string): string {
  let printed = "";
  const waiting: (Tree | string)[] = [tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string") printed += next;
    else {
      const parts = partsOf(next, text);
      for (let at = parts.length - 1; at >= 0; at--) waiting.push(parts[at]!);
    }
  }
  return printed;
}

function partsOf(tree: Tree, text: string): readonly (Tree | string)[] {
  if ("commands" in tree) {
    const { declarations, assigns, commands } = tree;
    const declared = declarations.length > 0 ? `${declarations.join(", ")} ${assigns ? "=" : ":="} ` : "";
    return [
      declared,
      ...joined(
        commands.map((command) => [command]),
        " | ",
      ),
    ];
  }
  if ("operands" in tree) return joined(tree.operands.map(inParentheses), " ");
  switch (tree.kind) {
    case "dot":
      return ["."];
    case "nil":
      return ["nil"];
    case "field":
      return [tree.names.map((name) => `.${name}`).join("")];
    case "variable":
      return [[tree.name, ...tree.names].join(".")];
    case "chain":
      return [...inParentheses(tree.operand), ...tree.names.map((name) => `.${name}`)];
    case "pipeline":
      return [tree.pipeline];
    default:
      return [text.slice(tree.start, tree.end)];
  }
}

function inParentheses(operand: Operand): readonly (Tree | string)[] {
  return operand.kind === "pipeline" ? ["(", operand, ")"] : [operand];
}

function joined(parts: readonly (readonly (Tree | string)[])[], separator: string): readonly (Tree | string)[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [separator, ...part]));
}
