import type { VectorSelector } from "../../promql/index.js";
import { metricName, selectors } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { isRecorded, knownSeries } from "../expression/series.js";

export const quantileOnNonHistogram: Check = {
  id: "promql/quantile-on-non-histogram",
  on: "query",
  reads: "calls",
  *run(subject) {
    for (const { expr: call } of subject.parts.calls) {
      if (call.name !== "histogram_quantile" || call.args.length !== 2) continue;
      for (const selector of selectors(call.args[1]!)) {
        const name = metricName(selector);
        const evidence = name === undefined ? undefined : nonHistogramEvidence(selector, name, subject);
        if (evidence === undefined) continue;
        yield {
          ...(evidence === "known" ? {} : { severity: "warning" as const }),
          summary: `${name} is not a bucket series of a histogram`,
          details: "A quantile is estimated from buckets. Without them, the result is empty.",
          ...suggestBuckets(name!, subject),
          at: subject.locate(selector.start, selector.end),
        };
      }
    }
  },
};

/** Returns the evidence that a metric is not a histogram. Native histograms have names without a suffix. */
function nonHistogramEvidence(selector: VectorSelector, name: string, { context }: AnalyzedQuery) {
  const known = knownSeries(selector, context);
  if (known) return known.part === "bucket" || known.type === "nativeHistogram" ? undefined : "known";
  return /_(?:sum|count|total)$/.test(name) && !isRecorded(name, context) ? "by name" : undefined;
}

function suggestBuckets(name: string, { context }: AnalyzedQuery): { readonly fix?: string } {
  const buckets = `${name.replace(/_(?:sum|count)$/, "")}_bucket`;
  const part = /_(?:sum|count)$/.test(name);
  return part && (context.catalogue?.series.has(buckets) ?? true) ? { fix: `write ${buckets}` } : {};
}
