import { quoteGo } from "../format/go-strings.js";
import type { Command, Include, Operand, Pipeline } from "../parse/ast.js";

/** Position of an execution error: an offset into the text of a template, and the failing piece as Go prints it. */
export interface ErrorPosition {
  readonly text: string;
  readonly offset: number;
  readonly shown: () => string;
}

export function operandPosition(operand: Operand, text: string): ErrorPosition {
  return { text, offset: operandOffset(operand, text), shown: () => printOperand(operand, text) };
}

export function pipelinePosition(pipeline: Pipeline, offset: number, text: string): ErrorPosition {
  return { text, offset, shown: () => printPipeline(pipeline, text) };
}

export function actionPosition(pipeline: Pipeline, text: string): ErrorPosition {
  return { text, offset: pipeline.start, shown: () => `{{${printPipeline(pipeline, text)}}}` };
}

export function commandPosition(command: Command, text: string): ErrorPosition {
  return { text, offset: command.start, shown: () => printCommand(command, text) };
}

export function includePosition(include: Include, text: string): ErrorPosition {
  const { name, pipeline } = include;
  const shown = () => `{{template ${quoteGo(name)}${pipeline ? ` ${printPipeline(pipeline, text)}` : ""}}}`;
  const beforeName = /\{\{(?:-(?=\s))?\s*(?:template|block)\s*/y;
  beforeName.lastIndex = include.start;
  beforeName.exec(text);
  return { text, offset: beforeName.lastIndex, shown };
}

/** Go reports a chain of fields at its second name. */
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

/** Offset of the pipeline in a pair of parentheses. */
function innerStart(parenthesis: number, text: string): number {
  let at = parenthesis + 1;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at++;
  return at;
}

/** Prints a part of the tree with single spaces, as Go does. */
function printPipeline({ declarations, assigns, commands }: Pipeline, text: string): string {
  const declared = declarations.length > 0 ? `${declarations.join(", ")} ${assigns ? "=" : ":="} ` : "";
  return declared + commands.map((command) => printCommand(command, text)).join(" | ");
}

function printCommand({ operands }: Command, text: string): string {
  return operands.map((operand) => printInCommand(operand, text)).join(" ");
}

function printInCommand(operand: Operand, text: string): string {
  const printed = printOperand(operand, text);
  return operand.kind === "pipeline" ? `(${printed})` : printed;
}

function printOperand(operand: Operand, text: string): string {
  switch (operand.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "field":
      return operand.names.map((name) => `.${name}`).join("");
    case "variable":
      return [operand.name, ...operand.names].join(".");
    case "chain":
      return printInCommand(operand.operand, text) + operand.names.map((name) => `.${name}`).join("");
    case "pipeline":
      return printPipeline(operand.pipeline, text);
    default:
      return text.slice(operand.start, operand.end);
  }
}
