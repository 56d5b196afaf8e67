import { compactArray } from "../../promql/parse/compact-array.js";
import { ParseFailure } from "../../promql/syntax/parse-error.js";
import { hasVariable, maskVariables, scanVariable, windowVariable } from "../../promql/syntax/variables.js";
import type {
  LabelFilterStage,
  LogQuery,
  LogRange,
  OffsetDuration,
  RangeDuration,
  Stage,
  Unwrap,
  UnwrapConversion,
} from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { parseRange } from "../syntax/literals.js";
import { parseLabelFilter } from "./label-filter.js";
import { parseSelector } from "./matchers.js";
import { parseLabelName } from "./names.js";
import { parseStages } from "./stages.js";
import type { TokenStream } from "./token-stream.js";
import { conversions } from "./tokens.js";

/** Parses a selector and its pipeline. */
export function parseLogQuery(tokens: TokenStream): LogQuery {
  const selector = parseSelector(tokens);
  const { stages, end, unwrapStart } = parseStages(tokens);
  if (unwrapStart !== undefined) {
    tokens.unexpected([], "unwrap belongs in a range aggregation, as in sum_over_time({…} | unwrap bytes [5m])");
  }
  return { kind: "log query", selector, stages, start: selector.start, end };
}

/**
 * Parses the argument of a range aggregation. The range follows the selector or the pipeline; one pair of parentheses may
 * end before it, and any number may surround it.
 */
export function parseLogRange(tokens: TokenStream): LogRange {
  const { start } = tokens;
  let open = 0;
  while (tokens.accept("(")) open++;
  if ((tokens.kind as string) !== "{") tokens.unexpected(["{", "("]);
  const selector = parseSelector(tokens);
  const before = parsePipeline(tokens);
  const isBare = before.stages.length === 0 && before.unwrap === undefined;
  const closesFirst = open > 0 && tokens.accept(")");
  if (closesFirst) open--;
  const range = parseRangeDuration(tokens, isBare && !closesFirst ? ["RANGE", "|"] : ["RANGE"]);
  const offset = tokens.accept("offset") ? parseOffset(tokens) : undefined;
  const after = isBare ? parsePipeline(tokens) : undefined;
  if (closesFirst && after && after.stages.length > 0) {
    const { start: at, end } = after.stages[0]!;
    throw new ParseFailure({ message: "syntax error: unexpected stage behind the range", start: at, end });
  }
  for (; open > 0; open--) tokens.expect(")");
  const { stages, unwrap } = after ?? before;
  const end = stages.at(-1)?.end ?? selector.end;
  const query: LogQuery = { kind: "log query", selector, stages, start: selector.start, end };
  return { query, unwrap, range, offset, start, end: tokens.previousEnd };
}

interface RangePipeline {
  readonly stages: readonly Stage[];
  readonly unwrap: Unwrap | undefined;
}

function parsePipeline(tokens: TokenStream): RangePipeline {
  const { stages, unwrapStart } = parseStages(tokens);
  return { stages, unwrap: unwrapStart === undefined ? undefined : parseUnwrap(tokens, unwrapStart) };
}

/** Parses `unwrap label` and the label filters behind it. */
function parseUnwrap(tokens: TokenStream, start: number): Unwrap {
  tokens.advance();
  let conversion: UnwrapConversion | undefined;
  let label: Unwrap["label"];
  if (conversions.has(tokens.kind)) {
    conversion = tokens.kind as UnwrapConversion;
    tokens.advance();
    tokens.expect("(");
    label = parseLabelName(tokens);
    tokens.expect(")");
  } else label = parseLabelName(tokens, "BYTES_CONV", "DURATION_CONV", "DURATION_SECONDS_CONV");
  const filters: LabelFilterStage[] = [];
  for (let pipe = tokens.start; tokens.accept("|"); pipe = tokens.start) {
    const filter = parseLabelFilter(tokens);
    filters.push({ kind: "label filter", filter, start: pipe, end: filter.end });
  }
  return { label, conversion, filters: compactArray(filters), start, end: tokens.previousEnd };
}

function parseRangeDuration(tokens: TokenStream, expected: readonly string[]): RangeDuration {
  if (tokens.kind !== "RANGE") tokens.unexpected(expected);
  const { start, end } = tokens;
  const raw = tokens.text.slice(start + 1, end - 1);
  tokens.advance();
  const variable = firstVariable(raw, tokens.dialect);
  const value = parseRange(variable === undefined ? raw : maskVariables(raw, "5m"));
  // A variable may hold a number or a unit, as in `[5$unit]`: only its value tells.
  if (typeof value === "string" && variable === undefined) {
    const hint = hasVariable(raw) ? "write the value out: only Grafana panels have variables" : undefined;
    tokens.report(value, start + 1, end - 1, hint);
  }
  const nanoseconds = variable === undefined && typeof value === "number" ? value : Number.NaN;
  return variable === undefined ? { nanoseconds, raw, start, end } : { nanoseconds, raw, variable, start, end };
}

/** The first variable of a text; in a rule only the macro of the window, which no other text may surround. */
function firstVariable(text: string, { grafana, hasWindow }: Dialect): string | undefined {
  if (!grafana) return hasWindow && text.trim() === `$${windowVariable}` ? windowVariable : undefined;
  for (let at = 0; at < text.length; at++) {
    const variable = scanVariable(text, at);
    if (variable) return variable.name;
  }
  return undefined;
}

function parseOffset(tokens: TokenStream): OffsetDuration {
  const { kind, start, end, written: raw, value, variable } = tokens;
  if (kind !== "DURATION" && kind !== "VARIABLE") tokens.unexpected(["DURATION"]);
  tokens.advance();
  if (kind === "VARIABLE") return { nanoseconds: Number.NaN, raw, variable, start, end };
  return { nanoseconds: value, raw, start, end };
}
