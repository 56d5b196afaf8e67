import { compileMatcher, hasVariable, selectors } from "../../promql/index.js";
import type { EstateSubject } from "../check.js";
import type { UsedSeries } from "../collection-subject.js";

/** Memoises by estate: several checks ask. */
const memoised = new WeakMap<EstateSubject, UsedSeries>();

/** The metric names in expressions, and in other texts of dashboards and alerts that may contain one. */
export function usedSeries(estate: EstateSubject): UsedSeries {
  const used = memoised.get(estate) ?? collectSeries(estate);
  memoised.set(estate, used);
  return used;
}

function collectSeries(estate: EstateSubject): UsedSeries {
  const names = new Set<string>();
  const patterns = new Set<string>();
  for (const query of estate.queries) {
    for (const selector of selectors(query.expr)) {
      if (selector.name !== undefined) names.add(selector.name);
      for (const { label, operator, value } of selector.matchers) {
        if (label !== "__name__") continue;
        if (operator === "=") names.add(value);
        else if (operator === "=~" && !hasVariable(value)) patterns.add(value);
      }
    }
  }
  for (const text of textsOf(estate)) for (const name of wordsOf(text)) names.add(name);
  const matchers = [...patterns].map((pattern) => compileMatcher(pattern));
  return { has: (name) => names.has(name) || matchers.some((matcher) => matcher.test(name)) };
}

/** Yields texts besides parsed expressions that may name a metric: variables, links, unparsed expressions, templates. */
function* textsOf({ dashboards, rules }: EstateSubject): Iterable<string> {
  for (const { data, query, logql } of rules) {
    if (!query && !logql) yield data.expr;
    if (!("alert" in data)) continue;
    for (const text of Object.values({ ...data.labels, ...data.annotations })) if (queryCall.test(text)) yield text;
  }
  for (const dashboard of dashboards) {
    for (const variable of dashboard.variables) yield variable.query;
    yield* dashboard.otherTexts;
    for (const panel of dashboard.panels) {
      if (panel.queries.length < panel.expressions.length) yield* panel.expressions;
    }
  }
}

/** A template that evaluates an expression: `{{ with query "up" }}`. */
const queryCall = /\{\{[\s\S]*(?:\bquery\s+["`(]|\|\s*query\b)/;

function wordsOf(text: string): readonly string[] {
  return text.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/g) ?? [];
}
