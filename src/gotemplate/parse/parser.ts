import type { Branch, ConditionalBody, Include, Pipeline, Template, TemplateNode } from "./ast.js";
import type { DeclaredVariables } from "./declared-variables.js";
import { type TemplateError, TemplateFailure } from "./failure.js";
import type { Token } from "./lexer.js";
import { parsePipeline, stringValue } from "./pipeline.js";
import { Scope } from "./scope.js";
import { TokenStream, unexpected } from "./token-stream.js";

export interface TemplateOptions {
  /** Names of the available functions, `goFunctions` included. */
  readonly functions: ReadonlySet<string>;
  /** Predefined variables, without their `$`. */
  readonly variables: readonly string[];
  /** Allows `{{ else with }}` (Go 1.23). */
  readonly elseWith: boolean;
}

export interface ParsedTemplate {
  /** Undefined after a syntax error. There may be other errors if it is defined. */
  readonly template: Template | undefined;
  readonly errors: readonly TemplateError[];
}

/**
 * Parses a Go text/template. Accepts the templates that Go accepts: it checks syntax, functions and variables, but not
 * fields and arguments, which fail only in execution.
 *
 * ```ts
 * const { template, errors } = parseTemplate("{{ $value | humanize }}", alertTemplateOptions({ major: 3, minor: 5 }));
 * ```
 */
export function parseTemplate(text: string, options: TemplateOptions): ParsedTemplate {
  const scope = new Scope(options.functions, options.variables);
  try {
    const template = new TemplateParser(text, scope, options.elseWith).parse();
    return { template, errors: scope.errors };
  } catch (failure) {
    if (!(failure instanceof TemplateFailure)) throw failure;
    return { template: undefined, errors: [...scope.errors, failure.error] };
  }
}

/** A branch or definition without its `end` so far. */
interface OpenBlock {
  readonly keyword: "if" | "with" | "range" | "define" | "block";
  readonly start: number;
  readonly pipeline: Pipeline | undefined;
  readonly name: string;
  readonly body: TemplateNode[];
  readonly elseBranches: ConditionalBody[];
  otherwise: TemplateNode[] | undefined;
  /** The body that takes the next nodes. */
  current: TemplateNode[];
  readonly scopeMark: number;
  readonly outerVariables: DeclaredVariables | undefined;
  readonly outerRangeDepth: number;
}

class TemplateParser {
  private readonly tokens: TokenStream;
  private readonly scope: Scope;
  private readonly elseWith: boolean;
  private readonly length: number;
  private readonly root: TemplateNode[] = [];
  private readonly open: OpenBlock[] = [];
  private readonly definitions = new Map<string, readonly TemplateNode[]>();
  private rangeDepth = 0;

  constructor(text: string, scope: Scope, elseWith: boolean) {
    this.tokens = new TokenStream(text);
    this.scope = scope;
    this.elseWith = elseWith;
    this.length = text.length;
  }

  parse(): Template {
    for (let token = this.tokens.next(); token.kind !== "end of text"; token = this.tokens.next()) {
      const { kind, start, end, text } = token;
      if (kind === "text") this.add({ kind, start, end, text });
      else this.action(start);
    }
    const unclosed = this.open[this.open.length - 1];
    if (unclosed !== undefined) {
      throw new TemplateFailure(`{{${unclosed.keyword}}} has no {{end}}`, unclosed.start, this.length, "add {{end}}");
    }
    return { body: this.root, definitions: this.definitions };
  }

  private add(node: TemplateNode): void {
    const block = this.open[this.open.length - 1];
    (block?.current ?? this.root).push(node);
  }

  private action(start: number): void {
    const token = this.tokens.nextNonSpace();
    if (token.kind !== "keyword") {
      this.tokens.putBack(token);
      const pipeline = parsePipeline(this.tokens, this.scope, "command");
      this.add({ kind: "action", start, end: this.tokens.lastEnd, pipeline });
      return;
    }
    switch (token.text) {
      case "if":
      case "with":
      case "range":
        this.openBranch(token.text, start);
        break;
      case "else":
        this.else(token);
        break;
      case "end":
        this.end(this.tokens.expectRightDelimiter("end"), token);
        break;
      case "break":
      case "continue":
        this.loopControl(token.text, start, token);
        break;
      case "template":
        this.include(start);
        break;
      case "block":
        this.openNamed("block", start);
        break;
      default:
        if (this.open.length > 0) throw unexpected(token, "command");
        this.openNamed("define", start);
    }
  }

  private openBranch(keyword: "if" | "with" | "range", start: number): void {
    const scopeMark = this.scope.mark();
    const pipeline = parsePipeline(this.tokens, this.scope, keyword);
    this.push({ keyword, start, pipeline, name: "", scopeMark, outerVariables: undefined });
    if (keyword === "range") this.rangeDepth++;
  }

