import type { DurationExpr } from "../syntax/ast.js";
import { maxDuration, parseDuration, parseNumber } from "../syntax/numerals.js";
import { featureHint } from "./name-hint.js";
import { maxNesting, type TokenStream } from "./token-stream.js";

type Operator = "+" | "-" | "*" | "/" | "%" | "^";
type FunctionName = Extract<DurationExpr, { kind: "duration call" }>["name"];

const precedences: ReadonlyMap<string, number> = new Map([
  ["+", 1],
  ["-", 1],
  ["*", 2],
  ["/", 2],
  ["%", 2],
  ["^", 3],
]);
const unaryPrecedence = 2;
const powerPrecedence = 3;

type Frame =
  | { kind: "paren"; start: number }
  | { kind: "call"; name: FunctionName; start: number; args: DurationExpr[] }
  | { kind: "unary"; operator: "+" | "-"; start: number }
  | { kind: "binary"; operator: Operator; operatorStart: number; left: DurationExpr };

/** Parses a range, or the step of a subquery. */
export function parseRangeDuration(tokens: TokenStream, context: string, expected: string): DurationExpr {
  if (!tokens.grammar.durationExpressions) return parseLiteral(tokens, context, expected);
  const duration = parseExpression(tokens, [], context, expected);
  if ((literalMilliseconds(duration) ?? 1) <= 0) {
    tokens.report("duration must be greater than 0", duration.start, duration.end);
  }
  return duration;
}

/**
 * Parses the duration behind `offset`. Arithmetic continues only after a parenthesis: `foo offset 5m + 1m` is
 * `(foo offset 5m) + 1m`, but `foo offset (5m) + 1m` is `foo offset 6m`.
 */
export function parseOffset(tokens: TokenStream): DurationExpr {
  const context = "offset";
  if (!tokens.grammar.durationExpressions) {
    const expected = tokens.grammar.numbersAreDurations ? "number or duration" : "duration";
    const { start } = tokens;
    if (tokens.kind !== "-") return parseLiteral(tokens, context, expected);
    tokens.advance();
    return createUnary("-", start, parseLiteral(tokens, context, expected));
  }
  const expected = "number, duration, step(), or range()";
  const { kind } = tokens;
  const { start } = tokens;
  if (kind === "+" || kind === "-") {
    tokens.advance();
    const sign: Frame = { kind: "unary", operator: kind, start };
    if (tokens.kind === "+" || tokens.kind === "-") return parseExpression(tokens, [sign], context, expected);
    return createUnary(kind, start, parseSingle(tokens, context, expected));
  }
  return kind === "(" ? parseExpression(tokens, [], context, expected) : parseSingle(tokens, context, expected);
}

/** Parses a single literal, call or parenthesis. */
function parseSingle(tokens: TokenStream, context: string, expected: string): DurationExpr {
  const parser = new DurationParser(tokens, context, expected);
  parser.isSingle = true;
  return parser.parse();
}

function parseExpression(tokens: TokenStream, frames: Frame[], context: string, expected: string): DurationExpr {
  const parser = new DurationParser(tokens, context, expected);
  parser.frames.push(...frames);
  return parser.parse();
}

/** An operator-precedence parser with an explicit stack, so that any depth is safe. */
class DurationParser {
  readonly frames: Frame[] = [];
  /** True to end after the first complete operand. */
  isSingle = false;
  private readonly tokens: TokenStream;
  private readonly context: string;
  private readonly expected: string;

  constructor(tokens: TokenStream, context: string, expected: string) {
    this.tokens = tokens;
    this.context = context;
    this.expected = expected;
  }

  parse(): DurationExpr {
    for (;;) {
      const operand = this.parseOperand();
      const whole = operand && this.parseRest(operand);
      if (whole) return whole;
    }
  }

  /** Parses an operand; undefined if it opened a frame instead. */
  private parseOperand(): DurationExpr | undefined {
    const { tokens, frames } = this;
    const { kind } = tokens;
    const { start } = tokens;
    if (frames.length > maxNesting) tokens.unexpected(this.context, "less nesting");
    if (kind === "(") {
      tokens.advance();
      frames.push({ kind: "paren", start });
      return undefined;
    }
    if (kind === "+" || kind === "-") {
      tokens.advance();
      frames.push({ kind: "unary", operator: kind, start });
      return undefined;
    }
    if (!tokens.grammar.durationWords.has(kind)) return parseLiteral(tokens, this.context, this.expected);
    const name = kind as FunctionName;
    tokens.advance();
    tokens.expect("(", this.context, '"("');
    if (name === "step" || name === "range") {
      tokens.expect(")", this.context, '")"');
      return { kind: "duration call", name, args: [], start, end: tokens.previousEnd };
    }
    frames.push({ kind: "call", name, start, args: [] });
    return undefined;
  }

