import { closedValues } from "../../model/metric/label.js";
import type { Matcher, VectorSelector } from "../../promql/index.js";
import { hasVariable } from "../../promql/index.js";
import type { Check, CheckContext } from "../check.js";
import { replaceIn } from "../expression/edit.js";
import { knownSeries } from "../expression/series.js";

export const regexInExactMatch: Check = {
  id: "promql/regex-in-exact-match",
  on: "query",
  reads: "selectors",
  *run(subject) {
    for (const { expr } of subject.parts.selectors) {
      for (const matcher of expr.matchers) {
        if (matcher.operator !== "=" && matcher.operator !== "!=") continue;
        if (!looksLikeRegex(matcher.value) || hasVariable(matcher.value)) continue;
        if (isListed(expr, matcher, subject.context)) continue;
        const operator = matcher.operator === "=" ? "=~" : "!~";
        const regex = `${matcher.label}${operator}${JSON.stringify(matcher.value)}`;
        yield {
          summary: `${matcher.operator} compares with the literal text ${JSON.stringify(matcher.value)}, which looks like a regular expression`,
          details: `Only ${operator} takes a regular expression, and no value of "${matcher.label}" is likely to look like that.`,
          fix: `write ${regex}`,
          edits: [replaceIn(subject, matcher, regex)],
          at: subject.locate(matcher.start, matcher.end),
        };
      }
    }
  },
};

const regexPatterns = [
  /\.[*+]/, // .* and .+
  /^\d\.\.$/, // 5..
  /^\w[\w-]*(?:\|[\w-]+)+$/, // a|b
  /\\[dws.]/, // \d
  /\][*+?]/, // [a-z]+
  /^\^|\$$/, // anchors
];

function looksLikeRegex(value: string): boolean {
  return /[.|\\\]^$]/.test(value) && value.length < 500 && regexPatterns.some((pattern) => pattern.test(value));
}

function isListed(selector: VectorSelector, { label, value }: Matcher, context: CheckContext): boolean {
  const spec = knownSeries(selector, context)?.labels[label];
  return spec !== undefined && (closedValues(spec)?.includes(value) ?? false);
}
