import type {
  LabelComparison,
  LabelComparisonOperator,
  LabelFilter,
  LabelFilterBinary,
  LabelName,
} from "../syntax/ast.js";
import { checkPattern } from "./matchers.js";
import { isAtName, parseIpArgument, parseLabelName, parseString } from "./names.js";
import { parseNumber } from "./number.js";
import type { TokenStream } from "./token-stream.js";

type Separator = LabelFilterBinary["separator"];

type Frame =
  | { readonly kind: "paren"; readonly start: number }
  | { readonly kind: "operator"; readonly separator: Separator; readonly left: LabelFilter };

/**
 * Parses a label filter. Loki's grammar gives `and` and `or` their usual precedence, and none to a comma or white space:
 * behind one of these, all that follows is the right operand.
 */
export function parseLabelFilter(tokens: TokenStream, firstLabel?: LabelName): LabelFilter {
  const frames: Frame[] = [];
  let label = firstLabel;
  for (;;) {
    if (label === undefined && tokens.kind === "(") {
      frames.push({ kind: "paren", start: tokens.start });
      tokens.advance();
      continue;
    }
    let filter: LabelFilter = parseComparison(tokens, label ?? parseLabelName(tokens, "("));
    label = undefined;
    for (;;) {
      const separator = separatorAt(tokens);
      filter = reduce(frames, filter, separator);
      if (separator !== undefined) {
        if (separator !== " ") tokens.advance();
        frames.push({ kind: "operator", separator, left: filter });
        break;
      }
      const open = frames.pop();
      if (open?.kind !== "paren") return filter;
      if (tokens.kind !== ")") tokens.unexpected();
      tokens.advance();
      filter = { kind: "paren", inner: filter, start: open.start, end: tokens.previousEnd };
    }
  }
}

/** The separator before another operand. */
function separatorAt(tokens: TokenStream): Separator | undefined {
  switch (tokens.kind) {
    case "and":
    case "or":
    case ",":
      return tokens.kind;
    default:
      return isAtName(tokens) || tokens.kind === "(" ? " " : undefined;
  }
}

/** Completes the operators on the stack that bind more tightly than the separator that follows. */
function reduce(frames: Frame[], filter: LabelFilter, next: Separator | undefined): LabelFilter {
  let right = filter;
  for (;;) {
    const frame = frames.at(-1);
    if (frame?.kind !== "operator" || takesRest(frame.separator, next)) return right;
    frames.pop();
    const { separator, left } = frame;
    const kind = separator === "or" ? "or" : "and";
    right = { kind, separator, left, right, start: left.start, end: right.end };
  }
}

/** True if the right operand of a separator goes on behind the next one. */
function takesRest(separator: Separator, next: Separator | undefined): boolean {
  if (next === undefined) return false;
  if (separator === "," || separator === " " || next === "," || next === " ") return true;
  return separator === "or" && next === "and";
}

const comparisonOperators: ReadonlySet<string> = new Set<LabelComparisonOperator>([
  "=",
  "==",
  "!=",
  "=~",
  "!~",
  ">",
  ">=",
  "<",
  "<=",
]);

/** True at an operator between a label and a value. */
export function isAtComparison(tokens: TokenStream): boolean {
  return comparisonOperators.has(tokens.kind);
}

function parseComparison(tokens: TokenStream, label: LabelName): LabelComparison {
  if (!isAtComparison(tokens)) tokens.unexpected();
  const operator = tokens.kind as LabelComparisonOperator;
  tokens.advance();
  const value = parseValue(tokens, operator);
  return { kind: "comparison", label, operator, value, start: label.start, end: tokens.previousEnd };
}

function parseValue(tokens: TokenStream, operator: LabelComparisonOperator): LabelComparison["value"] {
  if (operator === "=~" || operator === "!~") {
    const pattern = parseString(tokens);
    checkPattern(tokens, pattern.value, pattern.start, pattern.end);
    return pattern;
  }
  const { kind, start, end, written: raw, value } = tokens;
  switch (kind) {
    case "DURATION":
      tokens.advance();
      return { kind: "duration", nanoseconds: value, raw, start, end };
    case "BYTES":
      tokens.advance();
      return { kind: "bytes", bytes: value, raw, start, end };
    case "NUMBER":
    case "VARIABLE":
    case "+":
    case "-":
      return parseNumber(tokens);
  }
  if (operator !== "=" && operator !== "!=") tokens.unexpected();
  if (kind === "STRING") return parseString(tokens);
  if (kind !== "ip") tokens.unexpected();
  const range = parseIpArgument(tokens);
  return { kind: "ip", range, start, end: tokens.previousEnd };
}
