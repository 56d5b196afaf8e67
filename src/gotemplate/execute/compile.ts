import type { Action, Branch, Command, Include, Operand, Pipeline, Template, TemplateNode } from "../parse/ast.js";
import { actionPlace, commandPlace, includePlace, operandPlace, type Place, pipelinePlace } from "./error-position.js";
import type { Call, Program, Step } from "./program.js";

/**
 * Turns a tree into the steps that execute it. The tree may be of any depth: what is still to be done waits in a list
 * instead of on the machine's stack.
 */
export function compile(text: string, template: Template): Program {
  const compiler = new Compiler(text);
  compiler.body(template.body);
  const definitions = new Map<string, number>();
  for (const [name, nodes] of template.definitions) definitions.set(name, compiler.body(nodes));
  return { text, steps: compiler.steps, definitions };
}

type Task = () => void;

class Compiler {
  readonly steps: Step[] = [];
  private readonly text: string;
  private readonly waiting: Task[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Adds the steps of a template; gives where they begin. */
  body(nodes: readonly TemplateNode[]): number {
    const entry = this.steps.length;
    this.nodes(nodes);
    for (let task = this.waiting.pop(); task !== undefined; task = this.waiting.pop()) task();
    this.add({ op: "return" });
    return entry;
  }

  private add(step: Step): void {
    this.steps.push(step);
  }

  /** Leaves room for a step that depends on where others will be; the result puts it there. */
  private reserve(): (step: Step) => void {
    const at = this.steps.push({ op: "drop" }) - 1;
    return (step) => {
      this.steps[at] = step;
    };
  }

  /** Has these done next, in this order, each with all that it brings about before the one after it. */
  private inOrder(tasks: readonly Task[]): void {
    for (let at = tasks.length - 1; at >= 0; at--) this.waiting.push(tasks[at]!);
  }

  private at(place: Place): void {
    this.add({ op: "at", place });
  }

  private nodes(nodes: readonly TemplateNode[]): void {
    for (let at = nodes.length - 1; at >= 0; at--) {
      const node = nodes[at]!;
      this.waiting.push(() => this.node(node));
    }
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
    const prints = pipeline.declarations.length === 0;
    this.inOrder([
      () => this.pipeline(pipeline),
      () => this.add(prints ? { op: "print", place: actionPlace(pipeline, this.text) } : { op: "drop" }),
    ]);
  }

  private branch({ kind, pipeline, body, otherwise }: Branch): void {
    let fillBranch: (step: Step) => void;
    let fillJump: ((step: Step) => void) | undefined;
    this.add({ op: "open block" });
    this.inOrder([
      () => this.pipeline(pipeline),
      () => {
        fillBranch = this.reserve();
        this.nodes(body);
      },
      () => {
        if (otherwise !== undefined) fillJump = this.reserve();
        fillBranch({ op: "branch", otherwise: this.steps.length, setsDot: kind === "with" });
        this.nodes(otherwise ?? []);
      },
      () => {
        fillJump?.({ op: "jump", to: this.steps.length });
        this.add({ op: "close block" });
      },
    ]);
  }

  private range({ pipeline, body, otherwise }: Branch): void {
    const { declarations, assigns } = pipeline;
    let fillLoop: (step: Step) => void;
    let start = 0;
    let afterBody = 0;
    this.add({ op: "open block" });
    this.inOrder([
      () => this.pipeline(pipeline),
      () => {
        fillLoop = this.reserve();
        start = this.steps.length;
        this.nodes(body);
      },
      () => {
        this.add({ op: "next round" });
        afterBody = this.steps.length;
        this.nodes(otherwise ?? []);
      },
      () => {
        const end = this.steps.length;
        fillLoop({
          op: "loop",
          loop: { declarations, assigns, body: start, next: afterBody - 1, otherwise: afterBody, end },
        });
        this.add({ op: "close block" });
      },
    ]);
  }

  private include(include: Include): void {
    const { name, pipeline } = include;
    this.at(includePlace(include, this.text));
    this.add({ op: "find template", name });
    this.inOrder([
      () => pipeline && this.pipeline(pipeline),
      () => this.add({ op: "enter template", name, withData: pipeline !== undefined }),
    ]);
  }

  /** Leaves the pipeline's value. */
  private pipeline(pipeline: Pipeline, start = pipeline.start): void {
    const { commands, declarations, assigns } = pipeline;
    this.at(pipelinePlace(pipeline, start, this.text));
    const tasks: Task[] = [];
    for (const [index, command] of commands.entries()) {
      tasks.push(
        () => this.command(command, index > 0),
        () => this.add({ op: "unwrap" }),
      );
    }
    for (const name of declarations) tasks.push(() => this.add({ op: assigns ? "assign" : "declare", name }));
    this.inOrder(tasks);
  }

  /** A command takes the value that is piped into it, if there is one, and leaves its own. */
  private command(command: Command, piped: boolean): void {
    const [first, ...args] = command.operands as [Operand, ...Operand[]];
    const takesArguments = args.length > 0 || piped;
    switch (first.kind) {
      case "function":
        this.callFunction(first, args, piped, commandPlace(command, this.text));
        break;
      case "field":
      case "chain":
        if (takesArguments) this.callMethod(first, args, piped);
        else this.operand(first);
        break;
      case "variable":
        if (takesArguments && first.names.length > 0) this.callMethod(first, args, piped);
        else {
          this.operand(first);
          if (takesArguments) this.refuseArguments(first);
        }
        break;
      case "pipeline":
        if (takesArguments) this.refuseArguments(first);
        else this.operand(first);
        break;
      default:
        this.at(operandPlace(first, this.text));
        if (takesArguments) this.refuseArguments(first);
        else if (first.kind === "nil") this.add({ op: "fail", message: "nil is not a command" });
        else this.operand(first);
    }
  }

  private refuseArguments(operand: Operand): void {
    const { shown } = operandPlace(operand, this.text);
    this.add({ op: "fail", message: "can't give argument to non-function %s", shown });
  }

  /** Leaves the value of an operand that stands alone. */
  private operand(operand: Operand): void {
    const place = operandPlace(operand, this.text);
    switch (operand.kind) {
      case "function":
        this.callFunction(operand, [], false, place);
        break;
      case "field":
      case "variable":
      case "chain":
        this.receiver(operand, operand.names, place);
        break;
      case "pipeline":
        this.pipeline(operand.pipeline, place.offset);
        break;
      case "dot":
        this.at(place);
        this.add({ op: "dot" });
        break;
      case "nil":
        this.at(place);
        this.add({ op: "nothing" });
        break;
      default:
        this.at(place);
        this.add({ op: "literal", literal: operand });
    }
  }

  /** What fields are read of, and so many of the fields. */
  private receiver(operand: Operand & { names: readonly string[] }, names: readonly string[], place: Place): void {
    this.at(place);
    const readFields = () => {
      for (const name of names) this.add({ op: "field", name, place });
    };
    if (operand.kind === "chain") {
      const { operand: inner } = operand;
      this.inOrder([() => this.operand(inner), readFields]);
    } else {
      this.add(operand.kind === "variable" ? { op: "variable", name: operand.name } : { op: "dot" });
      readFields();
    }
  }

  private callFunction(
    { name, start, end }: Extract<Operand, { kind: "function" }>,
    args: readonly Operand[],
    piped: boolean,
    place: Place,
  ): void {
    this.at({ offset: start, shown: () => this.text.slice(start, end) });
    const call: Call = { name, place, count: args.length, piped };
    this.add({ op: "begin function", call });
    const decides = name === "or" ? true : name === "and" ? false : undefined;
    this.args(args, piped, decides);
  }

  /** The last field is given arguments: if it is a method it is called with them. */
  private callMethod(
    operand: Extract<Operand, { kind: "field" | "variable" | "chain" }>,
    args: readonly Operand[],
    piped: boolean,
  ): void {
    const place = operandPlace(operand, this.text);
    const call: Call = { name: operand.names.at(-1)!, place, count: args.length, piped };
    this.inOrder([
      () => this.receiver(operand, operand.names.slice(0, -1), place),
      () => this.add({ op: "begin method", call }),
      () => this.args(args, piped),
    ]);
  }

  private args(args: readonly Operand[], piped: boolean, decides?: boolean): void {
    const ends: ((step: Step) => void)[] = [];
    const tasks = args.map((operand) => () => {
      this.argument(operand, decides === undefined ? undefined : () => ends.push(this.reserve()));
    });
    tasks.push(() => {
      if (piped) this.add({ op: "piped argument" });
      this.add({ op: "invoke" });
      for (const fill of ends) fill({ op: "short circuit", on: decides!, end: this.steps.length });
    });
    this.inOrder(tasks);
  }

  private argument(operand: Operand, after: Task | undefined): void {
    const tasks = after === undefined ? [] : [after];
    switch (operand.kind) {
      case "nil":
        this.at(operandPlace(operand, this.text));
        this.inOrder([() => this.add({ op: "nil argument" }), ...tasks]);
        break;
      case "bool":
      case "string":
      case "number":
      case "complex":
        this.at(operandPlace(operand, this.text));
        this.inOrder([() => this.add({ op: "literal argument", literal: operand }), ...tasks]);
        break;
      default:
        this.inOrder([() => this.operand(operand), () => this.add({ op: "argument" }), ...tasks]);
    }
  }
}
