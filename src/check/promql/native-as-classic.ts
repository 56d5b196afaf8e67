import type { Aggregation, LabelName, VectorSelector } from "../../promql/index.js";
import { metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { findNativeWhole, knownSeries } from "../expression/series.js";

export const nativeAsClassic: Check = {
  id: "promql/native-as-classic",
  on: "query",
  needsCatalogue: true,
  *run(subject) {
    const { selectors, aggregations } = subject.parts;
    for (const { expr } of selectors) {
      const part = partOfNative(expr, subject);
      if (part) yield part;
      yield* inMatchers(expr, subject);
    }
    for (const { expr } of aggregations) {
      const le = groupedByLe(expr, subject);
      if (le) yield missingLe(le, subject);
    }
  },
};

/** Numbers that replace the series of a classic histogram. */
const replacements = {
  bucket: (name: string) => `histogram_quantile(0.95, sum(rate(${name}[5m]))), without le`,
  sum: (name: string) => `histogram_sum(rate(${name}[5m]))`,
  count: (name: string) => `histogram_count(rate(${name}[5m]))`,
};

function partOfNative(selector: VectorSelector, subject: AnalyzedQuery): Finding | undefined {
  const name = metricName(selector);
  const native = name === undefined ? undefined : findNativeWhole(name, subject.context);
  if (!native) return undefined;
  const [start, end] =
    selector.nameEnd > selector.nameStart ? [selector.nameStart, selector.nameEnd] : [selector.start, selector.end];
  return {
    summary: `${native.name} is a native histogram, which has no _${native.part}`,
    details: "Its buckets, sum and count are in the samples of one series. The expression yields nothing.",
    fix: `write ${replacements[native.part](native.name)}; or declare a histogram with native: true, if it is exposed both ways`,
    at: subject.locate(start, end),
  };
}

function* inMatchers(selector: VectorSelector, subject: AnalyzedQuery): Generator<Finding> {
  const series = knownSeries(selector, subject.context);
  if (series?.type !== "nativeHistogram") return;
  for (const { label, start } of selector.matchers) {
    if (label !== "le") continue;
    yield {
      summary: `${series.name} is a native histogram, which has no label le`,
      details: "No series matches, and the expression yields nothing.",
      fix: `write histogram_fraction(-Inf, 0.5, rate(${series.name}[5m])) for the share of observations up to 0.5`,
      at: subject.locate(start, start + label.length),
    };
  }
}

function groupedByLe({ grouping, without, expr }: Aggregation, subject: AnalyzedQuery): LabelName | undefined {
  if (without || subject.samplesOf(expr) !== "histogram") return undefined;
  return grouping?.labels.find(({ name }) => name === "le");
}

function missingLe(label: LabelName, subject: AnalyzedQuery): Finding {
  return {
    summary: "by (le): a native histogram has no label le",
    details: "Its buckets are in the samples of one series. The label groups nothing, and misleads readers.",
    fix: "leave le out",
    at: subject.locate(label.start, label.end),
  };
}
