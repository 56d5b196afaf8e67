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
import { parseSelector } from "./selector.js";
import { deepestNesting, TokenStream } from "./token-stream.js";

export interface ParseResult {
  /** Undefined when the text could not be read at all; otherwise there may still be errors. */
  readonly expr: Expr | undefined;
  readonly errors: readonly ParseError[];
}

/**
 * Reads a PromQL expression and checks it as Prometheus does before it evaluates anything.
 *
 * @example
 * ```ts
 * const { expr, errors } = parse("sum(rate(http_requests_total[5m]))", ruleDialect({ major: 3, minor: 5 }));
 * ```
 */
export function parse(text: string, dialect: Dialect): ParseResult {
  const source = new TokenStream(text, grammarFor(dialect));
  try {
    const expr = new Parser(source).parse();
    if (source.errors.length > 0) return { expr, errors: source.errors };
    return { expr, errors: typecheck(expr, dialect) };
  } catch (problem) {
    if (!(problem instanceof ParseFailure)) throw problem;
    return { expr: undefined, errors: [...source.errors, problem.error] };
  }
}

/** Something begun whose end has not come yet. */
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

/** An operator-precedence parser with a stack of its own: no depth of nesting exhausts the machine's. */
class Parser {
  private readonly source: TokenStream;
  private readonly frames: Frame[] = [];

  constructor(source: TokenStream) {
    this.source = source;
  }

  parse(): Expr {
    if (this.source.kind === "end of input") {
      throw new ParseFailure({ message: "no expression found in input", start: 0, end: 0 });
    }
    for (;;) {
      const operand = this.operand();
      const whole = operand && this.continue(operand);
      if (whole) return whole;
    }
  }

  /** Reads up to and with the next operand; undefined when something was opened instead. */
  private operand(): Expr | undefined {
    const { source } = this;
    const { kind } = source;
    const { start, end } = source;
    if (this.frames.length > deepestNesting) source.unexpected("an expression nested this deeply");
    switch (kind) {
      case "(":
        source.advance();
        this.frames.push({ kind: "paren", start });
        return undefined;
      case "+":
      case "-":
        source.advance();
        this.frames.push({ kind: "unary", operator: kind, start });
        return undefined;
      case "number":
      case "duration":
        return this.number();
      case "string": {
        const { written } = source;
        source.advance();
        return { kind: "string", value: unquote(written), quote: written[0] as '"', start, end };
      }
      case "{":
        source.previousEnd = start;
        return parseSelector(source, undefined, start);
      case "variable":
        return this.variable();
      default:
        return this.named();
    }
  }

  private number(): Expr {
    const { source } = this;
    const { kind, start, end, written: raw } = source;
    if (kind === "duration" && !source.grammar.numbersAreDurations) source.unexpected();
    const value = kind === "duration" ? parseDuration(raw) : parseNumber(raw);
    if (typeof value === "string") source.report(value, start, end);
    source.advance();
    const number = typeof value === "string" ? Number.NaN : kind === "duration" ? value / 1000 : value;
    return { kind: "number", value: number, raw, start, end };
  }

  /** A dashboard variable: the name of a metric, function or aggregation, or a number, by what stands behind it. */
  private variable(): Expr | undefined {
    const { source } = this;
    const { grammar } = source;
    const { start, end, variable, written: raw, compound } = source;
    if (!grammar.dialect.grafana && !grammar.numbersAreDurations) source.unexpected();
    source.advance();
    if (grammar.dialect.grafana) {
      const { kind } = source;
      if (kind === "by" || kind === "without") return this.aggregation(raw, start, end);
      if (kind === "(") return this.call(raw, start, end);
      const isName =
        kind === "{" || kind === "[" || kind === "offset" || kind === "@" || (compound && !/^\d/.test(raw));
      if (isName) return parseSelector(source, raw, start);
    }
    return { kind: "number", value: Number.NaN, raw, variable, start, end };
  }

  private named(): Expr | undefined {
    const { source } = this;
    const { grammar, kind } = source;
    const { start, end, written } = source;
    if (!isMetricNameKind(kind, grammar)) source.unexpected(...this.place());
    const word = grammar.keywords.get(kind);
    source.advance();
    const next = source.kind;
    if (word === "aggregator" && (next === "(" || next === "by" || next === "without")) {
      return this.aggregation(kind, start, end);
    }
    if (next === "(" && (kind === "identifier" || (word === "preprocessor" && grammar.queryContextFunctions))) {
      return this.call(written, start, end);
    }
    return parseSelector(source, written, start);
  }

  /** What to call the place in a message, where it has a name. */
  private place(): [string] | [] {
    const frame = this.frames.at(-1);
    return frame?.kind === "aggregation" && frame.args.length === 0 ? ["aggregation"] : [];
  }

  private call(name: string, start: number, nameEnd: number): Expr | undefined {
    const { source } = this;
    source.advance();
    const frame: Frame = { kind: "call", name, start, nameEnd, args: [] };
    if (source.kind !== ")") {
      this.frames.push(frame);
      return undefined;
    }
    source.advance();
    return this.finishCall(frame);
  }

