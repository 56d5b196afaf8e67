import { type ParseError, ParseFailure } from "../../promql/syntax/parse-error.js";
import { binaryPrecedence, powerPrecedence } from "../../promql/syntax/precedence.js";
import type {
  BinaryOperator,
  Expr,
  Grouping,
  LabelReplace,
  NumberLiteral,
  RangeAggregation,
  RangeOperator,
  StringLiteral,
  VectorAggregation,
  VectorOperator,
} from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import type { FunctionVariable } from "../syntax/function-variable.js";
import { unwrapParens } from "../syntax/walk.js";
import { typecheck } from "../types/typecheck.js";
import { type BinaryModifiers, parseBinaryModifiers } from "./binary-modifiers.js";
import { parseLogQuery, parseLogRange } from "./log-range.js";
import { parseLabelList, parseString } from "./names.js";
import { isAtNumber, parseNumber, parseUnsignedNumber } from "./number.js";
import { TokenStream } from "./token-stream.js";
import { rangeOperators, vectorOperators } from "./tokens.js";

export interface ParseResult {
  /** Undefined after a syntax error. There may be other errors if it is defined. */
  readonly expr: Expr | undefined;
  readonly errors: readonly ParseError[];
}

/** Loki's limit on the bytes of a query. */
const maxLength = 131_072;

/**
 * Parses a LogQL expression and checks all that Loki checks before it runs a query.
 *
 * @example
 * ```ts
 * const { expr, errors } = parse('sum(rate({app="api"} | json | level="error" [5m]))', ruleDialect);
 * ```
 */
export function parse(text: string, dialect: Dialect): ParseResult {
  const length = text.length * 3 < maxLength ? 0 : Buffer.byteLength(text);
  if (length >= maxLength) {
    const message = `input size too long (${length} > ${maxLength})`;
    return { expr: undefined, errors: [{ message, start: 0, end: text.length }] };
  }
  const tokens = new TokenStream(text, dialect);
  try {
    const invalid = tokens.findInvalidCharacter();
    if (invalid) throw new ParseFailure({ message: invalid.message, start: invalid.at, end: invalid.at + 1 });
    const expr = new Parser(tokens).parse();
    return { expr, errors: tokens.errors.length > 0 ? tokens.errors : typecheck(expr, dialect) };
  } catch (problem) {
    if (!(problem instanceof ParseFailure)) throw problem;
    return { expr: undefined, errors: [...tokens.errors, problem.error] };
  }
}

/** A construct without its end so far. */
type Frame =
  | { readonly kind: "paren"; readonly start: number }
  | {
      readonly kind: "vector aggregation";
      readonly operator: VectorAggregation["operator"];
      readonly start: number;
      readonly operatorEnd: number;
      readonly grouping: Grouping | undefined;
      parameter: NumberLiteral | undefined;
    }
  | { readonly kind: "label_replace"; readonly start: number }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly operatorStart: number;
      readonly operatorEnd: number;
      readonly left: Expr;
      readonly modifiers: BinaryModifiers;
    };

