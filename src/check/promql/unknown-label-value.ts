import { nearest } from "../../diagnostics/nearest.js";
import { closedValues } from "../../model/label.js";
import type { Matcher } from "../../promql/index.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import type { Check } from "../check.js";
import { partsOf } from "../expression/parts.js";
import { knownSeries } from "../expression/series.js";

export const unknownLabelValue: Check = {
  id: "promql/unknown-label-value",
  severity: "error",
  on: "query",
  *run(subject) {
    if (!subject.surroundings.catalogue) return;
    for (const { expr } of partsOf(subject.expr).selectors) {
      const series = knownSeries(expr, subject.surroundings);
      if (!series) continue;
      for (const matcher of expr.matchers) {
        const spec = Object.hasOwn(series.labels, matcher.label) ? series.labels[matcher.label] : undefined;
        const values = spec === undefined ? undefined : closedValues(spec);
        if (!values || matcher.variable || hasVariable(matcher.value) || canMatch(matcher, values)) continue;
        const near = matcher.operator.endsWith("~") ? undefined : nearest(matcher.value, values);
        yield {
          summary: `"${matcher.label}" of ${series.name} is never ${shown(matcher)}`,
          details: negative(matcher)
            ? "Leaving out a value that does not occur leaves out nothing."
            : "The selector selects nothing.",
          fix: near === undefined ? `write one of ${values.map(quoted).join(", ")}` : `write ${quoted(near)}`,
          at: subject.locate(matcher.valueStart, matcher.valueEnd),
        };
      }
    }
  },
};

function negative({ operator }: Matcher): boolean {
  return operator.startsWith("!");
}

/** Whether a value of the list, or none at all, is meant by the matcher. */
function canMatch({ operator, value }: Matcher, values: readonly string[]): boolean {
  if (operator === "=" || operator === "!=") return value === "" || values.includes(value);
  const pattern = compileMatcher(value);
  return !pattern.ok || pattern.test("") || values.some((candidate) => pattern.test(candidate));
}

function shown({ operator, value }: Matcher): string {
  return operator.endsWith("~") ? `anything that matches ${value}` : quoted(value);
}

function quoted(value: string): string {
  return JSON.stringify(value);
}