  private aggregation(operator: string, start: number, operatorEnd: number): Expr | undefined {
    const { source } = this;
    const clause = this.clause();
    if (source.kind !== "(") source.unexpected("aggregation");
    source.advance();
    const frame: Frame = { kind: "aggregation", operator, start, operatorEnd, clause, args: [] };
    if (source.kind !== ")") {
      this.frames.push(frame);
      return undefined;
    }
    source.advance();
    return this.finishAggregation(frame);
  }

  private clause(): Clause | undefined {
    const { source } = this;
    if (source.kind !== "by" && source.kind !== "without") return undefined;
    const without = source.kind === "without";
    source.advance();
    return { without, grouping: parseLabelList(source) };
  }

  /** Works on with a finished operand until the next one is due (undefined) or the whole expression is done. */
  private continue(operand: Expr): Expr | undefined {
    const { source, frames } = this;
    let value = operand;
    for (;;) {
      for (let modified = parseModifier(source, value); modified; modified = parseModifier(source, value))
        value = modified;
      const precedence = binaryPrecedence(source.kind);
      value = this.reduce(value, precedence);
      if (precedence > 0) {
        this.binary(value);
        return undefined;
      }
      const frame = frames.at(-1);
      if (!frame) {
        if (source.kind !== "end of input") source.unexpected();
        return value;
      }
      const closed = this.close(frame, value);
      if (!closed) return undefined;
      value = closed;
    }
  }

  private binary(left: Expr): void {
    const { source } = this;
    const { start: operatorStart, end: operatorEnd } = source;
    const operator = source.kind as BinaryOperator;
    source.advance();
    const modifiers = parseBinaryModifiers(source, operatorStart);
    this.frames.push({ kind: "binary", operator, operatorStart, operatorEnd, left, modifiers });
  }

  /** Completes the operators on the stack that bind their right operand at least as tightly. */
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

  /** Closes the innermost parenthesis or goes on to the next argument (undefined). */
  private close(frame: Frame, value: Expr): Expr | undefined {
    const { source, frames } = this;
    if (frame.kind === "paren") {
      if (source.kind !== ")") source.unexpected();
      source.advance();
      frames.pop();
      return { kind: "paren", inner: value, start: frame.start, end: source.previousEnd };
    }
    if (frame.kind !== "call" && frame.kind !== "aggregation") return source.unexpected();
    frame.args.push(value);
    if (source.kind === ",") {
      const { start, end } = source;
      source.advance();
      if ((source.kind as string) !== ")") return undefined;
      source.report("trailing commas not allowed in function call args", start, end);
    } else if (source.kind !== ")") source.unexpected(frame.kind === "aggregation" ? "aggregation" : "", "");
    source.advance();
    frames.pop();
    return frame.kind === "call" ? this.finishCall(frame) : this.finishAggregation(frame);
  }

  private finishCall({ name, start, nameEnd, args }: Extract<Frame, { kind: "call" }>): Expr {
    const { source } = this;
    const { dialect } = source.grammar;
    const end = source.previousEnd;
    if (name.includes("$") || name.includes("[")) {
      const clause = this.clause();
      if (clause) return aggregation(name, start, nameEnd, clause, true, args, source.previousEnd);
      return { kind: "call", name, nameEnd, args: compactArray(args), start, end };
    }
    const signature = findFunction(name, dialect);
    if (!signature) source.report(`unknown function with name ${JSON.stringify(name)}`, start, nameEnd);
    else if (!isEnabled(signature, dialect)) {
      const hint = "enable the feature promql-experimental-functions";
      source.report(`function ${JSON.stringify(name)} is not enabled`, start, nameEnd, hint);
    }
    const call: Call = { kind: "call", name, nameEnd, args: compactArray(args), start, end };
    return call;
  }

  private finishAggregation(frame: Extract<Frame, { kind: "aggregation" }>): Expr {
    const { source } = this;
    const { operator, start, operatorEnd, args } = frame;
    const last = frame.clause ? undefined : this.clause();
    const end = source.previousEnd;
    const clause = frame.clause ?? last;
    const isVariable = operator.includes("$") || operator.includes("[");
    const wanted = aggregationParameters.has(operator) ? 2 : 1;
    if (experimentalAggregations.has(operator) && !source.grammar.experimentalFunctionsEnabled) {
      const hint = "enable the feature promql-experimental-functions";
      source.report(`${operator}() is experimental and must be enabled`, start, operatorEnd, hint);
    } else if (args.length === 0) {
      source.report("no arguments for aggregate expression provided", start, end);
    } else if (args.length !== wanted && !(isVariable && args.length === 2)) {
      const message = `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`;
      source.report(message, start, end);
    }
    return aggregation(operator, start, operatorEnd, clause, last !== undefined, args, end);
  }
}

function aggregation(
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
