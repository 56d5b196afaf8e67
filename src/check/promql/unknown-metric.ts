import type { Matcher, VectorSelector } from "../../promql/index.js";
import { compileMatcher, hasVariable, metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import type { Part } from "../expression/parts.js";
import { findNativeWhole, isKnownSeries } from "../expression/series.js";
import { findSimilarSeries } from "../expression/similar-series.js";

export const unknownMetric: Check = {
  id: "promql/unknown-metric",
  on: "query",
  needsCatalogue: true,
  reads: "selectors",
  *run(subject) {
    for (const selector of subject.parts.selectors) {
      const { expr } = selector;
      const name = metricName(expr);
      // A name with a colon is recorded, or should be: `rules/used-never-recorded` is about those.
      const isScraped = name !== undefined && !name.includes(":");
      if (isScraped && isKnownSeries(name, subject.context) === false && !findNativeWhole(name, subject.context)) {
        const found = unknown(subject, selector, name);
        if (found) yield found;
      }
      const isGiven = expr.name !== undefined || subject.isForeign;
      const pattern = isGiven ? undefined : expr.matchers.find(namesByPattern);
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

function unknown(subject: AnalyzedQuery, selector: Part<VectorSelector>, name: string): Finding | undefined {
  const { expr } = selector;
  const similar = findSimilarSeries(name, selector, subject.context);
  // `dashboard/undescribed-metric` lists the others: a dashboard from elsewhere may read more than the project describes.
  if (subject.isForeign && similar.length === 0) return undefined;
  const [start, end] = expr.nameEnd > expr.nameStart ? [expr.nameStart, expr.nameEnd] : [expr.start, expr.end];
  return {
    ...(subject.isForeign && { severity: "info" }),
    summary: `no service exposes a metric "${name}"`,
    details: "The expression yields nothing: neither the catalogue of this system nor a recording rule has that name.",
    ...suggestion(similar),
    at: subject.locate(start, end),
  };
}

function names({ context }: AnalyzedQuery): readonly string[] {
  return [...(context.catalogue?.series.keys() ?? []), ...context.recorded];
}

function suggestion(similar: readonly string[]): { readonly fix?: string } {
  if (similar.length < 2) return similar[0] === undefined ? {} : { fix: `write ${similar[0]}` };
  const shown = similar.slice(0, mostShown).join(", ");
  const more = similar.length > mostShown ? `, or ${similar.length - mostShown} more` : "";
  return { fix: `write one of ${shown}${more}` };
}

const mostShown = 5;

function namesByPattern({ label, operator, value }: Matcher): boolean {
  return label === "__name__" && operator === "=~" && !hasVariable(value);
}

function matchesAny(pattern: Matcher, known: readonly string[]): boolean {
  const matcher = compileMatcher(pattern.value);
  return known.some((name) => matcher.test(name));
}
