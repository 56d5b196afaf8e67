import type { Matcher } from "../../promql/index.js";
import { hasVariable } from "../../promql/index.js";
import type { Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";

export const needlessRegex: Check = {
  id: "promql/needless-regex",
  on: "query",
  reads: "selectors",
  *run(subject) {
    for (const same of groupEqual(subject.parts.selectors.flatMap(({ expr }) => expr.matchers))) {
      const matcher = same[0]!;
      const simpler = simplerForm(matcher);
      if (simpler === undefined || hasVariable(matcher.value)) continue;
      yield {
        summary: `${matcher.label}${matcher.operator}${JSON.stringify(matcher.value)} needs no regular expression`,
        details: "A plain comparison is faster and clearer.",
        fix: simpler === "" ? "leave the matcher out: it matches everything" : `write ${simpler}`,
        ...(simpler !== "" && { edits: same.map((one) => replaceIn(subject, one, simpler)) }),
        at: subject.locate(matcher.start, matcher.end),
      };
    }
  },
};

/** Groups matchers with the same label and pattern: one finding is about all of them. */
function groupEqual(matchers: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const groups = new Map<string, Matcher[]>();
  for (const matcher of matchers) {
    if (!matcher.operator.endsWith("~")) continue;
    const key = JSON.stringify([matcher.label, matcher.operator, matcher.value]);
    groups.set(key, [...(groups.get(key) ?? []), matcher]);
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
