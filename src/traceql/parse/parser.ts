import { type ParseError, ParseFailure } from "../../promql/syntax/parse-error.js";
import type { AggregateOperator, BinaryOperator, Expr, Hint, MetricsOperator, Query } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import {
  binaryPrecedence,
  numberSignPrecedence,
  pipePrecedence,
  powerPrecedence,
  unaryPrecedence,
} from "../syntax/operators.js";
import { typecheck } from "../types/typecheck.js";
import {
  isAtNumber,
  parseCount,
  parseField,
  parseFields,
  parseHints,
  parseLiteral,
  parseParameters,
  unscopedHint,
} from "./operands.js";
import { TokenStream } from "./token-stream.js";
import { aggregateOperators, metricsOperators } from "./tokens.js";

export interface ParseResult {
  /** Undefined after a syntax error. There may be other errors if it is defined. */
  readonly query: Query | undefined;
  readonly errors: readonly ParseError[];
}

/**
 * Parses a TraceQL query, and checks that its operators and functions get what they take.
 *
 * @example
 * ```ts
 * const { query, errors } = parse('{ resource.service.name = "api" && status = error } | rate()', queryDialect);
 * ```
 */
export function parse(text: string, dialect: Dialect): ParseResult {
  const tokens = new TokenStream(text, dialect);
  try {
    const query = new Parser(tokens).parse();
    return { query, errors: typecheck(query, dialect) };
  } catch (problem) {
    if (!(problem instanceof ParseFailure)) throw problem;
    return { query: undefined, errors: [problem.error] };
  }
}

/** A construct without its end so far. */
type Frame =
  | { readonly kind: "paren" | "spanset filter" | "by" | "compare"; readonly start: number }
  | { readonly kind: "aggregate"; readonly operator: AggregateOperator; readonly start: number }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly isOfNumber: boolean; readonly start: number }
  | { readonly kind: "pipeline"; readonly stages: Expr[]; readonly start: number }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly operatorStart: number;
      readonly operatorEnd: number;
      readonly left: Expr;
    };

/** An operator-precedence parser with an explicit stack, so that any depth is safe. */
class Parser {
  private readonly tokens: TokenStream;
  private readonly frames: Frame[] = [];

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  parse(): Query {
    for (;;) {
      const operand = this.parseOperand();
      const expr = operand && this.parseRest(operand);
      if (!expr) continue;
      const { tokens } = this;
      let hints: readonly Hint[] = [];
      // The last clause replaces others.
      while (tokens.accept("with")) {
        tokens.expect("(");
        hints = parseHints(tokens);
      }
      if (tokens.kind !== "$end") tokens.unexpected("an operator, | or the end");
      return { expr, hints, start: expr.start, end: tokens.previousEnd };
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
        tokens.advance();
        if (tokens.kind !== "}") frames.push({ kind: "spanset filter", start });
        else {
          tokens.advance();
          return { kind: "spanset filter", condition: undefined, start, end: tokens.previousEnd };
        }
        return undefined;
      case "-":
      case "!":
        tokens.advance();
        frames.push({ kind: "unary", operator: kind, isOfNumber: kind === "-" && isAtNumber(tokens), start });
        return undefined;
    }
    const value = parseLiteral(tokens) ?? parseField(tokens);
    return value ?? this.parseCall();
  }

  /** Parses a call; undefined if it opened a frame for an argument that is an expression. */
  private parseCall(): Expr | undefined {
    const { tokens, frames } = this;
    const { kind, start } = tokens;
    const isMetrics = metricsOperators.has(kind);
    if (!isMetrics && !aggregateOperators.has(kind) && !/^(?:by|coalesce|select|compare|topk|bottomk)$/.test(kind)) {
      const isInSpan = frames.some((frame) => frame.kind === "spanset filter" || frame.kind === "aggregate");
      const expected = isInSpan ? "a field or a value" : "a spanset such as { status = error }, or a function";
      const isDoubled = kind === "=" && tokens.text[start - 1] === "=";
      tokens.unexpected(expected, isDoubled ? "write =" : unscopedHint(tokens));
    }
    tokens.advance();
    tokens.expect("(");
    if (isMetrics) return this.parseMetrics(kind as MetricsOperator, start);
    switch (kind) {
      case "by":
      case "compare":
        frames.push({ kind, start });
        return undefined;
      case "coalesce":
        tokens.expect(")");
        return { kind, start, end: tokens.previousEnd };
      case "select": {
        const fields = parseFields(tokens);
        return { kind, fields, start, end: tokens.previousEnd };
      }
      case "topk":
      case "bottomk": {
        const count = parseCount(tokens);
        tokens.expect(")");
        return { kind, count, start, end: tokens.previousEnd };
      }
    }
    const operator = kind as AggregateOperator;
    if (operator !== "count") frames.push({ kind: "aggregate", operator, start });
    else {
      tokens.expect(")");
      return { kind: "aggregate", operator, argument: undefined, start, end: tokens.previousEnd };
    }
    return undefined;
  }

