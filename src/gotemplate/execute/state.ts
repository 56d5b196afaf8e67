import { BoundedText } from "../format/bounded-text.js";
import { quoteGo } from "../format/go-strings.js";
import { printf } from "../format/printf.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { goString } from "../values/value.js";
import { WorkLimit } from "../values/work-limit.js";
import type { Place } from "./error-position.js";
import { ExecutionFailure } from "./failure.js";
import type { MissingKey } from "./fields.js";
import type { LoopItems } from "./loop-items.js";
import type { Call, Loop, Program } from "./program.js";

/** What templates can call, by name. */
export interface FunctionTable {
  get(name: string): GoFunction | undefined;
}

export interface ExecutionOptions {
  /** What the template is called in errors. */
  readonly name: string;
  readonly functions: FunctionTable;
  readonly missingKey: MissingKey;
  /** Whether `range 3` goes from 0 to 2, as it does since Go 1.24. */
  readonly rangesOverIntegers: boolean;
}

interface Variable {
  readonly name: string;
  value: GoValue | undefined;
}

/** A call whose arguments are being gathered. */
export interface OpenCall {
  readonly call: Call;
  readonly function: GoFunction;
  readonly args: (GoValue | undefined)[];
}

/** Which element of a loop it is the turn of. */
export interface Round {
  readonly loop: Loop;
  readonly items: LoopItems;
  readonly variableCount: number;
  at: number;
}

/** A branch or loop that is being executed, and what comes back at its end. */
export interface Block {
  readonly variableCount: number;
  readonly dot: GoValue | undefined;
  /** Of a `range`. */
  loop?: Loop;
  /** Unless there is nothing to go through. */
  round?: Round;
}

/** Where a template was included. */
interface Frame {
  readonly next: number;
  readonly dot: GoValue | undefined;
  readonly variables: Variable[];
  readonly blocks: Block[];
  readonly template: string;
}

/** All that executing a program has to remember. It is kept in lists, so that depth costs no stack. */
export class State {
  readonly program: Program;
  readonly options: ExecutionOptions;
  readonly limit: WorkLimit;
  readonly output: BoundedText;
  readonly calls: OpenCall[] = [];
  readonly frames: Frame[] = [];
  blocks: Block[] = [];
  dot: GoValue | undefined;
  /** Where errors are told. */
  place: Place = { offset: 0, shown: () => "" };
  /** The step that comes next. */
  next = 0;
  private readonly values: (GoValue | undefined)[] = [];
  private variables: Variable[];
  private template: string;

  constructor(program: Program, data: GoValue | undefined, options: ExecutionOptions, limit: WorkLimit) {
    this.program = program;
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

  forgetVariables(count: number): void {
    this.variables.length = count;
  }

  /** The variable that was declared last under the name. */
  variable(name: string): Variable {
    for (let at = this.variables.length - 1; at >= 0; at--) {
      const variable = this.variables[at]!;
      if (variable.name === name) return variable;
      this.limit.spend(0.01);
    }
    return this.fail("undefined variable: %s", name);
  }

  /** The variable declared last, or as many before it. */
  lastVariable(before: number): Variable {
    return this.variables[this.variables.length - 1 - before]!;
  }

  /** Where the template of a name begins. */
  entryOf(template: string): number | undefined {
    return this.program.definitions.get(template) ?? (template === this.options.name ? 0 : undefined);
  }

  enter(template: string, data: GoValue | undefined): void {
    const { next, dot, variables, blocks } = this;
    this.frames.push({ next, dot, variables, blocks, template: this.template });
    this.next = this.entryOf(template)!;
    this.dot = data;
    this.variables = [{ name: "$", value: data }];
    this.blocks = [];
    this.template = template;
  }

  /** Goes back to where the template was included. Behind the outermost one there is nothing to do. */
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

  /** Ends the execution with an error, worded as Go does; the message is a format. */
  fail(message: string, ...args: readonly (string | GoValue | undefined)[]): never {
    const { text } = this.program;
    const { offset, shown } = this.place;
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    const line = text.slice(0, lineStart).split("\n").length;
    const column = Buffer.byteLength(text.slice(lineStart, offset));
    // Go puts the name of the template into a format as it is.
    const prefix = `template: ${this.options.name}:${line}:${column}: executing ${quoteGo(doublePercent(this.template))}`;
    const format = `${prefix} at <${doublePercent(shown())}>: ${message}`;
    const values = args.map((arg) => (typeof arg === "string" ? goString(arg) : arg));
    throw new ExecutionFailure(printf(format, values, WorkLimit.none()));
  }
}

function doublePercent(text: string): string {
  return text.replaceAll("%", "%%");
}
