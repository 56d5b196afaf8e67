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
        const origin = subject.context.catalogue?.origin;
        yield {
          ...(origin !== undefined && { severity: "info" as const }),
          summary: `no metric has a name that matches ${pattern.value}`,
          details: `The pattern selects nothing that ${origin ?? "a service of this system"} ${origin === undefined ? "exposes" : "has"}, and nothing that is recorded.`,
          at: subject.locate(pattern.start, pattern.end),
        };
      }
    }
  },
};

function unknown(subject: AnalyzedQuery, selector: Part<VectorSelector>, name: string): Finding | undefined {
  const { expr } = selector;
  const origin = subject.context.catalogue?.origin;
  const similar = findSimilarSeries(name, selector, subject.context);
  // `dashboard/undescribed-metric` lists the others: a dashboard from elsewhere may read more than the project describes.
  if (subject.isForeign && similar.length === 0) return undefined;
  const [start, end] = expr.nameEnd > expr.nameStart ? [expr.nameStart, expr.nameEnd] : [expr.start, expr.end];
  return {
    ...(isUncertain(subject, similar) && { severity: "info" }),
    ...(origin === undefined ? ofSystem(name) : ofOrigin(name, origin)),
    ...suggestion(similar),
    at: subject.locate(start, end),
  };
}

/** Outside of definitions, a metric may appear only after its first event, unless one of nearly that name is there. */
function isUncertain({ isForeign, context }: AnalyzedQuery, similar: readonly string[]): boolean {
  return isForeign === true || (context.catalogue?.origin !== undefined && similar.length === 0);
}

function ofSystem(name: string): Pick<Finding, "summary" | "details"> {
  return {
    summary: `no service exposes a metric "${name}"`,
    details: "The expression yields nothing: neither the catalogue of this system nor a recording rule has that name.",
  };
}

function ofOrigin(name: string, origin: string): Pick<Finding, "summary" | "details"> {
  return {
    summary: `${origin} has no metric "${name}"`,
    details:
      "Nor does a rule in these files record it, so the expression yields nothing now. Some metrics appear only after their first event.",
  };
}

function names({ context }: AnalyzedQuery): readonly string[] {
  const { series, names: others } = context.catalogue ?? {};
  return [...(series?.keys() ?? []), ...(others ?? []), ...context.recorded];
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