/** The start of the arguments of a range aggregation: perhaps a number, and the selector of a log query. */
const logRangeArgument = /\s*\(\s*(?:[\w.+$-]+\s*,)?[\s(]*\{/y;

/** An operator-precedence parser with an explicit stack, so that any depth is safe. */
class Parser {
  private readonly tokens: TokenStream;
  private readonly frames: Frame[] = [];

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  parse(): Expr {
    for (;;) {
      const operand = this.parseOperand();
      const whole = operand && this.parseRest(operand);
      if (whole) return whole;
    }
  }

  /** Parses an operand; undefined if it opened a frame instead. */
  private parseOperand(): Expr | undefined {
    const { tokens, frames } = this;
    const { kind, start } = tokens;
    switch (kind) {
      case "(":
        tokens.advance();
        frames.push({ kind: "paren", start });
        return undefined;
      case "{":
        return parseLogQuery(tokens);
      case "NUMBER":
      case "VARIABLE":
        return tokens.isAtCall() ? this.parseVariableCall() : parseNumber(tokens);
      case "+":
      case "-":
        return parseNumber(tokens);
      case "label_replace":
        tokens.advance();
        tokens.expect("(");
        frames.push({ kind, start });
        return undefined;
      case "vector":
        return this.parseVector();
    }
    if (rangeOperators.has(kind)) return this.parseRangeAggregation(kind as RangeOperator);
    if (!vectorOperators.has(kind)) tokens.unexpected();
    return this.openVectorAggregation(kind as VectorOperator);
  }

  /** Parses a call of a dashboard variable: its argument tells if it is a range or a vector aggregation. */
  private parseVariableCall(): Expr | undefined {
    const { tokens } = this;
    const operator = tokens.written as FunctionVariable;
    logRangeArgument.lastIndex = tokens.end;
    return logRangeArgument.test(tokens.text)
      ? this.parseRangeAggregation(operator)
      : this.openVectorAggregation(operator);
  }

  private parseVector(): Expr {
    const { tokens } = this;
    const { start } = tokens;
    tokens.advance();
    tokens.expect("(");
    const value = parseUnsignedNumber(tokens);
    tokens.expect(")");
    return { kind: "vector", value, start, end: tokens.previousEnd };
  }

  private parseRangeAggregation(operator: RangeAggregation["operator"]): RangeAggregation {
    const { tokens } = this;
    const { start, end: operatorEnd } = tokens;
    tokens.advance();
    tokens.expect("(");
    const parameter = isAtNumber(tokens) ? parseUnsignedNumber(tokens) : undefined;
    if (parameter) tokens.expect(",");
    else if (tokens.kind !== "{" && tokens.kind !== "(") tokens.unexpected(["NUMBER", "{", "("]);
    const range = parseLogRange(tokens);
    tokens.expect(")");
    const grouping = this.parseGrouping();
    const end = tokens.previousEnd;
    return { kind: "range aggregation", operator, operatorEnd, parameter, range, grouping, start, end };
  }

  private openVectorAggregation(operator: VectorAggregation["operator"]): undefined {
    const { tokens } = this;
    const { start, end: operatorEnd } = tokens;
    tokens.advance();
    const grouping = this.parseGrouping();
    tokens.expect("(");
    this.frames.push({ kind: "vector aggregation", operator, start, operatorEnd, grouping, parameter: undefined });
    return undefined;
  }

  private parseGrouping(): Grouping | undefined {
    const { tokens } = this;
    const { kind, start } = tokens;
    if (kind !== "by" && kind !== "without") return undefined;
    tokens.advance();
    tokens.expect("(");
    return { ...parseLabelList(tokens, start), without: kind === "without" };
  }

  /** Continues behind an operand; undefined if another operand follows. */
  private parseRest(operand: Expr): Expr | undefined {
    const { tokens, frames } = this;
    let value = operand;
    for (;;) {
      const precedence = binaryPrecedence(tokens.kind);
      value = this.reduce(value, precedence);
      if (precedence > 0) {
        this.openBinary(value);
        return undefined;
      }
      const frame = frames.at(-1);
      if (!frame) {
        if (tokens.kind !== "$end") tokens.unexpected();
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
    const modifiers = parseBinaryModifiers(tokens);
    this.frames.push({ kind: "binary", operator, operatorStart, operatorEnd, left, modifiers });
  }

  /** Completes the operators on the stack that bind at least as tightly. */
  private reduce(operand: Expr, precedence: number): Expr {
    const { frames } = this;
    let right = operand;
    for (;;) {
      const frame = frames.at(-1);
      if (frame?.kind !== "binary") return right;
      const own = binaryPrecedence(frame.operator);
      if (own < precedence || (own === precedence && own === powerPrecedence)) return right;
      frames.pop();
      const { modifiers, ...operation } = frame;
      right = { ...operation, ...modifiers, right, start: frame.left.start, end: right.end };
    }
  }

  /** Closes the innermost frame; undefined if another argument follows. */
  private closeFrame(frame: Frame, value: Expr): Expr | undefined {
    const { tokens, frames } = this;
    switch (frame.kind) {
      case "paren":
        tokens.expect(")");
        frames.pop();
        return { kind: "paren", inner: value, start: frame.start, end: tokens.previousEnd };
      case "label_replace":
        this.requireMetric(value);
        frames.pop();
        return this.finishLabelReplace(frame.start, value);
      case "vector aggregation":
        if (tokens.kind === "," && frame.parameter === undefined && isUnsigned(value)) {
          tokens.advance();
          frame.parameter = value;
          return undefined;
        }
        this.requireMetric(value);
        tokens.expect(")");
        frames.pop();
        return this.finishVectorAggregation(frame, value);
      case "binary":
        return tokens.unexpected();
    }
  }

  /** Ends the parse at an argument that is a log query without an aggregation. */
  private requireMetric(value: Expr): void {
    if (unwrapParens(value).kind !== "log query") return;
    this.tokens.unexpected([], "count the lines, as in count_over_time({…} [5m]): a log query is not a number");
  }

  private finishVectorAggregation(frame: Extract<Frame, { kind: "vector aggregation" }>, expr: Expr): Expr {
    const last = frame.grouping === undefined ? this.parseGrouping() : undefined;
    const { kind, operator, operatorEnd, start, parameter } = frame;
    const grouping = frame.grouping ?? last;
    const groupingLast = last !== undefined;
    const { previousEnd: end } = this.tokens;
    return { kind, operator, operatorEnd, parameter, expr, grouping, groupingLast, start, end };
  }

  private finishLabelReplace(start: number, expr: Expr): LabelReplace {
    const { tokens } = this;
    const next = (): StringLiteral => {
      tokens.expect(",");
      return parseString(tokens);
    };
    const destination = next();
    const replacement = next();
    const source = next();
    const pattern = next();
    tokens.expect(")");
    const end = tokens.previousEnd;
    return { kind: "label_replace", expr, destination, replacement, source, pattern, start, end };
  }
}

/** True for a number without a sign: the parameter of an aggregation. */
function isUnsigned(expr: Expr): expr is NumberLiteral {
  return expr.kind === "number" && !/^[+-]/.test(expr.raw);
}