  /** `{{define "name"}}` and `{{block "name" pipeline}}`. In them only `$` is in scope. */
  private openNamed(keyword: "define" | "block", start: number): void {
    const context = `${keyword} clause`;
    const name = this.name(context);
    const pipeline = keyword === "block" ? parsePipeline(this.tokens, this.scope, context) : undefined;
    if (keyword === "define") this.tokens.expectRightDelimiter(context);
    const scopeMark = this.scope.mark();
    const outerVariables = this.scope.enterDefinition();
    this.push({ keyword, start, pipeline, name, scopeMark, outerVariables });
    this.rangeDepth = 0;
  }

  private push(block: Omit<OpenBlock, "body" | "elseBranches" | "otherwise" | "current" | "outerRangeDepth">): void {
    this.scope.enter(block.start, this.tokens.lastEnd);
    const body: TemplateNode[] = [];
    const outerRangeDepth = this.rangeDepth;
    this.open.push({ ...block, body, elseBranches: [], otherwise: undefined, current: body, outerRangeDepth });
  }

  private else(token: Token): void {
    const block = this.open[this.open.length - 1];
    if (block === undefined) {
      throw new TemplateFailure("{{else}} without {{if}}, {{with}} or {{range}}", token.start, token.end);
    }
    if (block.otherwise !== undefined) {
      throw new TemplateFailure("expected end; found {{else}}", token.start, token.end);
    }
    if (block.keyword === "define" || block.keyword === "block") throw unexpected(token, `${block.keyword} clause`);
    if (block.keyword === "range") this.rangeDepth--;
    const next = this.tokens.peekNonSpace();
    const continues = next.text === "if" || (next.text === "with" && this.elseWith);
    if (next.kind === "keyword" && continues) {
      if (next.text !== block.keyword) throw unexpected(next, "else");
      this.tokens.nextNonSpace();
      const pipeline = parsePipeline(this.tokens, this.scope, block.keyword);
      block.current = [];
      block.elseBranches.push({ pipeline, body: block.current });
    } else {
      this.tokens.expectRightDelimiter("else");
      block.current = block.otherwise = [];
    }
  }

  private end(delimiter: Token, token: Token): void {
    const block = this.open.pop();
    if (block === undefined) throw new TemplateFailure("{{end}} without an open block", token.start, token.end);
    this.close(block, delimiter.end);
  }

  private close(block: OpenBlock, end: number): void {
    const { keyword, start, name, body, elseBranches, otherwise, pipeline } = block;
    if (block.outerVariables !== undefined) this.scope.leaveDefinition(block.outerVariables);
    this.scope.release(block.scopeMark);
    this.scope.leave();
    this.rangeDepth = block.outerRangeDepth;
    if (keyword === "define" || keyword === "block") {
      this.define(name, body, start, end);
      if (keyword === "block") this.add({ kind: "template", start, end, name, pipeline } satisfies Include);
    } else this.add({ kind: keyword, start, end, pipeline: pipeline!, body, elseBranches, otherwise } satisfies Branch);
  }

  /** An empty definition may be redefined. */
  private define(name: string, body: readonly TemplateNode[], start: number, end: number): void {
    const earlier = this.definitions.get(name);
    if (earlier === undefined || isBlank(earlier)) this.definitions.set(name, body);
    else if (!isBlank(body)) {
      throw new TemplateFailure(`multiple definition of template "${name}"`, start, end);
    }
  }

  private include(start: number): void {
    const name = this.name("template clause");
    const next = this.tokens.nextNonSpace();
    if (next.kind === "right delimiter") {
      this.add({ kind: "template", start, end: next.end, name, pipeline: undefined });
      return;
    }
    this.tokens.putBack(next);
    const pipeline = parsePipeline(this.tokens, this.scope, "template clause");
    this.add({ kind: "template", start, end: this.tokens.lastEnd, name, pipeline });
  }

  private name(context: string): string {
    const token = this.tokens.nextNonSpace();
    if (token.kind !== "string" && token.kind !== "raw string") throw unexpected(token, context);
    return stringValue(token);
  }

  private loopControl(kind: "break" | "continue", start: number, token: Token): void {
    const { end } = this.tokens.expectRightDelimiter(`{{${kind}}}`);
    if (this.rangeDepth === 0) throw new TemplateFailure(`{{${kind}}} outside {{range}}`, token.start, token.end);
    this.add({ kind, start, end });
  }
}

function isBlank(nodes: readonly TemplateNode[]): boolean {
  return nodes.every((node) => node.kind === "text" && node.text.trim() === "");
}
