import { createRequire } from "node:module";
import { backquoted } from "../format/go-strings.js";
import { CallFailure } from "../values/function.js";
import { LimitFailure, type WorkLimit } from "../values/work-limit.js";

type Engine = typeof import("re2js");
type Pattern = import("re2js").RE2JS;
type Matcher = ReturnType<Pattern["matcher"]>;

let engine: Engine | undefined;

/** Loaded on first use: few templates have patterns. */
function loadEngine(): Engine {
  engine ??= createRequire(import.meta.url)("re2js") as Engine;
  return engine;
}

const mostCached = 100;
const cache = new Map<string, Pattern>();

/** No pattern that a person writes is longer; longer ones could take very long to prepare. */
const longestPattern = 2000;

function compilePattern(pattern: string, limit: WorkLimit, problemPrefix: string): Pattern {
  const kept = cache.get(pattern);
  if (kept !== undefined) return kept;
  if (pattern.length > longestPattern) {
    throw new LimitFailure(`gave up at a pattern of more than ${longestPattern} characters`);
  }
  const { RE2JS, RE2JSException } = loadEngine();
  try {
    const compiled = RE2JS.compile(pattern);
    limit.spend(compiled.programSize() / 10);
    if (cache.size >= mostCached) cache.clear();
    cache.set(pattern, compiled);
    return compiled;
  } catch (problem) {
    if (!(problem instanceof RE2JSException)) throw problem;
    throw new CallFailure(problemPrefix + problem.message);
  }
}

/** Whether the pattern matches anywhere in the text. */
export function matchesPattern(pattern: string, text: string, limit: WorkLimit): boolean {
  const compiled = compilePattern(pattern, limit, "");
  limit.spend(searchCost(compiled, text.length));
  return compiled.test(text);
}

/** Searching takes as many looks at a character as the pattern has states, at worst. */
function searchCost(pattern: Pattern, length: number): number {
  return (length * pattern.programSize()) / 1000;
}

/** Every match replaced, with `$1` and `${name}` in the replacement standing for what groups matched. */
export function replacePattern(pattern: string, replacement: string, text: string, limit: WorkLimit): string {
  const compiled = compilePattern(pattern, limit, `regexp: Compile(${backquoted(pattern)}): `);
  const pieces = replacementPieces(replacement);
  const names = new Map(Object.entries(compiled.namedGroups() as Record<string, number>));
  const matcher = compiled.matcher(text);
  let replaced = "";
  let copied = 0;
  let searched = 0;
  let matchEnd = -1;
  for (;;) {
    limit.spend(1 + searchCost(compiled, text.length - searched));
    if (searched > text.length || !matcher.find(searched)) break;
    const [start, end] = [matcher.start(), matcher.end()];
    // An empty match right behind another one does not count.
    if (end > matchEnd || start === 0) {
      replaced += text.slice(copied, start);
      for (const piece of pieces)
        replaced += "text" in piece ? piece.text : (groupOf(piece.group, matcher, names) ?? "");
      limit.checkLength(replaced.length);
      copied = end;
    }
    matchEnd = end;
    searched = Math.max(end, searched + characterLength(text, searched));
  }
  return replaced + text.slice(copied);
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

type Piece = { readonly text: string } | { readonly group: string };

/** A dollar that no name follows stands for itself. */
function replacementPieces(replacement: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
  let from = 0;
  for (const match of replacement.matchAll(reference)) {
    if (match.index > from) pieces.push({ text: replacement.slice(from, match.index) });
    const group = match[1] ?? match[2];
    pieces.push(group === undefined ? { text: "$" } : { group });
    from = match.index + match[0].length;
  }
  if (from < replacement.length) pieces.push({ text: replacement.slice(from) });
  return pieces;
}

/** A number without leading zeros, or else a name. */
function groupOf(reference: string, matcher: Matcher, names: ReadonlyMap<string, number>): string | undefined | null {
  const isNumber = /^(?:0|[1-9][0-9]{0,7})$/.test(reference);
  const group = isNumber ? Number(reference) : names.get(reference);
  return group === undefined || group > matcher.groupCount() ? "" : matcher.group(group);
}
