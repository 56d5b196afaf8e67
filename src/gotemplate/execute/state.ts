import { BoundedText } from "../format/bounded-text.js";
import { quoteGo } from "../format/go-strings.js";
import { printf } from "../format/printf.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { goString } from "../values/value.js";
import { WorkLimit } from "../values/work-limit.js";
import type { ErrorPosition } from "./error-position.js";
import { ExecutionFailure } from "./failure.js";
import type { MissingKey } from "./fields.js";
import type { LoopItems } from "./loop-items.js";
import type { Call, Loop, Program } from "./program.js";

/** Functions that templates can call, by name. */
export interface FunctionTable {
  get(name: string): GoFunction | undefined;
}

export interface ExecutionOptions {
  /** Name of the template in errors. */
  readonly name: string;
  readonly functions: FunctionTable;
  readonly missingKey: MissingKey;
  /** True if `range 3` iterates from 0 to 2, as it does since Go 1.24. */
  readonly rangesOverIntegers: boolean;
  /** Escapes what an action prints, after `output`. Undefined if nothing can be printed there. */
  readonly escapeOutput?: (printed: string, value: GoValue | undefined, output: string) => string | undefined;
}

interface Variable {
  readonly name: string;
  value: GoValue | undefined;
}

/** A call whose arguments are being collected. */
export interface OpenCall {
  readonly call: Call;
  readonly function: GoFunction;
  readonly args: (GoValue | undefined)[];
}

/** The current iteration of a loop. */
export interface Iteration {
  readonly loop: Loop;
  readonly items: LoopItems;
  readonly variableCount: number;
  at: number;
}

/** A branch or loop that is being executed, with the state to restore at its end. */
export interface Block {
  readonly variableCount: number;
  readonly dot: GoValue | undefined;
  /** Set for a `range`. */
  loop?: Loop;
  /** Set while a `range` iterates, not in its `else`. */
  iteration?: Iteration;
}

/** State to restore when an included template returns. */
interface Frame {
  readonly next: number;
  readonly dot: GoValue | undefined;
  readonly variables: Variable[];
  readonly blocks: Block[];
  readonly template: string;
}

/** State of an execution. Included templates use a stack of their own, as they may nest 100,000 deep. */
export class State {
  readonly program: Program;
  readonly options: ExecutionOptions;
  readonly limit: WorkLimit;
  readonly output: BoundedText;
  readonly calls: OpenCall[] = [];
  readonly frames: Frame[] = [];
  blocks: Block[] = [];
  dot: GoValue | undefined;
  /** Position reported for errors. */
  position: ErrorPosition = { text: "", offset: 0, shown: () => "" };
  /** Address of the next step. */
  next: number;
  private readonly values: (GoValue | undefined)[] = [];
  private variables: Variable[];
  private template: string;

  constructor(program: Program, data: GoValue | undefined, options: ExecutionOptions, limit: WorkLimit) {
    this.program = program;
    this.next = program.entry;
    this.options = options;
    this.limit = limit;
    this.output = new BoundedText(limit);
    this.dot = data;
    this.variables = [{ name: "$", value: data }];
    this.template = options.name;
  }

  push(value: GoValue | undefined): void {
    this.values.push(value);
  }

  pop(): GoValue | undefined {
    return this.values.pop();
  }

  get variableCount(): number {
    return this.variables.length;
  }

  declare(name: string, value: GoValue | undefined): void {
    this.variables.push({ name, value });
  }

  dropVariables(count: number): void {
    this.variables.length = count;
  }

  /** The innermost variable of that name. */
  variable(name: string): Variable {
    for (let at = this.variables.length - 1; at >= 0; at--) {
      const variable = this.variables[at]!;
      if (variable.name === name) return variable;
      this.limit.spend(0.01);
    }
    return this.fail("undefined variable: %s", name);
  }

  /** The variable declared last, or one that many before it. */
  lastVariable(before: number): Variable {
    return this.variables[this.variables.length - 1 - before]!;
  }

  /** Address of a template by its name. */
  entryPoint(template: string): number | undefined {
    return this.program.definitions.get(template) ?? (template === this.options.name ? this.program.entry : undefined);
  }

  enter(template: string, data: GoValue | undefined): void {
    const { next, dot, variables, blocks } = this;
    this.frames.push({ next, dot, variables, blocks, template: this.template });
    this.next = this.entryPoint(template)!;
    this.dot = data;
    this.variables = [{ name: "$", value: data }];
    this.blocks = [];
    this.template = template;
  }

  /** Returns from an included template; ends the program at the outermost one. */
  leave(): void {
    const frame = this.frames.pop();
    if (frame === undefined) {
      this.next = this.program.steps.length;
      return;
    }
    this.next = frame.next;
    this.dot = frame.dot;
    this.variables = frame.variables;
    this.blocks = frame.blocks;
    this.template = frame.template;
  }

  /** Ends the execution with an error worded as Go words it; `message` is a format. */
  fail(message: string, ...args: readonly (string | GoValue | undefined)[]): never {
    const { text, offset, shown } = this.position;
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    const line = text.slice(0, lineStart).split("\n").length;
    const column = Buffer.byteLength(text.slice(lineStart, offset));
    // Go uses the name of the template as a part of the format.
    const prefix = `template: ${this.options.name}:${line}:${column}: executing ${quoteGo(doublePercent(this.template))}`;
    const format = `${prefix} at <${doublePercent(shown())}>: ${message}`;
    const values = args.map((arg) => (typeof arg === "string" ? goString(arg) : arg));
    throw new ExecutionFailure(printf(format, values, WorkLimit.none()));
  }
}

function doublePercent(text: string): string {
  return text.replaceAll("%", "%%");
}
