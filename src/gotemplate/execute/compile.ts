import type { Action, Branch, Command, Include, Operand, Pipeline, Template, TemplateNode } from "../parse/ast.js";
import {
  actionPosition,
  commandPosition,
  type ErrorPosition,
  includePosition,
  operandPosition,
  pipelinePosition,
} from "./error-position.js";
import type { Call, Program, Step } from "./program.js";

/**
 * Compiles a tree into the steps that execute it, with the definitions of templates that were compiled before. The parser
 * limits how deep the tree is, so recursion is safe.
 */
export function compile(text: string, template: Template, defined?: Program): Program {
  const compiler = new Compiler(text, defined?.steps);
  const entry = compiler.body(template.body);
  const definitions = new Map(defined?.definitions);
  for (const [name, nodes] of template.definitions) definitions.set(name, compiler.body(nodes));
  return { steps: compiler.steps, entry, definitions };
}

class Compiler {
  readonly steps: Step[];
  private readonly text: string;

  constructor(text: string, steps: readonly Step[] = []) {
    this.text = text;
    this.steps = [...steps];
  }

  /** Adds the steps of a template; returns the address of the first one. */
  body(nodes: readonly TemplateNode[]): number {
    const entry = this.steps.length;
    this.nodes(nodes);
    this.add({ op: "return" });
    return entry;
  }

  private add(step: Step): void {
    this.steps.push(step);
  }

  /** Reserves a step whose jump addresses are not known yet; returns its address. */
  private reserve(): number {
    return this.steps.push({ op: "drop" }) - 1;
  }

  private position(position: ErrorPosition): void {
    this.add({ op: "position", position });
  }

