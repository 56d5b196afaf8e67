import { unquoteString } from "../../../gotemplate/index.js";
import type { MatchOperator } from "../../../promql/index.js";
import { type AlertmanagerVersion, isAtLeastVersion } from "../version.js";
import { compilePattern } from "./pattern.js";

export interface LabelMatcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

export interface MatcherResult {
  readonly matchers: readonly LabelMatcher[];
  /** The syntax error. If set, `matchers` is empty. */
  readonly problem?: string;
  /** A warning that the UTF-8 parser rejects the matchers, or reads them differently. */
  readonly deprecation?: string;
}

/**
 * Parses the matchers on one line: `severity="critical", team=~"a|b"`. Since 0.27, Alertmanager has a second parser, for
 * UTF-8 label names. Where the two disagree, the classic parser wins.
 *
 * ```ts
 * parseMatchers('severity="critical"', { major: 0, minor: 25 }).matchers;
 * ```
 */
export function parseMatchers(text: string, version: AlertmanagerVersion): MatcherResult {
  const classic = parseClassic(text);
  if (!isAtLeastVersion(version, 27)) return classic;
  const utf8 = parseUtf8(text);
  if (utf8.problem !== undefined) {
    return classic.problem !== undefined
      ? classic
      : { ...classic, deprecation: "only the classic matcher parser accepts this; a later Alertmanager will not" };
  }
  if (classic.problem !== undefined) return utf8;
  const agrees = JSON.stringify(classic.matchers) === JSON.stringify(utf8.matchers);
  return agrees
    ? classic
    : { ...classic, deprecation: "the classic and the UTF-8 matcher parser read this differently" };
}

function parseClassic(text: string): MatcherResult {
  const matchers: LabelMatcher[] = [];
  for (const part of splitAtCommas(text.replace(/^\{/, "").replace(/\}$/, ""))) {
    const matcher = parseClassicMatcher(part);
    if (typeof matcher === "string") return { matchers: [], problem: matcher };
    matchers.push(matcher);
  }
  return { matchers };
}

function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  let escaped = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "," && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
      continue;
    }
    if (character === '"' && !escaped) quoted = !quoted;
    escaped = character === "\\" && !escaped;
  }
  if (text.slice(start).trim() !== "") parts.push(text.slice(start).trim());
  return parts;
}

function parseClassicMatcher(text: string): LabelMatcher | string {
  const match = /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)/.exec(text);
  if (match === null) return `not a matcher, such as severity="critical": ${text}`;
  const raw = text.slice(match[0].length).replace(/^[\t\n\f\r ]+/, "");
  const value = classicValue(trimEnd(raw));
  if (value === undefined) return `unescaped double quote in the value of a matcher: ${text}`;
  return toMatcher(match[1]!, match[2] as MatchOperator, value);
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && "\t\n\f\r ".includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** Quotes are optional. A backslash escapes only `n`, `"` and itself; elsewhere it is literal. */
function classicValue(raw: string): string | undefined {
  const quoted = raw.startsWith('"');
  const body = quoted ? raw.slice(1) : raw;
  let value = "";
  let closed = !quoted;
  for (let at = 0; at < body.length; at++) {
    const character = body[at]!;
    if (character === "\\" && at < body.length - 1) {
      const next = body[++at]!;
      value += next === "n" ? "\n" : next === '"' || next === "\\" ? next : `\\${next}`;
    } else if (character === '"') {
      if (closed || at < body.length - 1) return undefined;
      closed = true;
    } else value += character;
  }
  return closed ? value : undefined;
}

const tokenPattern = /[\s\u0085]*(?:([{},])|(=~|!=|!~|=)|("(?:[^"\\]|\\[\s\S])*")|([^\s\u0085{}!=~,\\"'`]+))/y;

/** The UTF-8 parser: names and values are quoted, or have no reserved characters. */
function parseUtf8(text: string): MatcherResult {
  const tokens: { kind: number; text: string }[] = [];
  tokenPattern.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ""; at = tokenPattern.lastIndex) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (match === null) return { matchers: [], problem: `unexpected character in matchers: ${text}` };
    const kind = match.findIndex((group, index) => index > 0 && group !== undefined);
    tokens.push({ kind, text: match[kind]! });
  }
  return parseUtf8Tokens(tokens, text);
}

function parseUtf8Tokens(tokens: readonly { kind: number; text: string }[], text: string): MatcherResult {
  const problem = { matchers: [], problem: `not a matcher, such as severity="critical": ${text}` };
  const matchers: LabelMatcher[] = [];
  const braced = tokens[0]?.text === "{" && tokens[0].kind === 1;
  let at = braced ? 1 : 0;
  const is = (character: string) => tokens[at]?.kind === 1 && tokens[at]!.text === character;
  while (at < tokens.length && !is("}")) {
    const [name, operator, value] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (operator?.kind !== 2 || !isWord(name) || !isWord(value)) return problem;
    const [plainName, plainValue] = [decodeWord(name!), decodeWord(value!)];
    if (plainName === undefined || plainValue === undefined) return problem;
    const matcher = toMatcher(plainName, operator.text as MatchOperator, plainValue);
    if (typeof matcher === "string") return { matchers: [], problem: matcher };
    matchers.push(matcher);
    at += 3;
    if (at === tokens.length || is("}")) break;
    if (!is(",")) return problem;
    at++;
  }
  if (is("}") !== braced || at + (braced ? 1 : 0) !== tokens.length) return problem;
  return { matchers };
}

function isWord(token: { kind: number } | undefined): boolean {
  return token?.kind === 3 || token?.kind === 4;
}

function decodeWord({ kind, text }: { kind: number; text: string }): string | undefined {
  return kind === 4 ? text : unquoteString(text);
}

function toMatcher(name: string, operator: MatchOperator, value: string): LabelMatcher | string {
  if (operator === "=~" || operator === "!~") {
    const { isValid, error } = compilePattern(value);
    if (!isValid) return `error parsing regexp: ${error ?? value}`;
  }
  return { name, operator, value };
}
