import type { Aggregation, BinaryOperator, Call, Expr, LabelList } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { grammarFor, isMetricNameKind } from "../syntax/grammar.js";
import { parseDuration, parseNumber } from "../syntax/numerals.js";
import type { ParseError } from "../syntax/parse-error.js";
import { ParseFailure } from "../syntax/parse-error.js";
import { binaryPrecedence, powerPrecedence, unaryPrecedence } from "../syntax/precedence.js";
import { unquote } from "../syntax/strings.js";
import { aggregationParameters, experimentalAggregations, findFunction, isEnabled } from "../types/functions.js";
import { typecheck } from "../types/typecheck.js";
import { type BinaryModifiers, parseBinaryModifiers } from "./binary-modifiers.js";
import { compactArray } from "./compact-array.js";
import { parseLabelList } from "./label-list.js";
import { parseModifier } from "./modifiers.js";
import { featureHint, otherReleaseHint } from "./name-hint.js";
import { parseSelector } from "./selector.js";
import { maxNesting, TokenStream } from "./token-stream.js";

export interface ParseResult {
  /** Undefined after a syntax error. There may be type errors if it is defined. */
  readonly expr: Expr | undefined;
  readonly errors: readonly ParseError[];
}

/**
 * Parses a PromQL expression and checks its types as Prometheus does.
 *
 * @example
 * ```ts
 * const { expr, errors } = parse("sum(rate(http_requests_total[5m]))", ruleDialect({ major: 3, minor: 5 }));
 * ```
 */
export function parse(text: string, dialect: Dialect): ParseResult {
  const tokens = new TokenStream(text, grammarFor(dialect));
  try {
    const expr = new Parser(tokens).parse();
    if (tokens.errors.length > 0) return { expr, errors: tokens.errors };
    return { expr, errors: typecheck(expr, dialect) };
  } catch (problem) {
    if (!(problem instanceof ParseFailure)) throw problem;
    return { expr: undefined, errors: [...tokens.errors, problem.error] };
  }
}

/** A construct without its end so far. */
type Frame =
  | { kind: "paren"; start: number }
  | { kind: "call"; name: string; start: number; nameEnd: number; args: Expr[] }
  | {
      kind: "aggregation";
      operator: string;
      start: number;
      operatorEnd: number;
      clause: Clause | undefined;
      args: Expr[];
    }
  | { kind: "unary"; operator: "+" | "-"; start: number }
  | {
      kind: "binary";
      operator: BinaryOperator;
      operatorStart: number;
      operatorEnd: number;
      left: Expr;
      modifiers: BinaryModifiers;
    };

interface Clause {
  readonly without: boolean;
  readonly grouping: LabelList;
}

/** An operator-precedence parser with an explicit stack, so that any depth is safe. */
class Parser {
  private readonly tokens: TokenStream;
  private readonly frames: Frame[] = [];

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  parse(): Expr {
    if (this.tokens.kind === "end of input") {
      throw new ParseFailure({ message: "no expression found in input", start: 0, end: 0 });
    }
    for (;;) {
      const operand = this.parseOperand();
      const whole = operand && this.parseRest(operand);
      if (whole) return whole;
    }
  }

  /** Parses an operand; undefined if it opened a frame instead. */
  private parseOperand(): Expr | undefined {
    const { tokens } = this;
    const { kind } = tokens;
    const { start, end } = tokens;
    if (this.frames.length > maxNesting) tokens.unexpected("an expression nested this deeply");
    switch (kind) {
      case "(":
        tokens.advance();
        this.frames.push({ kind: "paren", start });
        return undefined;
      case "+":
      case "-":
        tokens.advance();
        this.frames.push({ kind: "unary", operator: kind, start });
        return undefined;
      case "number":
      case "duration":
        return this.parseNumber();
      case "string": {
        const { written } = tokens;
        tokens.advance();
        return { kind: "string", value: unquote(written), quote: written[0] as '"', start, end };
      }
      case "{":
        tokens.previousEnd = start;
        return parseSelector(tokens, undefined, start);
      case "variable":
        return this.parseVariable();
      default:
        return this.parseNamed();
    }
  }

  private parseNumber(): Expr {
    const { tokens } = this;
    const { kind, start, end, written: raw } = tokens;
    if (kind === "duration" && !tokens.grammar.numbersAreDurations) tokens.unexpected();
    const value = kind === "duration" ? parseDuration(raw) : parseNumber(raw);
    if (typeof value === "string") tokens.report(value, start, end);
    tokens.advance();
    const number = typeof value === "string" ? Number.NaN : kind === "duration" ? value / 1000 : value;
    return { kind: "number", value: number, raw, start, end };
  }