  private nodes(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) this.node(node);
  }

  private node(node: TemplateNode): void {
    switch (node.kind) {
      case "text":
        this.add({ op: "text", text: node.text });
        break;
      case "action":
        this.action(node);
        break;
      case "range":
        this.range(node);
        break;
      case "if":
      case "with":
        this.branch(node);
        break;
      case "template":
        this.include(node);
        break;
      default:
        this.add({ op: node.kind });
        break;
    }
  }

  private action({ pipeline }: Action): void {
    this.pipeline(pipeline);
    const prints = pipeline.declarations.length === 0;
    this.add(prints ? { op: "print", position: actionPosition(pipeline, this.text) } : { op: "drop" });
  }

  /** All branches of a chain share a block: variables of an earlier condition are in scope in the later ones. */
  private branch({ kind, pipeline, body, elseBranches, otherwise }: Branch): void {
    this.add({ op: "open block" });
    const jumps: number[] = [];
    for (const conditional of [{ pipeline, body }, ...elseBranches]) {
      this.pipeline(conditional.pipeline);
      const branch = this.reserve();
      this.nodes(conditional.body);
      jumps.push(this.reserve());
      this.steps[branch] = { op: "branch", otherwise: this.steps.length, setsDot: kind === "with" };
    }
    if (otherwise !== undefined) this.nodes(otherwise);
    for (const jump of jumps) this.steps[jump] = { op: "jump", to: this.steps.length };
    this.add({ op: "close block" });
  }

  private range({ pipeline, body, otherwise }: Branch): void {
    const { declarations, assigns } = pipeline;
    this.add({ op: "open block" });
    this.pipeline(pipeline);
    const loop = this.reserve();
    this.nodes(body);
    const next = this.steps.length;
    this.add({ op: "next iteration" });
    if (otherwise !== undefined) this.nodes(otherwise);
    const end = this.steps.length;
    this.steps[loop] = {
      op: "loop",
      loop: { declarations, assigns, body: loop + 1, next, otherwise: next + 1, end },
    };
    this.add({ op: "close block" });
  }

  private include(include: Include): void {
    const { name, pipeline } = include;
    this.position(includePosition(include, this.text));
    this.add({ op: "find template", name });
    if (pipeline !== undefined) this.pipeline(pipeline);
    this.add({ op: "enter template", name, withData: pipeline !== undefined });
  }

  /** Leaves the pipeline's value on the stack. */
  private pipeline(pipeline: Pipeline, start = pipeline.start): void {
    const { commands, declarations, assigns } = pipeline;
    this.position(pipelinePosition(pipeline, start, this.text));
    for (const [index, command] of commands.entries()) {
      this.command(command, index > 0);
      this.add({ op: "unwrap" });
    }
    for (const name of declarations) this.add({ op: assigns ? "assign" : "declare", name });
  }

  /** A command takes the value that is piped into it, if there is one, and leaves its own. */
  private command(command: Command, piped: boolean): void {
    const [first, ...args] = command.operands as [Operand, ...Operand[]];
    const hasArguments = args.length > 0 || piped;
    switch (first.kind) {
      case "function":
        this.callFunction(first, args, piped, commandPosition(command, this.text));
        break;
      case "field":
      case "chain":
        if (hasArguments) this.callMethod(first, args, piped);
        else this.operand(first);
        break;
      case "variable":
        if (hasArguments && first.names.length > 0) this.callMethod(first, args, piped);
        else {
          this.operand(first);
          if (hasArguments) this.rejectArguments(first);
        }
        break;
      case "pipeline":
        if (hasArguments) this.rejectArguments(first);
        else this.operand(first);
        break;
      default:
        this.position(operandPosition(first, this.text));
        if (hasArguments) this.rejectArguments(first);
        else if (first.kind === "nil") this.add({ op: "fail", message: "nil is not a command" });
        else this.operand(first);
    }
  }

  private rejectArguments(operand: Operand): void {
    const { shown } = operandPosition(operand, this.text);
    this.add({ op: "fail", message: "can't give argument to non-function %s", shown });
  }

  /** Leaves the value of an operand that stands alone. */
  private operand(operand: Operand): void {
    const position = operandPosition(operand, this.text);
    switch (operand.kind) {
      case "function":
        this.callFunction(operand, [], false, position);
        break;
      case "field":
      case "variable":
      case "chain":
        this.readFields(operand, operand.names, position);
        break;
      case "pipeline":
        this.pipeline(operand.pipeline, position.offset);
        break;
      case "dot":
        this.position(position);
        this.add({ op: "dot" });
        break;
      case "nil":
        this.position(position);
        this.add({ op: "nothing" });
        break;
      default:
        this.position(position);
        this.add({ op: "literal", literal: operand });
    }
  }

  /** Leaves the value of these fields of an operand. */
  private readFields(
    operand: Operand & { names: readonly string[] },
    names: readonly string[],
    position: ErrorPosition,
  ): void {
    this.position(position);
    if (operand.kind === "chain") this.operand(operand.operand);
    else this.add(operand.kind === "variable" ? { op: "variable", name: operand.name } : { op: "dot" });
    for (const name of names) this.add({ op: "field", name, position });
  }

  private callFunction(
    { name, start, end }: Extract<Operand, { kind: "function" }>,
    args: readonly Operand[],
    piped: boolean,
    position: ErrorPosition,
  ): void {
    const { text } = this;
    this.position({ text, offset: start, shown: () => text.slice(start, end) });
    const call: Call = { name, position, count: args.length, piped };
    this.add({ op: "begin function", call });
    const decides = name === "or" ? true : name === "and" ? false : undefined;
    this.arguments(args, piped, decides);
  }

  /** Arguments belong to the last field: a method is called with them. */
  private callMethod(
    operand: Extract<Operand, { kind: "field" | "variable" | "chain" }>,
    args: readonly Operand[],
    piped: boolean,
  ): void {
    const position = operandPosition(operand, this.text);
    const call: Call = { name: operand.names.at(-1)!, position, count: args.length, piped };
    this.readFields(operand, operand.names.slice(0, -1), position);
    this.add({ op: "begin method", call });
    this.arguments(args, piped);
  }

  /** `decides` is the truth value of an argument at which `and` or `or` stops. */
  private arguments(args: readonly Operand[], piped: boolean, decides?: boolean): void {
    const shortCircuits: number[] = [];
    for (const operand of args) {
      if (!this.constantArgument(operand)) {
        this.operand(operand);
        this.add({ op: "argument" });
      }
      if (decides !== undefined) shortCircuits.push(this.reserve());
    }
    if (piped) this.add({ op: "piped argument" });
    this.add({ op: "invoke" });
    const end = this.steps.length;
    for (const at of shortCircuits) this.steps[at] = { op: "short circuit", on: decides!, end };
  }

  /** True for `nil` and literals, which take the type of the parameter. */
  private constantArgument(operand: Operand): boolean {
    switch (operand.kind) {
      case "nil":
        this.position(operandPosition(operand, this.text));
        this.add({ op: "nil argument" });
        return true;
      case "bool":
      case "string":
      case "number":
      case "complex":
        this.position(operandPosition(operand, this.text));
        this.add({ op: "literal argument", literal: operand, shown: this.text.slice(operand.start, operand.end) });
        return true;
      default:
        return false;
    }
  }
}
