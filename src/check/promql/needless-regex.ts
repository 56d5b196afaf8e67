import type { Matcher } from "../../promql/index.js";
import { hasVariable } from "../../promql/index.js";
import type { Check } from "../check.js";

export const needlessRegex: Check = {
  id: "promql/needless-regex",
  on: "query",
  reads: "selectors",
  *run(subject) {
    const reported = new Set<string>();
    for (const { expr } of subject.parts.selectors) {
      for (const matcher of expr.matchers) {
        const simpler = simplerForm(matcher);
        if (simpler === undefined || hasVariable(matcher.value) || reported.has(matcher.label + matcher.value))
          continue;
        reported.add(matcher.label + matcher.value);
        yield {
          summary: `${matcher.label}${matcher.operator}${JSON.stringify(matcher.value)} needs no regular expression`,
          details: "A plain comparison is faster and clearer.",
          fix: simpler === "" ? "leave the matcher out: it matches everything" : `write ${simpler}`,
          at: subject.locate(matcher.start, matcher.end),
        };
      }
    }
  },
};

/** Returns an equivalent plain matcher; "" if the matcher can be left out, undefined if it needs its regex. */
function simplerForm({ label, operator, value, variable }: Matcher): string | undefined {
  if (variable || label === "__name__" || (operator !== "=~" && operator !== "!~")) return undefined;
  const positive = operator === "=~";
  if (value === ".*") return positive ? "" : undefined;
  if (value === ".+") return `${label}${positive ? "!=" : "="}""`;
  if (/[^\w\s/:,@%&=<>~#;-]/.test(value) || value === "") return undefined;
  return `${label}${positive ? "=" : "!="}${JSON.stringify(value)}`;
}