  /** Parses a dashboard variable. The next token decides if it is a metric, a function, an aggregation or a number. */
  private parseVariable(): Expr | undefined {
    const { tokens } = this;
    const { grammar } = tokens;
    const { start, end, variable, written: raw, isCompound } = tokens;
    if (!grammar.dialect.grafana && !grammar.numbersAreDurations) tokens.unexpected();
    tokens.advance();
    if (grammar.dialect.grafana) {
      const { kind } = tokens;
      if (kind === "by" || kind === "without") return this.parseAggregation(raw, start, end);
      if (kind === "(") return this.parseCall(raw, start, end);
      const isName =
        kind === "{" || kind === "[" || kind === "offset" || kind === "@" || (isCompound && !/^\d/.test(raw));
      if (isName) return parseSelector(tokens, raw, start);
    }
    return { kind: "number", value: Number.NaN, raw, variable, start, end };
  }

  private parseNamed(): Expr | undefined {
    const { tokens } = this;
    const { grammar, kind } = tokens;
    const { start, end, written } = tokens;
    if (!isMetricNameKind(kind, grammar)) tokens.unexpected(...this.context());
    const word = grammar.keywords.get(kind);
    tokens.advance();
    const next = tokens.kind;
    if (word === "aggregator" && (next === "(" || next === "by" || next === "without")) {
      return this.parseAggregation(kind, start, end);
    }
    if (kind === "metric identifier" && isCallOfVariable(next, written)) {
      return next === "(" ? this.parseCall(written, start, end) : this.parseAggregation(written, start, end);
    }
    if (next === "(" && (kind === "identifier" || (word === "preprocessor" && grammar.queryContextFunctions))) {
      return this.parseCall(written, start, end);
    }
    return parseSelector(tokens, written, start);
  }

  /** The context of an error message, if it has a name. */
  private context(): [string] | [] {
    const frame = this.frames.at(-1);
    return frame?.kind === "aggregation" && frame.args.length === 0 ? ["aggregation"] : [];
  }

  private parseCall(name: string, start: number, nameEnd: number): Expr | undefined {
    const { tokens } = this;
    tokens.advance();
    const frame: Frame = { kind: "call", name, start, nameEnd, args: [] };
    if (tokens.kind !== ")") {
      this.frames.push(frame);
      return undefined;
    }
    tokens.advance();
    return this.finishCall(frame);
  }

  private parseAggregation(operator: string, start: number, operatorEnd: number): Expr | undefined {
    const { tokens } = this;
    const clause = this.parseClause();
    if (tokens.kind !== "(") tokens.unexpected("aggregation");
    tokens.advance();
    const frame: Frame = { kind: "aggregation", operator, start, operatorEnd, clause, args: [] };
    if (tokens.kind !== ")") {
      this.frames.push(frame);
      return undefined;
    }
    tokens.advance();
    return this.finishAggregation(frame);
  }

  private parseClause(): Clause | undefined {
    const { tokens } = this;
    if (tokens.kind !== "by" && tokens.kind !== "without") return undefined;
    const without = tokens.kind === "without";
    tokens.advance();
    return { without, grouping: parseLabelList(tokens) };
  }

  /** Continues behind an operand; undefined if another operand follows. */
  private parseRest(operand: Expr): Expr | undefined {
    const { tokens, frames } = this;
    let value = operand;
    for (;;) {
      for (let modified = parseModifier(tokens, value); modified; modified = parseModifier(tokens, value))
        value = modified;
      const precedence = binaryPrecedence(tokens.kind);
      value = this.reduce(value, precedence);
      if (precedence > 0) {
        this.openBinary(value);
        return undefined;
      }
      const frame = frames.at(-1);
      if (!frame) {
        if (tokens.kind !== "end of input") tokens.unexpected();
        return value;
      }
      const closed = this.closeFrame(frame, value);
      if (!closed) return undefined;
      value = closed;
    }
  }

  private openBinary(left: Expr): void {
    const { tokens } = this;
    const { start: operatorStart, end: operatorEnd } = tokens;
    const operator = tokens.kind as BinaryOperator;
    tokens.advance();
    const modifiers = parseBinaryModifiers(tokens, operatorStart);
    this.frames.push({ kind: "binary", operator, operatorStart, operatorEnd, left, modifiers });
  }

