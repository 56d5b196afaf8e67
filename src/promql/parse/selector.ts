import { compileMatcher } from "../matchers/compile-matcher.js";
import type { Matcher, MatchOperator, VectorSelector } from "../syntax/ast.js";
import { unquote } from "../syntax/strings.js";
import { maskVariables } from "../syntax/variables.js";
import { compactArray } from "./compact-array.js";
import type { TokenStream } from "./token-stream.js";

const context = "label matching";
const matchOperators: ReadonlySet<string> = new Set(["=", "!=", "=~", "!~"]);

/** A selector whose name, if it has one in front of the braces, was just read. */
export function parseSelector(source: TokenStream, name: string | undefined, start: number): VectorSelector {
  const nameEnd = source.previousEnd;
  const selector = {
    kind: "selector",
    name,
    nameStart: start,
    nameEnd,
    matchers: noMatchers,
    start,
    end: nameEnd,
  } as const;
  return source.kind === "{" ? parseBraces(source, selector) : selector;
}

const noMatchers: readonly Matcher[] = [];

/** The metric name in quotes among the matchers: the first one names the selector, a further one is a matcher. */
interface QuotedName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function parseBraces(source: TokenStream, selector: VectorSelector): VectorSelector {
  const matchers: Matcher[] = [];
  let quoted: QuotedName | undefined;
  source.advance();
  while (source.kind !== "}") {
    const item = parseItem(source);
    if ("operator" in item) matchers.push(item);
    else if (quoted === undefined && selector.name === undefined) quoted = item;
    else matchers.push(nameMatcher(item));
    if (source.kind === ",") source.advance();
    else if (source.kind !== "}") source.unexpected(context, '"," or "}"');
  }
  source.advance();
  const { previousEnd: end } = source;
  const list = compactArray(matchers);
  if (quoted)
    return { ...selector, name: quoted.name, nameStart: quoted.start, nameEnd: quoted.end, matchers: list, end };
  if (selector.name === undefined) return { ...selector, nameEnd: selector.start, matchers: list, end };
  return { ...selector, matchers: list, end };
}

function nameMatcher({ name, start, end }: QuotedName): Matcher {
  return { label: "__name__", operator: "=", value: name, valueStart: start, valueEnd: end, start, end };
}

function parseItem(source: TokenStream): Matcher | QuotedName {
  const { grammar } = source;
  const { kind, start, end, written } = source;
  let label = written;
  if (kind === "string" && grammar.quotedNames) {
    label = unquote(written);
    source.advance();
    if (!matchOperators.has(source.kind)) return { name: label, start, end };
  } else if (kind === "identifier") source.advance();
  else if (kind === "variable" && grammar.dialect.grafana) {
    source.advance();
    if (source.kind === "," || source.kind === "}") {
      return { label, operator: "=", value: "", valueStart: end, valueEnd: end, start, end, variable: "matcher" };
    }
  } else source.unexpected(context, 'identifier or "}"');
  if (!matchOperators.has(source.kind)) source.unexpected(context, "label matching operator");
  const operator = source.kind as MatchOperator;
  source.advance();
  return parseValue(source, label, operator, start, kind !== "string" && /[$[]/.test(written));
}

function parseValue(
  source: TokenStream,
  label: string,
  operator: MatchOperator,
  start: number,
  labelIsVariable: boolean,
): Matcher {
  const { kind, start: valueStart, end: valueEnd, written } = source;
  const place = { valueStart, valueEnd, start, end: valueEnd };
  if (kind === "variable" && source.grammar.dialect.grafana) {
    source.advance();
    return { label, operator, value: written, ...place, variable: labelIsVariable ? "label and value" : "value" };
  }
  if (kind !== "string") source.unexpected(context, "string");
  const value = unquote(written);
  source.advance();
  const matcher: Matcher = { label, operator, value, ...place, ...(labelIsVariable && { variable: "label" }) };
  if (operator === "=~" || operator === "!~") checkPattern(source, matcher, written);
  return matcher;
}

function checkPattern(source: TokenStream, { value, valueStart, valueEnd }: Matcher, written: string): void {
  const { dialect } = source.grammar;
  const pattern = dialect.grafana ? maskVariables(value, "x") : value;
  // A byte escape that is no character leaves this mark behind.
  const broken = value.includes("\ufffd") && /\\[x0-7]/.test(written);
  const problem = broken ? "invalid UTF-8" : compileMatcher(pattern, dialect.version).error;
  if (problem !== undefined) source.report(`error parsing regexp: ${problem}`, valueStart, valueEnd);
}
