import type { AtModifier, DurationExpr, Expr, VectorSelector } from "../syntax/ast.js";
import { parseDuration, parseNumber } from "../syntax/numerals.js";
import { literalMilliseconds, parseOffset, parseRangeDuration } from "./duration.js";
import type { TokenStream } from "./token-stream.js";

/** What binds tighter than any operator: `[…]`, `offset`, `@`, `anchored`, `smoothed`. Undefined when none stands here. */
export function parseModifier(source: TokenStream, expr: Expr): Expr | undefined {
  switch (source.kind) {
    case "[":
      return parseBrackets(source, expr);
    case "offset":
      return parseOffsetModifier(source, expr);
    case "@":
      return parseAt(source, expr);
    case "anchored":
    case "smoothed":
      return parseExtension(source, expr, source.kind);
    default:
      return undefined;
  }
}

function parseBrackets(source: TokenStream, expr: Expr): Expr {
  const { start } = source;
  const { durationExpressions, numbersAreDurations } = source.grammar;
  const plain = numbersAreDurations ? "number or duration" : "duration";
  const expected = durationExpressions ? "number, duration, step(), or range()" : plain;
  source.advance();
  const range = parseRangeDuration(
    source,
    durationExpressions ? "subquery or range selector" : "subquery selector",
    expected,
  );
  if (source.kind === "]") {
    source.advance();
    return matrix(source, expr, range, start);
  }
  source.expect(":", "subquery or range", '":" or "]"');
  const step =
    (source.kind as string) === "]" ? undefined : parseRangeDuration(source, "subquery selector", `${expected} or "]"`);
  source.expect("]", "subquery selector", '"]"');
  return { kind: "subquery", expr, range, step, start: expr.start, end: source.previousEnd };
}

function matrix(source: TokenStream, expr: Expr, range: DurationExpr, bracket: number): Expr {
  const end = source.previousEnd;
  if (expr.kind !== "selector") {
    const hint = expr.kind === "matrix" ? undefined : "write a subquery: [5m:] with a colon";
    source.report("ranges only allowed for vector selectors", bracket, end, hint);
    return { kind: "subquery", expr, range, step: undefined, start: expr.start, end };
  }
  if (expr.offset && isFixed(expr.offset)) {
    source.report("no offset modifiers allowed before range", bracket, end, "write the offset after the brackets");
  } else if (expr.at && (expr.at.kind === "timestamp" || source.grammar.durationExpressions)) {
    source.report("no @ modifiers allowed before range", bracket, end, "write the @ modifier after the brackets");
  }
  return { kind: "matrix", selector: expr, range, start: expr.start, end };
}

/** Only an offset that is a literal other than 0 counts as set already. */
function isFixed(offset: DurationExpr): boolean {
  return offset.kind === "duration variable" || (literalMilliseconds(offset) ?? 0) !== 0;
}

function parseOffsetModifier(source: TokenStream, expr: Expr): Expr {
  source.advance();
  const offset = parseOffset(source);
  const target = modifiable(expr);
  if (!target) {
    const message =
      "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    source.report(message, expr.start, expr.end);
    return expr;
  }
  if (target.offset && (isFixed(target.offset) || literalMilliseconds(target.offset) === undefined)) {
    source.report("offset may not be set multiple times", expr.start, expr.end);
  }
  return withChange(expr, { offset }, source.previousEnd);
}

function parseAt(source: TokenStream, expr: Expr): Expr {
  source.advance();
  const at = parseTimestamp(source, expr);
  const target = modifiable(expr);
  if (!target) {
    const message = "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    source.report(message, expr.start, expr.end);
    return expr;
  }
  if (target.at) source.report("@ <timestamp> may not be set multiple times", expr.start, expr.end);
  return withChange(expr, { at }, source.previousEnd);
}

const largestTimestamp = 2 ** 63;

function parseTimestamp(source: TokenStream, expr: Expr): AtModifier {
  const { kind, start } = source;
  if (kind === "start" || kind === "end") {
    source.advance();
    source.expect("(", "@", '"("');
    source.expect(")", "@", '")"');
    return { kind, start, end: source.previousEnd };
  }
  if (kind === "variable" && source.grammar.dialect.grafana) {
    const { written: raw, end, variable } = source;
    source.advance();
    return { kind: "timestamp", seconds: Number.NaN, raw, variable, start, end };
  }
  if (kind === "-" || kind === "+") source.advance();
  const isDuration = source.kind === "duration" && source.grammar.numbersAreDurations;
  if (source.kind !== "number" && !isDuration) source.unexpected("@", "timestamp");
  const value = isDuration ? parseDuration(source.written) : parseNumber(source.written);
  if (typeof value === "string") source.report(value, source.start, source.end);
  source.advance();
  const magnitude = typeof value === "string" ? 0 : isDuration ? value / 1000 : value;
  const seconds = kind === "-" ? -magnitude : magnitude;
  if (!(Math.abs(seconds) < largestTimestamp)) {
    source.report(`timestamp out of bounds for @ modifier: ${seconds}`, expr.start, expr.end);
  }
  const { previousEnd: end, text } = source;
  return { kind: "timestamp", seconds, raw: text.slice(start, end), start, end };
}

function parseExtension(source: TokenStream, expr: Expr, extension: "anchored" | "smoothed"): Expr {
  source.advance();
  const target = expr.kind === "matrix" ? expr.selector : expr;
  if (!source.grammar.extendedRangeSelectorsEnabled) {
    const hint = "enable the feature promql-extended-range-selectors";
    source.report(`${extension} modifier is experimental and not enabled`, expr.start, expr.end, hint);
  } else if (target.kind === "subquery") {
    source.report(`${extension} modifier is not supported for subqueries`, expr.start, expr.end);
  } else if (target.kind !== "selector") {
    source.report(`${extension} modifier not implemented`, expr.start, expr.end);
  } else if (target.extension !== undefined && target.extension !== extension) {
    source.report("anchored and smoothed modifiers cannot be used together", expr.start, expr.end);
  } else return withChange(expr, { extension }, source.previousEnd);
  return expr;
}

function modifiable(expr: Expr): { offset?: DurationExpr; at?: AtModifier } | undefined {
  if (expr.kind === "matrix") return expr.selector;
  return expr.kind === "selector" || expr.kind === "subquery" ? expr : undefined;
}

type Change = Partial<Pick<VectorSelector, "offset" | "at" | "extension">>;

/** Modifiers stand on the selector, also when they were written behind its range. */
function withChange(expr: Expr, change: Change, end: number): Expr {
  if (expr.kind === "matrix") return { ...expr, selector: { ...expr.selector, ...change }, end };
  return { ...expr, ...change, end } as Expr;
}
