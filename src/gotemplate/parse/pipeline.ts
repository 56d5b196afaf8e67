import type { Command, Operand, Pipeline } from "./ast.js";
import { TemplateFailure } from "./failure.js";
import type { Token, TokenKind } from "./lexer.js";
import { isComplex, parseNumber, unquoteCharacter, unquoteString } from "./literals.js";
import type { Scope } from "./scope.js";
import { type TokenStream, unexpected } from "./token-stream.js";

/** An unfinished pipeline: the outermost one, or one in parentheses. */
interface OpenPipeline {
  readonly context: string;
  readonly start: number;
  readonly endsWith: "right delimiter" | ")";
  readonly declarations: string[];
  assigns: boolean;
  readonly commands: Command[];
  /** Operands of the command being parsed. */
  operands: Operand[] | undefined;
}

const operandKinds: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "bool",
  "character",
  "complex",
  "dot",
  "field",
  "function",
  "number",
  "nil",
  "raw string",
  "string",
  "variable",
  "(",
]);

/** Parses up to the end of the action. */
export function parsePipeline(tokens: TokenStream, scope: Scope, context: string): Pipeline {
  const open = [openPipeline(tokens, scope, context, "right delimiter", tokens.peekNonSpace().start)];
  for (;;) {
    const current = open[open.length - 1]!;
    if (current.operands === undefined) {
      const token = tokens.nextNonSpace();
      if (token.kind !== current.endsWith) {
        if (!operandKinds.has(token.kind)) throw unexpected(token, current.context);
        tokens.putBack(token);
        current.operands = [];
        continue;
      }
      const pipeline = closePipeline(current, token);
      open.pop();
      const outer = open[open.length - 1];
      if (outer === undefined) return pipeline;
      scope.leave();
      addOperand(tokens, outer, { kind: "pipeline", start: current.start, end: token.end, pipeline });
    } else if (tokens.peekNonSpace().kind === "(") {
      const { start, end } = tokens.next();
      scope.enter(start, end);
      open.push(openPipeline(tokens, scope, "parenthesized pipeline", ")", start));
    } else addOperand(tokens, current, parseTerm(tokens, scope));
  }
}

function openPipeline(
  tokens: TokenStream,
  scope: Scope,
  context: string,
  endsWith: "right delimiter" | ")",
  start: number,
): OpenPipeline {
  const open = { context, start, endsWith, declarations: [], assigns: false, commands: [], operands: undefined };
  readDeclarations(tokens, scope, open);
  return open;
}

/** `$x :=`, `$x =`, and in a range `$index, $element :=`. */
function readDeclarations(tokens: TokenStream, scope: Scope, open: OpenPipeline): void {
  for (;;) {
    const variable = tokens.peekNonSpace();
    if (variable.kind !== "variable") return;
    tokens.next();
    const after = tokens.peek();
    const operator = tokens.peekNonSpace();
    if (operator.kind !== "assign" && operator.kind !== "declare" && operator.text !== ",") {
      if (after.kind === "space") tokens.putBack(after);
      tokens.putBack(variable);
      return;
    }
    tokens.next();
    open.declarations.push(variable.text);
    scope.declare(variable.text);
    if (operator.text !== ",") {
      open.assigns = operator.kind === "assign";
      return;
    }
    expectSecondVariable(tokens.peekNonSpace(), open);
  }
}

function expectSecondVariable(next: Token, { context, declarations }: OpenPipeline): void {
  if (context !== "range" || declarations.length > 1) {
    throw new TemplateFailure(`too many declarations in ${context}`, next.start, next.end);
  }
  if (next.kind !== "variable" && next.kind !== "right delimiter" && next.kind !== ")") {
    throw new TemplateFailure("range can only initialize variables", next.start, next.end);
  }
}

function closePipeline(open: OpenPipeline, end: Token): Pipeline {
  const { context, start, declarations, assigns, commands } = open;
  if (commands.length === 0) throw new TemplateFailure(`missing value for ${context}`, start, end.end);
  for (const [index, { operands, start, end }] of commands.entries()) {
    if (index === 0 || !["bool", "dot", "nil", "number", "complex", "string"].includes(operands[0]!.kind)) continue;
    const hint = "pipe the value into a function";
    throw new TemplateFailure(`non executable command in pipeline stage ${index + 1}`, start, end, hint);
  }
  return { start, end: commands[commands.length - 1]!.end, declarations, assigns, commands };
}

/** Adds an operand with the fields that follow it, and ends the command after its last operand. */
function addOperand(tokens: TokenStream, open: OpenPipeline, term: Operand | undefined): void {
  if (term !== undefined) open.operands!.push(withFields(tokens, term));
  const token = tokens.next();
  if (token.kind === "space") return;
  if (token.kind === "right delimiter" || token.kind === ")") tokens.putBack(token);
  else if (token.kind !== "pipe") throw unexpected(token, "operand");
  const operands = open.operands!;
  open.operands = undefined;
  if (operands.length === 0) throw new TemplateFailure("empty command", token.start, token.end);
  open.commands.push({ start: operands[0]!.start, end: operands[operands.length - 1]!.end, operands });
}

function withFields(tokens: TokenStream, operand: Operand): Operand {
  if (tokens.peek().kind !== "field") return operand;
  const names: string[] = [];
  let { end } = operand;
  const first = tokens.peek();
  while (tokens.peek().kind === "field") {
    const field = tokens.next();
    names.push(field.text.slice(1));
    end = field.end;
  }
  switch (operand.kind) {
    case "field":
    case "variable":
      return { ...operand, end, names: [...operand.names, ...names] };
    case "pipeline":
    case "function":
      return { kind: "chain", start: operand.start, end, operand, names };
    default:
      throw new TemplateFailure("unexpected . after a term that has no fields", first.start, end);
  }
}

/** Parses an operand without its fields; undefined if missing. */
function parseTerm(tokens: TokenStream, scope: Scope): Operand | undefined {
  const token = tokens.nextNonSpace();
  const { kind, start, end, text } = token;
  switch (kind) {
    case "function":
      scope.useFunction(token);
      return { kind, start, end, name: text };
    case "variable":
      scope.useVariable(token);
      return { kind, start, end, name: text, names: [] };
    case "field":
      return { kind, start, end, names: [text.slice(1)] };
    case "dot":
    case "nil":
      return { kind, start, end };
    case "bool":
      return { kind, start, end, value: text === "true" };
    case "string":
    case "raw string":
      return { kind: "string", start, end, value: stringValue(token) };
    case "number":
    case "character":
    case "complex":
      return numberOperand(token);
    default:
      tokens.putBack(token);
      return undefined;
  }
}

/** The value of a string token. */
export function stringValue({ text, start, end }: Token): string {
  const value = unquoteString(text);
  if (value === undefined) throw new TemplateFailure("invalid escape in a quoted string", start, end);
  return value;
}

function numberOperand({ kind, text, start, end }: Token): Operand {
  if (kind === "character") {
    const code = unquoteCharacter(text);
    if (code === undefined) throw new TemplateFailure(`malformed character constant: ${text}`, start, end);
    return { kind: "number", start, end, value: BigInt(code), raw: text };
  }
  if (kind === "complex" || text.endsWith("i")) {
    if (!isComplex(text)) throw new TemplateFailure(`illegal number syntax: "${text}"`, start, end);
    return { kind: "complex", start, end, raw: text };
  }
  const value = parseNumber(text);
  if (typeof value === "object") throw new TemplateFailure(value.problem, start, end);
  return { kind: "number", start, end, value, raw: text };
}
