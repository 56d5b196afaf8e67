import { compileMatcher } from "../matchers/compile-matcher.js";
import type { Matcher, MatchOperator, VectorSelector } from "../syntax/ast.js";
import { unquote } from "../syntax/strings.js";
import { maskVariables } from "../syntax/variables.js";
import { compactArray } from "./compact-array.js";
import { quotedNameHint } from "./name-hint.js";
import type { TokenStream } from "./token-stream.js";

const context = "label matching";

const matchOperators: ReadonlySet<string> = new Set(["=", "!=", "=~", "!~"]);

/** Parses a selector; the name in front of its braces, if any, was just taken. */
export function parseSelector(tokens: TokenStream, name: string | undefined, start: number): VectorSelector {
  const nameEnd = tokens.previousEnd;
  const selector = {
    kind: "selector",
    name,
    nameStart: start,
    nameEnd,
    matchers: noMatchers,
    start,
    end: nameEnd,
  } as const;
  return tokens.kind === "{" ? parseBraces(tokens, selector) : selector;
}

const noMatchers: readonly Matcher[] = [];

/** A quoted metric name among the matchers. The first one names the selector, any other is a matcher. */
interface QuotedName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function parseBraces(tokens: TokenStream, selector: VectorSelector): VectorSelector {
  const matchers: Matcher[] = [];
  let quoted: QuotedName | undefined;
  tokens.advance();
  while (tokens.kind !== "}") {
    const item = parseItem(tokens);
    if ("operator" in item) matchers.push(item);
    else if (quoted === undefined && selector.name === undefined) quoted = item;
    else matchers.push(nameMatcher(item));
    if (tokens.kind === ",") tokens.advance();
    else if (tokens.kind !== "}") tokens.unexpected(context, '"," or "}"');
  }
  tokens.advance();
  const { kind, name, nameStart, nameEnd, start } = selector;
  const own = quoted ?? { name, start: nameStart, end: name === undefined ? start : nameEnd };
  return {
    kind,
    name: own.name,
    nameStart: own.start,
    nameEnd: own.end,
    matchers: compactArray(matchers),
    start,
    end: tokens.previousEnd,
  };
}

function nameMatcher({ name, start, end }: QuotedName): Matcher {
  return { label: "__name__", operator: "=", value: name, valueStart: start, valueEnd: end, start, end };
}

function parseItem(tokens: TokenStream): Matcher | QuotedName {
  const { grammar } = tokens;
  const { kind, start, end, written } = tokens;
  let label = written;
  if (kind === "string" && grammar.quotedNames) {
    label = unquote(written);
    tokens.advance();
    if (!matchOperators.has(tokens.kind)) return { name: label, start, end };
  } else if (kind === "identifier") tokens.advance();
  else if (kind === "variable" && grammar.dialect.grafana) {
    tokens.advance();
    if (tokens.kind === "," || tokens.kind === "}") {
      return { label, operator: "=", value: "", valueStart: end, valueEnd: end, start, end, variable: "matcher" };
    }
  } else tokens.unexpected(context, 'identifier or "}"', kind === "string" ? quotedNameHint : undefined);
  if (!matchOperators.has(tokens.kind)) tokens.unexpected(context, "label matching operator");
  const operator = tokens.kind as MatchOperator;
  tokens.advance();
  return parseValue(tokens, label, operator, start, kind !== "string" && /[$[]/.test(written));
}

function parseValue(
  tokens: TokenStream,
  label: string,
  operator: MatchOperator,
  start: number,
  labelIsVariable: boolean,
): Matcher {
  const { kind, start: valueStart, end: valueEnd, written } = tokens;
  const offsets = { valueStart, valueEnd, start, end: valueEnd };
  if (kind === "variable" && tokens.grammar.dialect.grafana) {
    tokens.advance();
    return { label, operator, value: written, ...offsets, variable: labelIsVariable ? "label and value" : "value" };
  }
  if (kind !== "string") tokens.unexpected(context, "string");
  const value = unquote(written);
  tokens.advance();
  const matcher: Matcher = { label, operator, value, ...offsets, ...(labelIsVariable && { variable: "label" }) };
  if (operator === "=~" || operator === "!~") checkPattern(tokens, matcher, written);
  return matcher;
}

function checkPattern(tokens: TokenStream, { value, valueStart, valueEnd }: Matcher, written: string): void {
  const { dialect } = tokens.grammar;
  const pattern = dialect.grafana ? maskVariables(value, "x") : value;
  // Invalid UTF-8 from byte escapes was decoded to U+FFFD.
  const isInvalidUtf8 = value.includes("\ufffd") && /\\[x0-7]/.test(written);
  const problem = isInvalidUtf8 ? "invalid UTF-8" : compileMatcher(pattern, dialect.version).error;
  if (problem !== undefined) tokens.report(`error parsing regexp: ${problem}`, valueStart, valueEnd);
}