  /** Continues behind an operand; undefined if another operand follows. */
  private parseRest(operand: DurationExpr): DurationExpr | undefined {
    const { tokens, frames } = this;
    let value = operand;
    for (;;) {
      if (this.isSingle && frames.length === 0) return value;
      const precedence = precedences.get(tokens.kind);
      value = this.reduce(value, precedence ?? 0);
      if (precedence !== undefined) {
        const operator = tokens.kind as Operator;
        frames.push({ kind: "binary", operator, operatorStart: tokens.start, left: value });
        this.checkEnabled(value);
        tokens.advance();
        return undefined;
      }
      const frame = frames.at(-1);
      if (!frame) return value;
      const closed = this.closeFrame(frame, value);
      if (!closed) return undefined;
      value = closed;
    }
  }

  /** Closes the innermost frame; undefined if another argument follows. */
  private closeFrame(frame: Frame, value: DurationExpr): DurationExpr | undefined {
    const { tokens, frames } = this;
    if (frame.kind === "call" && frame.args.length === 0) {
      tokens.expect(",", this.context, '","');
      frame.args.push(value);
      return undefined;
    }
    tokens.expect(")", this.context, '")"');
    frames.pop();
    const end = tokens.previousEnd;
    if (frame.kind === "call") {
      return { kind: "duration call", name: frame.name, args: [...frame.args, value], start: frame.start, end };
    }
    this.checkEnabled(value);
    return { kind: "duration paren", inner: value, start: (frame as { start: number }).start, end };
  }

  private reduce(operand: DurationExpr, precedence: number): DurationExpr {
    let value = operand;
    for (;;) {
      const frame = this.frames.at(-1);
      if (frame?.kind !== "unary" && frame?.kind !== "binary") return value;
      const own = frame.kind === "unary" ? unaryPrecedence : precedences.get(frame.operator)!;
      if (own < precedence || (own === precedence && own === powerPrecedence)) return value;
      this.frames.pop();
      value =
        frame.kind === "unary" ? createUnary(frame.operator, frame.start, value) : this.createBinary(frame, value);
    }
  }

  private createBinary(frame: Extract<Frame, { kind: "binary" }>, right: DurationExpr): DurationExpr {
    const { operator, left, operatorStart } = frame;
    if ((operator === "/" || operator === "%") && literalMilliseconds(right) === 0) {
      const message = operator === "/" ? "division by zero" : "modulo by zero";
      this.tokens.report(message, operatorStart, right.end);
    }
    return { kind: "duration binary", operator, left, right, start: left.start, end: right.end };
  }

  private checkEnabled(operand: DurationExpr): void {
    if (this.tokens.grammar.durationExpressionsEnabled) return;
    const hint = `write the duration out; ${featureHint("promql-duration-expr")}`;
    this.tokens.report("experimental duration expression is not enabled", operand.start, operand.end, hint);
  }
}

function createUnary(operator: "+" | "-", start: number, operand: DurationExpr): DurationExpr {
  return { kind: "duration unary", operator, operand, start, end: operand.end };
}

function parseLiteral(tokens: TokenStream, context: string, expected: string): DurationExpr {
  const { kind, start, end, variable, written: raw } = tokens;
  if (kind === "variable") {
    tokens.advance();
    return { kind: "duration variable", variable, raw, start, end };
  }
  if (kind !== "duration" && (kind !== "number" || !tokens.grammar.numbersAreDurations)) {
    tokens.unexpected(context, expected);
  }
  const value = kind === "duration" ? parseDuration(raw) : secondsAsMilliseconds(parseNumber(raw));
  tokens.advance();
  let milliseconds = typeof value === "string" ? 1 : value;
  if (typeof value === "string") tokens.report(value, start, end);
  else if (tokens.grammar.durationExpressions && Math.abs(milliseconds) > maxDuration) {
    tokens.report("duration out of range", start, end);
    milliseconds = 1;
  } else if (milliseconds === 0 && kind === "duration" && !tokens.grammar.durationExpressions) {
    tokens.report("duration must be greater than 0", start, end);
  }
  return { kind: "duration", milliseconds, raw, start, end };
}

function secondsAsMilliseconds(seconds: number | string): number | string {
  return typeof seconds === "string" ? seconds : seconds * 1000;
}

/** The milliseconds of a literal, which may have signs and parentheses; undefined for any other duration. */
export function literalMilliseconds(duration: DurationExpr): number | undefined {
  let sign = 1;
  for (let inner = duration; ; ) {
    if (inner.kind === "duration") return sign * inner.milliseconds;
    if (inner.kind === "duration paren") inner = inner.inner;
    else if (inner.kind === "duration unary") {
      if (inner.operator === "-") sign = -sign;
      inner = inner.operand;
    } else return undefined;
  }
}
