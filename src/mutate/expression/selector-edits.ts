import { type Matcher, quote, type VectorSelector } from "../../promql/index.js";
import type { Edit } from "./edit.js";

/** True if every series that exists has this value, so that dropping its matcher changes nothing. */
export type IsOnlyValue = (selector: VectorSelector, matcher: Matcher) => boolean;

/** Drops each matcher, changes what it matches, and drops the offset. */
export function selectorEdits(selector: VectorSelector, text: string, isOnlyValue: IsOnlyValue): readonly Edit[] {
  const { matchers, offset } = selector;
  const changed = matchers.filter(({ variable }) => variable === undefined);
  const edits = changed.flatMap((matcher) => [
    ...(isOnlyValue(selector, matcher) ? [] : [dropMatcher(matcher, matchers, text)]),
    ...otherPatterns(matcher).map((value): Edit => {
      const { valueStart: start, valueEnd: end } = matcher;
      const replacement = quote(value);
      const name = `${matcher.label}${matcher.operator}`;
      return {
        kind: "matcher",
        start,
        end,
        replacement,
        before: `${name}${quote(matcher.value)}`,
        after: `${name}${replacement}`,
      };
    }),
  ]);
  if (offset) {
    const start = text.lastIndexOf("offset", offset.start);
    edits.push({ kind: "offset", start, end: offset.end, replacement: "", after: "no offset" });
  }
  return edits;
}

export function dropMatcher(matcher: Matcher, all: readonly Matcher[], text: string): Edit {
  const { start, end } = matcher;
  const shown = { before: text.slice(start, end), after: "no matcher" };
  // The comma after it goes too, or else the one before it.
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0;
  const before = after === 0 && all.length > 1 ? (/,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0) : 0;
  return { kind: "matcher", start: start - before, end: end + after, replacement: "", ...shown };
}

/** Patterns that are easily written by mistake: a status class more or less, an alternative fewer. */
export function otherPatterns({
  operator,
  value,
}: Pick<Matcher, "value"> & { readonly operator: string }): readonly string[] {
  if (operator !== "=~" && operator !== "!~") return [];
  const statusClass = /^([1-5])(\.\.|\\d\\d|\[0-9\]\{2\}|\\d\{2\}|\.\{2\}|\.[*+])$/.exec(value);
  if (statusClass) {
    const [, digit, rest] = statusClass;
    const neighbour = digit === "5" ? "[45]" : `[${digit}${Number(digit) + 1}]`;
    return [`${neighbour}${rest}`, `${digit}00`];
  }
  if (!/^[^()[\]\\]*\|[^()[\]\\]*$/.test(value)) return [];
  const alternatives = value.split("|");
  return alternatives.map((_, index) => alternatives.toSpliced(index, 1).join("|"));
}