  private parseMetrics(operator: MetricsOperator, start: number): Expr {
    const { tokens } = this;
    const isCount = operator === "rate" || operator === "count_over_time";
    const field = isCount ? undefined : (parseField(tokens) ?? tokens.unexpected("a field", unscopedHint(tokens)));
    const parameters = parseParameters(tokens);
    let grouping: Extract<Expr, { kind: "metrics" }>["grouping"];
    if (tokens.accept("by")) {
      tokens.expect("(");
      grouping = parseFields(tokens);
    }
    return { kind: "metrics", operator, field, parameters, grouping, start, end: tokens.previousEnd };
  }

  /** Continues behind an operand; undefined if another operand follows. */
  private parseRest(operand: Expr): Expr | undefined {
    const { tokens, frames } = this;
    let value = operand;
    for (;;) {
      const precedence = binaryPrecedence(tokens.kind);
      value = this.reduce(value, precedence);
      if (precedence > 0) {
        this.openOperator(value);
        return undefined;
      }
      const frame = frames.pop();
      if (!frame) return value;
      value = this.closeFrame(frame, value);
    }
  }

  private openOperator(left: Expr): void {
    const { tokens, frames } = this;
    const { kind, start: operatorStart, end: operatorEnd } = tokens;
    const frame = frames.at(-1);
    tokens.advance();
    if (kind !== "|")
      frames.push({ kind: "binary", operator: kind as BinaryOperator, operatorStart, operatorEnd, left });
    else if (frame?.kind === "pipeline") frame.stages.push(left);
    else frames.push({ kind: "pipeline", stages: [left], start: left.start });
  }

  /** Completes the operators on the stack that bind at least as tightly. */
  private reduce(operand: Expr, precedence: number): Expr {
    const { frames } = this;
    let value = operand;
    for (;;) {
      const frame = frames.at(-1);
      const own = precedenceOf(frame);
      // Stages of one pipeline are joined when it ends.
      if (own === 0 || own < precedence) return value;
      if (own === precedence && (own === powerPrecedence || own === pipePrecedence)) return value;
      frames.pop();
      value = join(frame!, value);
    }
  }

  private closeFrame(frame: Frame, value: Expr): Expr {
    const { tokens } = this;
    switch (frame.kind) {
      case "paren":
        this.close(")");
        return { kind: "paren", inner: value, start: frame.start, end: tokens.previousEnd };
      case "spanset filter":
        this.close("}");
        return { kind: "spanset filter", condition: value, start: frame.start, end: tokens.previousEnd };
      case "by":
        this.close(")");
        return { kind: "by", key: value, start: frame.start, end: tokens.previousEnd };
      case "aggregate": {
        this.close(")");
        const { kind, operator, start } = frame;
        return { kind, operator, argument: value, start, end: tokens.previousEnd };
      }
      case "compare": {
        const parameters = parseParameters(tokens);
        return { kind: "compare", selection: value, parameters, start: frame.start, end: tokens.previousEnd };
      }
      default:
        return tokens.unexpected("a value");
    }
  }

  private close(mark: ")" | "}"): void {
    const { tokens } = this;
    if (tokens.kind !== mark) tokens.unexpected(`an operator or ${JSON.stringify(mark)}`);
    tokens.advance();
  }
}

function precedenceOf(frame: Frame | undefined): number {
  switch (frame?.kind) {
    case "binary":
      return binaryPrecedence(frame.operator);
    case "unary":
      return frame.isOfNumber ? numberSignPrecedence : unaryPrecedence(frame.operator);
    case "pipeline":
      return pipePrecedence;
    default:
      return 0;
  }
}

/** Completes an operator or a pipeline. */
function join(frame: Frame, last: Expr): Expr {
  const { end } = last;
  switch (frame.kind) {
    case "binary":
      return { ...frame, right: last, start: frame.left.start, end };
    case "unary":
      return { kind: "unary", operator: frame.operator, operand: last, start: frame.start, end };
    case "pipeline":
      return { kind: "pipeline", stages: [...frame.stages, last], start: frame.start, end };
    default:
      return last;
  }
}
