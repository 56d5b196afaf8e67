import { nearest } from "../../diagnostics/nearest.js";
import { DeclaredVariables } from "./declared-variables.js";
import { type TemplateError, TemplateFailure } from "./failure.js";
import type { Token } from "./lexer.js";

/** Limit on the depth of blocks and parentheses, so that recursion over a template cannot exhaust the stack. */
const maxNesting = 500;

/** The functions and variables that a template may use. Unknown ones are reported without ending the parse. */
export class Scope {
  readonly errors: TemplateError[] = [];
  private readonly functions: ReadonlySet<string>;
  private variables: DeclaredVariables;
  private nesting = 0;

  constructor(functions: ReadonlySet<string>, variables: readonly string[]) {
    this.functions = functions;
    this.variables = new DeclaredVariables(["$", ...variables.map((name) => `$${name}`)]);
  }

  /** Enters a block or a pair of parentheses. */
  enter(start: number, end: number): void {
    if (++this.nesting > maxNesting) {
      throw new TemplateFailure(`nested more than ${maxNesting} levels deep`, start, end);
    }
  }

  leave(): void {
    this.nesting--;
  }

  declare(variable: string): void {
    this.variables.add(variable);
  }

  /** Number of variables in scope, to restore with `release` at the end of a branch. */
  mark(): number {
    return this.variables.count;
  }

  release(mark: number): void {
    this.variables.truncate(mark);
  }

  /** A definition sees only `$`. Returns the outer variables. */
  enterDefinition(): DeclaredVariables {
    const outer = this.variables;
    this.variables = new DeclaredVariables(["$"]);
    return outer;
  }

  leaveDefinition(outer: DeclaredVariables): void {
    this.variables = outer;
  }

  useVariable({ text, start, end }: Token): void {
    if (this.variables.has(text)) return;
    const defined = this.variables.distinct().filter((name) => name !== "$");
    const hint = defined.length > 0 ? `defined variables: ${defined.join(", ")}` : undefined;
    this.errors.push({ message: `undefined variable "${text}"`, start, end, ...(hint !== undefined && { hint }) });
  }

  useFunction({ text, start, end }: Token): void {
    if (this.functions.has(text)) return;
    const suggestion = nearest(text, this.functions);
    const hint = suggestion === undefined ? undefined : `did you mean ${suggestion}?`;
    const message = `function "${text}" not defined`;
    this.errors.push({ message, start, end, ...(hint !== undefined && { hint }) });
  }
}
