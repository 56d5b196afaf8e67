import { nearest } from "../../diagnostics/nearest.js";
import type { Matcher, VectorSelector } from "../../promql/index.js";
import { compileMatcher, hasVariable, metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { findNativeWhole, isKnownSeries } from "../expression/series.js";

export const unknownMetric: Check = {
  id: "promql/unknown-metric",
  on: "query",
  *run(subject) {
    if (!subject.context.catalogue) return;
    for (const { expr } of subject.parts.selectors) {
      const name = metricName(expr);
      // A name with a colon is recorded, or should be: `rules/used-never-recorded` is about those.
      const isScraped = name !== undefined && !name.includes(":");
      if (isScraped && isKnownSeries(name, subject.context) === false && !findNativeWhole(name, subject.context)) {
        yield unknown(subject, expr, name);
      }
      const pattern = expr.name === undefined ? expr.matchers.find(namesByPattern) : undefined;
      if (pattern && !matchesAny(pattern, names(subject))) {
        yield {
          summary: `no metric has a name that matches ${pattern.value}`,
          details: "The pattern selects nothing that a service of this system exposes, and nothing that is recorded.",
          at: subject.locate(pattern.start, pattern.end),
        };
      }
    }
  },
};

function unknown(subject: AnalyzedQuery, selector: VectorSelector, name: string) {
  const [start, end] =
    selector.nameEnd > selector.nameStart ? [selector.nameStart, selector.nameEnd] : [selector.start, selector.end];
  return {
    summary: `no service exposes a metric "${name}"`,
    details: "The expression yields nothing: neither the catalogue of this system nor a recording rule has that name.",
    ...suggestion(name, names(subject)),
    at: subject.locate(start, end),
  };
}

function names({ context }: AnalyzedQuery): readonly string[] {
  return [...(context.catalogue?.series.keys() ?? []), ...context.recorded];
}

/** Suggests every name that ends like this one, since a missing prefix can be that of several services. */
function suggestion(name: string, known: readonly string[]): { readonly fix?: string } {
  const longer = known.filter((candidate) => candidate.endsWith(`_${name}`)).sort();
  if (longer.length > 1) {
    const shown = longer.slice(0, mostShown).join(", ");
    const more = longer.length > mostShown ? `, or ${longer.length - mostShown} more` : "";
    return { fix: `write one of ${shown}${more}` };
  }
  const near = longer[0] ?? nearest(name, known);
  return near === undefined ? {} : { fix: `write ${near}` };
}

const mostShown = 5;

function namesByPattern({ label, operator, value }: Matcher): boolean {
  return label === "__name__" && operator === "=~" && !hasVariable(value);
}

function matchesAny(pattern: Matcher, known: readonly string[]): boolean {
  const matcher = compileMatcher(pattern.value);
  return known.some((name) => matcher.test(name));
}
