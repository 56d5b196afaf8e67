import { renderLabelName } from "../../model/expression/matchers.js";
import { compileMatcher, hasVariable, type Matcher, quote, type VectorSelector } from "../../promql/index.js";
import type { Check } from "../check.js";

/** A selector whose matchers contradict each other, so that no series passes. */
export const neverMatchesSeries: Check = {
  id: "promql/never-matches",
  on: "query",
  reads: "selectors",
  *run(subject) {
    const reported = new Set<string>();
    for (const { expr } of subject.parts.selectors) {
      const pair = findContradiction(expr);
      if (pair === undefined) continue;
      const [one, other] = pair;
      const summary = `no series has both ${describe(one)} and ${describe(other)}`;
      if (reported.has(summary)) continue;
      reported.add(summary);
      yield {
        summary,
        details: "A series must pass all matchers of its selector, so that this one selects nothing.",
        fix: fixFor(one, other),
        at: subject.locate(other.start, other.end),
      };
    }
  },
};

/** Limit on the matchers that each is compared with, so that long selectors take linear time. */
const maxCompared = 100;

function findContradiction({ matchers }: VectorSelector): readonly [Matcher, Matcher] | undefined {
  const known: Matcher[] = [];
  for (const matcher of matchers) {
    if (matcher.variable || hasVariable(matcher.value) || hasVariable(matcher.label)) continue;
    const other = known.find((one) => one.label === matcher.label && excludes(one, matcher));
    if (other) return [other, matcher];
    if (known.length < maxCompared) known.push(matcher);
  }
  return undefined;
}

/** True if one of two matchers accepts a single value, which the other rejects. */
function excludes(one: Matcher, other: Matcher): boolean {
  return (one.operator === "=" && !accepts(other, one.value)) || (other.operator === "=" && !accepts(one, other.value));
}

function accepts({ operator, value }: Matcher, candidate: string): boolean {
  if (operator === "=" || operator === "!=") return (value === candidate) === (operator === "=");
  const pattern = compileMatcher(value);
  return !pattern.isValid || pattern.test(candidate) === (operator === "=~");
}

function describe({ label, operator, value }: Matcher): string {
  return `${renderLabelName(label)}${operator}${quote(value)}`;
}

function fixFor(one: Matcher, other: Matcher): string {
  const isEither = one.operator === "=" && other.operator === "=" && /^[\w-]+$/.test(one.value + other.value);
  const both = `${renderLabelName(one.label)}=~${quote(`${one.value}|${other.value}`)}`;
  return isEither ? `write ${both} for either of them, or leave one out` : "leave one of them out";
}