  /** Completes the operators on the stack that bind at least as tightly. */
  private reduce(operand: Expr, precedence: number): Expr {
    const { frames } = this;
    let value = operand;
    for (;;) {
      const frame = frames.at(-1);
      if (frame?.kind !== "unary" && frame?.kind !== "binary") return value;
      const own = frame.kind === "unary" ? unaryPrecedence : binaryPrecedence(frame.operator);
      if (own < precedence || (own === precedence && own === powerPrecedence)) return value;
      frames.pop();
      const { end } = value;
      if (frame.kind === "unary") {
        value = { kind: "unary", operator: frame.operator, operand: value, start: frame.start, end };
      } else {
        const { operator, operatorStart, operatorEnd, left, modifiers } = frame;
        const { bool, matching } = modifiers;
        const { start } = left;
        value = {
          kind: "binary",
          operator,
          operatorStart,
          operatorEnd,
          left,
          right: value,
          bool,
          matching,
          start,
          end,
        };
      }
    }
  }

  /** Closes the innermost frame; undefined if another argument follows. */
  private closeFrame(frame: Frame, value: Expr): Expr | undefined {
    const { tokens, frames } = this;
    if (frame.kind === "paren") {
      if (tokens.kind !== ")") tokens.unexpected();
      tokens.advance();
      frames.pop();
      return { kind: "paren", inner: value, start: frame.start, end: tokens.previousEnd };
    }
    if (frame.kind !== "call" && frame.kind !== "aggregation") return tokens.unexpected();
    frame.args.push(value);
    if (tokens.kind === ",") {
      const { start, end } = tokens;
      tokens.advance();
      if ((tokens.kind as string) !== ")") return undefined;
      tokens.report("trailing commas not allowed in function call args", start, end);
    } else if (tokens.kind !== ")") tokens.unexpected(frame.kind === "aggregation" ? "aggregation" : "", "");
    tokens.advance();
    frames.pop();
    return frame.kind === "call" ? this.finishCall(frame) : this.finishAggregation(frame);
  }

  private finishCall({ name, start, nameEnd, args }: Extract<Frame, { kind: "call" }>): Expr {
    const { tokens } = this;
    const { dialect } = tokens.grammar;
    const end = tokens.previousEnd;
    if (name.includes("$") || name.includes("[")) {
      const clause = this.parseClause();
      if (clause) return createAggregation(name, start, nameEnd, clause, true, args, tokens.previousEnd);
      return { kind: "call", name, nameEnd, args: compactArray(args), start, end };
    }
    const signature = findFunction(name, dialect);
    if (!signature) {
      const message = `unknown function with name ${JSON.stringify(name)}`;
      tokens.report(message, start, nameEnd, otherReleaseHint(name, dialect));
    } else if (!isEnabled(signature, dialect)) {
      const hint = featureHint("promql-experimental-functions");
      tokens.report(`function ${JSON.stringify(name)} is not enabled`, start, nameEnd, hint);
    }
    const call: Call = { kind: "call", name, nameEnd, args: compactArray(args), start, end };
    return call;
  }

  private finishAggregation(frame: Extract<Frame, { kind: "aggregation" }>): Expr {
    const { tokens } = this;
    const { operator, start, operatorEnd, args } = frame;
    const last = frame.clause ? undefined : this.parseClause();
    const end = tokens.previousEnd;
    const clause = frame.clause ?? last;
    const isVariable = operator.includes("$") || operator.includes("[");
    const expected = aggregationParameters.has(operator) ? 2 : 1;
    if (experimentalAggregations.has(operator) && !tokens.grammar.experimentalFunctionsEnabled) {
      const hint = featureHint("promql-experimental-functions");
      tokens.report(`${operator}() is experimental and must be enabled`, start, operatorEnd, hint);
    } else if (args.length === 0) {
      tokens.report("no arguments for aggregate expression provided", start, end);
    } else if (args.length !== expected && !(isVariable && args.length === 2)) {
      const message = `wrong number of arguments for aggregate expression provided, expected ${expected}, got ${args.length}`;
      tokens.report(message, start, end);
    }
    return createAggregation(operator, start, operatorEnd, clause, last !== undefined, args, end);
  }
}

/** True for a name that a variable completes, in front of arguments or a clause: `quantile_${window}(…)`. */
function isCallOfVariable(next: string, name: string): boolean {
  return (next === "(" || next === "by" || next === "without") && (name.includes("$") || name.includes("["));
}

function createAggregation(
  operator: string,
  start: number,
  operatorEnd: number,
  clause: Clause | undefined,
  groupingLast: boolean,
  args: readonly Expr[],
  end: number,
): Aggregation {
  const expr = args.at(-1) ?? { kind: "string", value: "", quote: '"', start: end, end };
  const parameter = args.length > 1 ? args[0] : undefined;
  const { without = false, grouping } = clause ?? {};
  return { kind: "aggregation", operator, operatorEnd, parameter, expr, without, grouping, groupingLast, start, end };
}
