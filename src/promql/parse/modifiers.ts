import type { AtModifier, DurationExpr, Expr, VectorSelector } from "../syntax/ast.js";
import { parseDuration, parseNumber } from "../syntax/numerals.js";
import { literalMilliseconds, parseOffset, parseRangeDuration } from "./duration.js";
import { featureHint } from "./name-hint.js";
import type { TokenStream } from "./token-stream.js";

/** Parses `[…]`, `offset`, `@`, `anchored` or `smoothed`, which bind tighter than operators; undefined at any other token. */
export function parseModifier(tokens: TokenStream, expr: Expr): Expr | undefined {
  switch (tokens.kind) {
    case "[":
      return parseBrackets(tokens, expr);
    case "offset":
      return parseOffsetModifier(tokens, expr);
    case "@":
      return parseAt(tokens, expr);
    case "anchored":
    case "smoothed":
      return parseExtension(tokens, expr, tokens.kind);
    default:
      return undefined;
  }
}

function parseBrackets(tokens: TokenStream, expr: Expr): Expr {
  const { start } = tokens;
  const { durationExpressions, numbersAreDurations } = tokens.grammar;
  const plain = numbersAreDurations ? "number or duration" : "duration";
  const expected = durationExpressions ? "number, duration, step(), or range()" : plain;
  tokens.advance();
  const range = parseRangeDuration(
    tokens,
    durationExpressions ? "subquery or range selector" : "subquery selector",
    expected,
  );
  if (tokens.kind === "]") {
    tokens.advance();
    return createMatrix(tokens, expr, range, start);
  }
  tokens.expect(":", "subquery or range", '":" or "]"');
  const step =
    (tokens.kind as string) === "]" ? undefined : parseRangeDuration(tokens, "subquery selector", `${expected} or "]"`);
  tokens.expect("]", "subquery selector", '"]"');
  return { kind: "subquery", expr, range, step, start: expr.start, end: tokens.previousEnd };
}

function createMatrix(tokens: TokenStream, expr: Expr, range: DurationExpr, bracket: number): Expr {
  const end = tokens.previousEnd;
  if (expr.kind !== "selector") {
    const hint = expr.kind === "matrix" ? undefined : "write a subquery: [5m:] with a colon";
    tokens.report("ranges only allowed for vector selectors", bracket, end, hint);
    return { kind: "subquery", expr, range, step: undefined, start: expr.start, end };
  }
  if (expr.offset && isFixed(expr.offset)) {
    tokens.report("no offset modifiers allowed before range", bracket, end, "write the offset after the brackets");
  } else if (expr.at && (expr.at.kind === "timestamp" || tokens.grammar.durationExpressions)) {
    tokens.report("no @ modifiers allowed before range", bracket, end, "write the @ modifier after the brackets");
  }
  return { kind: "matrix", selector: expr, range, start: expr.start, end };
}

/** True if the offset counts as set: it is a variable, or a literal other than 0. */
function isFixed(offset: DurationExpr): boolean {
  return offset.kind === "duration variable" || (literalMilliseconds(offset) ?? 0) !== 0;
}

function parseOffsetModifier(tokens: TokenStream, expr: Expr): Expr {
  tokens.advance();
  const offset = parseOffset(tokens);
  const target = modifiable(expr);
  if (!target) {
    const message =
      "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    tokens.report(message, expr.start, expr.end);
    return expr;
  }
  if (target.offset && (isFixed(target.offset) || literalMilliseconds(target.offset) === undefined)) {
    tokens.report("offset may not be set multiple times", expr.start, expr.end);
  }
  return withModifier(expr, { offset }, tokens.previousEnd);
}

function parseAt(tokens: TokenStream, expr: Expr): Expr {
  tokens.advance();
  const at = parseTimestamp(tokens, expr);
  const target = modifiable(expr);
  if (!target) {
    const message = "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    tokens.report(message, expr.start, expr.end);
    return expr;
  }
  if (target.at) tokens.report("@ <timestamp> may not be set multiple times", expr.start, expr.end);
  return withModifier(expr, { at }, tokens.previousEnd);
}

const maxTimestamp = 2 ** 63;

function parseTimestamp(tokens: TokenStream, expr: Expr): AtModifier {
  const { kind, start } = tokens;
  if (kind === "start" || kind === "end") {
    tokens.advance();
    tokens.expect("(", "@", '"("');
    tokens.expect(")", "@", '")"');
    return { kind, start, end: tokens.previousEnd };
  }
  if (kind === "variable" && tokens.grammar.dialect.grafana) {
    const { written: raw, end, variable } = tokens;
    tokens.advance();
    return { kind: "timestamp", seconds: Number.NaN, raw, variable, start, end };
  }
  if (kind === "-" || kind === "+") tokens.advance();
  const isDuration = tokens.kind === "duration" && tokens.grammar.numbersAreDurations;
  if (tokens.kind !== "number" && !isDuration) tokens.unexpected("@", "timestamp");
  const value = isDuration ? parseDuration(tokens.written) : parseNumber(tokens.written);
  if (typeof value === "string") tokens.report(value, tokens.start, tokens.end);
  tokens.advance();
  const magnitude = typeof value === "string" ? 0 : isDuration ? value / 1000 : value;
  const seconds = kind === "-" ? -magnitude : magnitude;
  if (!(Math.abs(seconds) < maxTimestamp)) {
    tokens.report(`timestamp out of bounds for @ modifier: ${seconds}`, expr.start, expr.end);
  }
  const { previousEnd: end, text } = tokens;
  return { kind: "timestamp", seconds, raw: text.slice(start, end), start, end };
}

function parseExtension(tokens: TokenStream, expr: Expr, extension: "anchored" | "smoothed"): Expr {
  tokens.advance();
  const target = expr.kind === "matrix" ? expr.selector : expr;
  if (!tokens.grammar.extendedRangeSelectorsEnabled) {
    const hint = featureHint("promql-extended-range-selectors");
    tokens.report(`${extension} modifier is experimental and not enabled`, expr.start, expr.end, hint);
  } else if (target.kind === "subquery") {
    tokens.report(`${extension} modifier is not supported for subqueries`, expr.start, expr.end);
  } else if (target.kind !== "selector") {
    tokens.report(`${extension} modifier not implemented`, expr.start, expr.end);
  } else if (target.extension !== undefined && target.extension !== extension) {
    tokens.report("anchored and smoothed modifiers cannot be used together", expr.start, expr.end);
  } else return withModifier(expr, { extension }, tokens.previousEnd);
  return expr;
}

function modifiable(expr: Expr): { offset?: DurationExpr; at?: AtModifier } | undefined {
  if (expr.kind === "matrix") return expr.selector;
  return expr.kind === "selector" || expr.kind === "subquery" ? expr : undefined;
}

type Modifier = Partial<Pick<VectorSelector, "offset" | "at" | "extension">>;

/** Modifiers belong to the selector, even behind a range. */
function withModifier(expr: Expr, modifier: Modifier, end: number): Expr {
  if (expr.kind === "matrix") return { ...expr, selector: { ...expr.selector, ...modifier }, end };
  return { ...expr, ...modifier, end } as Expr;
}
