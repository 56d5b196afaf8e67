import type { Matcher } from "../../promql/index.js";
import { hasVariable } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";

export const needlessRegex: Check = {
  id: "promql/needless-regex",
  on: "query",
  reads: "selectors",
  *run(subject) {
    for (const [matcher, ...others] of groupEqual(needless(subject))) {
      const simpler = simplerForm(matcher)!;
      yield {
        summary: `${matcher.label}${matcher.operator}${JSON.stringify(matcher.value)} needs no regular expression`,
        details: "A plain comparison is faster and clearer.",
        fix: simpler === "" ? "leave the matcher out: it matches everything" : `write ${simpler}`,
        ...(simpler !== "" && { edits: [matcher, ...others].map((one) => replaceIn(subject, one, simpler)) }),
        at: subject.locate(matcher.start, matcher.end),
      };
    }
  },
};

function needless({ parts }: AnalyzedQuery): readonly Matcher[] {
  const found: Matcher[] = [];
  for (const { expr } of parts.selectors) {
    for (const matcher of expr.matchers) {
      if (simplerForm(matcher) !== undefined && !hasVariable(matcher.value)) found.push(matcher);
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

/** Returns an equivalent plain matcher; "" if the matcher can be left out, undefined if it needs its regex. */
function simplerForm({ label, operator, value, variable }: Matcher): string | undefined {
  if (variable || label === "__name__" || (operator !== "=~" && operator !== "!~")) return undefined;
  const positive = operator === "=~";
  if (value === ".*") return positive ? "" : undefined;
  if (value === ".+") return `${label}${positive ? "!=" : "="}""`;
  if (/[^\w\s/:,@%&=<>~#;-]/.test(value) || value === "") return undefined;
  return `${label}${positive ? "=" : "!="}${JSON.stringify(value)}`;
}
