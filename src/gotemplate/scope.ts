import { nearest } from "../diagnostics/nearest.js";
import type { TemplateError } from "./failure.js";
import type { Token } from "./lexer.js";

/** The functions and variables that a template may use. An unknown one is an error, but parsing goes on. */
export class Scope {
  readonly errors: TemplateError[] = [];
  private readonly functions: ReadonlySet<string>;
  private variables: string[];

  constructor(functions: ReadonlySet<string>, variables: readonly string[]) {
    this.functions = functions;
    this.variables = ["$", ...variables.map((name) => `$${name}`)];
  }

  declare(variable: string): void {
    this.variables.push(variable);
  }

  /** How many variables there are, to come back to at the end of a branch. */
  mark(): number {
    return this.variables.length;
  }

  release(mark: number): void {
    this.variables.length = mark;
  }

  /** A definition sees no variables but `$`. Returns those that were there. */
  enterDefinition(): string[] {
    const outer = this.variables;
    this.variables = ["$"];
    return outer;
  }

  leaveDefinition(outer: string[]): void {
    this.variables = outer;
  }

  useVariable({ text, start, end }: Token): void {
    if (this.variables.includes(text)) return;
    const known = [...new Set(this.variables)].filter((name) => name !== "$");
    const hint = known.length > 0 ? `there are ${known.join(", ")}` : undefined;
    this.errors.push({ message: `undefined variable "${text}"`, start, end, ...(hint !== undefined && { hint }) });
  }

  useFunction({ text, start, end }: Token): void {
    if (this.functions.has(text)) return;
    const meant = nearest(text, this.functions);
    const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
    const message = `function "${text}" not defined`;
    this.errors.push({ message, start, end, ...(hint !== undefined && { hint }) });
  }
}
