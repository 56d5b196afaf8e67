import { renderLabelName } from "../../model/expression/matchers.js";
import type { Matcher } from "../../promql/index.js";
import { hasVariable, quote } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";

export const needlessRegex: Check = {
  id: "promql/needless-regex",
  on: "query",
  reads: "selectors",
  *run(subject) {
    for (const [matcher, ...others] of groupEqual(needless(subject))) {
      const simpler = simplerForm(matcher, subject)!;
      const head = `${renderLabelName(matcher.label)}${matcher.operator}`;
      const written = `${head}${JSON.stringify(matcher.value)}`;
      const hasAnchors = simpler.startsWith(head);
      yield {
        summary: hasAnchors ? `${written} needs no anchors` : `${written} needs no regular expression`,
        details: hasAnchors
          ? "A pattern has to match the whole value in any case."
          : "A plain comparison is faster and clearer.",
        fix: simpler === "" ? "leave the matcher out: it matches everything" : `write ${simpler}`,
        ...(simpler !== "" && {
          edits: [matcher, ...others].map((one) => replaceIn(subject, one, simplerForm(one, subject)!)),
        }),
        at: subject.locate(matcher.start, matcher.end),
      };
    }
  },
};

function needless(query: AnalyzedQuery): readonly Matcher[] {
  const found: Matcher[] = [];
  for (const { expr } of query.parts.selectors) {
    for (const matcher of expr.matchers) {
      if (simplerForm(matcher, query) !== undefined && !hasVariable(matcher.value)) found.push(matcher);
    }
  }
  return found;
}

type Group = readonly [Matcher, ...Matcher[]];

/** Groups matchers with the same label and pattern: one finding is about all of them. */
function groupEqual(matchers: readonly Matcher[]): readonly Group[] {
  const groups = new Map<string, [Matcher, ...Matcher[]]>();
  for (const matcher of matchers) {
    const key = JSON.stringify([matcher.label, matcher.operator, matcher.value]);
    const group = groups.get(key);
    if (group) group.push(matcher);
    else groups.set(key, [matcher]);
  }
  return [...groups.values()];
}

/** Returns a simpler matcher that is equivalent; "" if it can be left out, undefined if there is none. */
function simplerForm(
  { label, operator, value, variable, start, end }: Matcher,
  { text }: Pick<AnalyzedQuery, "text">,
): string | undefined {
  if (variable || label === "__name__" || (operator !== "=~" && operator !== "!~")) return undefined;
  const pattern = withoutAnchors(value);
  const isPositive = operator === "=~";
  const write = (sign: string, plain: string) =>
    `${renderLabelName(label)}${sign}${quoteLike(text.slice(start, end), plain)}`;
  if (pattern === ".*") return isPositive ? "" : undefined;
  if (pattern === ".+") return write(isPositive ? "!=" : "=", "");
  if (!/[^\w\s/:,@%&=<>~#;-]/.test(pattern)) return write(isPositive ? "=" : "!=", pattern);
  return pattern === value ? undefined : write(operator, pattern);
}

/** Writes a value in the quotes of a matcher: an edit must fit into the quotes of the file around it. */
function quoteLike(matcher: string, value: string): string {
  const mark = matcher.at(-1);
  return quote(value, mark === "`" || mark === "'" ? mark : '"');
}

/** Leaves out `^` at the start and `$` at the end, which a matcher implies. Quantifiers and quoting change what they are. */
function withoutAnchors(pattern: string): string {
  if (pattern.includes("\\Q")) return pattern;
  const isEscaped = (/\\*(?=\$$)/.exec(pattern)?.[0].length ?? 0) % 2 === 1;
  const end = pattern.endsWith("$") && !isEscaped ? pattern.length - 1 : pattern.length;
  return pattern.slice(/^\^(?![*+?{])/.test(pattern) ? 1 : 0, end);
}
