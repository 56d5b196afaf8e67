import type { DurationExpr } from "../syntax/ast.js";
import { longestDuration, parseDuration, parseNumber } from "../syntax/numerals.js";
import { deepestNesting, type TokenStream } from "./token-stream.js";

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

/** The length of a range or of a subquery's step. */
export function parseRangeDuration(source: TokenStream, context: string, expected: string): DurationExpr {
  if (!source.grammar.durationExpressions) return parseLiteral(source, context, expected);
  const duration = parseExpression(source, [], context, expected);
  if ((literalMilliseconds(duration) ?? 1) <= 0) {
    source.report("duration must be greater than 0", duration.start, duration.end);
  }
  return duration;
}

/**
 * What follows `offset`. Arithmetic goes on only behind a parenthesis: `foo offset 5m + 1m` adds to the offset foo,
 * `foo offset (5m) + 1m` adds to the offset.
 */
export function parseOffset(source: TokenStream): DurationExpr {
  const context = "offset";
  if (!source.grammar.durationExpressions) {
    const expected = source.grammar.numbersAreDurations ? "number or duration" : "duration";
    const { start } = source;
    if (source.kind !== "-") return parseLiteral(source, context, expected);
    source.advance();
    return unary("-", start, parseLiteral(source, context, expected));
  }
  const expected = "number, duration, step(), or range()";
  const { kind } = source;
  const { start } = source;
  if (kind === "+" || kind === "-") {
    source.advance();
    const sign: Frame = { kind: "unary", operator: kind, start };
    if (source.kind === "+" || source.kind === "-") return parseExpression(source, [sign], context, expected);
    return unary(kind, start, parseOne(source, context, expected));
  }
  return kind === "(" ? parseExpression(source, [], context, expected) : parseOne(source, context, expected);
}

/** A single literal, call or parenthesis, with nothing behind it. */
function parseOne(source: TokenStream, context: string, expected: string): DurationExpr {
  const parser = new DurationParser(source, context, expected);
  parser.single = true;
  return parser.parse();
}

function parseExpression(source: TokenStream, frames: Frame[], context: string, expected: string): DurationExpr {
  const parser = new DurationParser(source, context, expected);
  parser.frames.push(...frames);
  return parser.parse();
}

/** Keeps its own stack, so that no depth of nesting exhausts the machine's. */
class DurationParser {
  readonly frames: Frame[] = [];
  /** Ends as soon as nothing is open. */
  single = false;
  private readonly source: TokenStream;
  private readonly context: string;
  private readonly expected: string;

  constructor(source: TokenStream, context: string, expected: string) {
    this.source = source;
    this.context = context;
    this.expected = expected;
  }

  parse(): DurationExpr {
    for (;;) {
      const operand = this.operand();
      const whole = operand && this.continue(operand);
      if (whole) return whole;
    }
  }

  /** Reads up to and with the next operand; undefined when something was opened instead. */
  private operand(): DurationExpr | undefined {
    const { source, frames } = this;
    const { kind } = source;
    const { start } = source;
    if (frames.length > deepestNesting) source.unexpected(this.context, "less nesting");
    if (kind === "(") {
      source.advance();
      frames.push({ kind: "paren", start });
      return undefined;
    }
    if (kind === "+" || kind === "-") {
      source.advance();
      frames.push({ kind: "unary", operator: kind, start });
      return undefined;
    }
    if (!source.grammar.durationWords.has(kind)) return parseLiteral(source, this.context, this.expected);
    const name = kind as FunctionName;
    source.advance();
    source.expect("(", this.context, '"("');
    if (name === "step" || name === "range") {
      source.expect(")", this.context, '")"');
      return { kind: "duration call", name, args: [], start, end: source.previousEnd };
    }
    frames.push({ kind: "call", name, start, args: [] });
    return undefined;
  }

  /** Works on with a finished operand until the next one is due (undefined) or the whole is done. */
  private continue(operand: DurationExpr): DurationExpr | undefined {
    const { source, frames } = this;
    let value = operand;
    for (;;) {
      if (this.single && frames.length === 0) return value;
      const precedence = precedences.get(source.kind);
      value = this.reduce(value, precedence ?? 0);
      if (precedence !== undefined) {
        const operator = source.kind as Operator;
        frames.push({ kind: "binary", operator, operatorStart: source.start, left: value });
        this.checkEnabled(value);
        source.advance();
        return undefined;
      }
      const frame = frames.at(-1);
      if (!frame) return value;
      const closed = this.close(frame, value);
      if (!closed) return undefined;
      value = closed;
    }
  }

  /** Closes the innermost parenthesis or call, or goes on to its next argument (undefined). */
  private close(frame: Frame, value: DurationExpr): DurationExpr | undefined {
    const { source, frames } = this;
    if (frame.kind === "call" && frame.args.length === 0) {
      source.expect(",", this.context, '","');
      frame.args.push(value);
      return undefined;
    }
    source.expect(")", this.context, '")"');
    frames.pop();
    const end = source.previousEnd;
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
      value = frame.kind === "unary" ? unary(frame.operator, frame.start, value) : this.binary(frame, value);
    }
  }

  private binary(frame: Extract<Frame, { kind: "binary" }>, right: DurationExpr): DurationExpr {
    const { operator, left, operatorStart } = frame;
    if ((operator === "/" || operator === "%") && literalMilliseconds(right) === 0) {
      const message = operator === "/" ? "division by zero" : "modulo by zero";
      this.source.report(message, operatorStart, right.end);
    }
    return { kind: "duration binary", operator, left, right, start: left.start, end: right.end };
  }

  private checkEnabled(operand: DurationExpr): void {
    if (this.source.grammar.durationExpressionsEnabled) return;
    const hint = "write the duration out, or enable the feature promql-duration-expr";
    this.source.report("experimental duration expression is not enabled", operand.start, operand.end, hint);
  }
}

function unary(operator: "+" | "-", start: number, operand: DurationExpr): DurationExpr {
  return { kind: "duration unary", operator, operand, start, end: operand.end };
}

function parseLiteral(source: TokenStream, context: string, expected: string): DurationExpr {
  const { kind, start, end, variable, written: raw } = source;
  if (kind === "variable") {
    source.advance();
    return { kind: "duration variable", variable, raw, start, end };
  }
  if (kind !== "duration" && (kind !== "number" || !source.grammar.numbersAreDurations)) {
    source.unexpected(context, expected);
  }
  const value = kind === "duration" ? parseDuration(raw) : secondsAsMilliseconds(parseNumber(raw));
  source.advance();
  let milliseconds = typeof value === "string" ? 1 : value;
  if (typeof value === "string") source.report(value, start, end);
  else if (source.grammar.durationExpressions && Math.abs(milliseconds) > longestDuration) {
    source.report("duration out of range", start, end);
    milliseconds = 1;
  } else if (milliseconds === 0 && kind === "duration" && !source.grammar.durationExpressions) {
    source.report("duration must be greater than 0", start, end);
  }
  return { kind: "duration", milliseconds, raw, start, end };
}

function secondsAsMilliseconds(seconds: number | string): number | string {
  return typeof seconds === "string" ? seconds : seconds * 1000;
}

/** The length of a duration that is a literal, signs and parentheses around it allowed; undefined of any other. */
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
