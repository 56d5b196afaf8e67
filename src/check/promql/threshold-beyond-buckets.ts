import { findThresholds, type Threshold } from "../../promql/values/comparison.js";
import type { Check } from "../check.js";
import { isQuantile } from "../expression/quantile.js";
import { largestBucket } from "../expression/series.js";

export const thresholdBeyondBuckets: Check = {
  id: "promql/threshold-beyond-buckets",
  on: "query",
  needsCatalogue: true,
  reads: "binaries",
  *run(subject) {
    for (const threshold of findThresholds(subject.expr)) {
      const { compared } = threshold;
      const largest = isQuantile(compared) ? largestBucket(compared.args[1]!, subject.context.catalogue) : undefined;
      if (largest === undefined || !isBeyond(threshold, largest)) continue;
      const always = threshold.operator.startsWith("<");
      yield {
        summary: `the quantile is never above ${largest}, the last bucket, but is compared with ${threshold.value}`,
        details: `Larger observations fall into the +Inf bucket, for which the quantile is ${largest}. The comparison is ${always ? "always" : "never"} true.`,
        fix: `compare with less than ${largest}, or give the histogram a bucket above ${threshold.value}`,
        at: subject.locate(threshold.limit.start, threshold.limit.end),
      };
    }
  },
};

function isBeyond({ operator, value }: Threshold, largest: number): boolean {
  if (operator === ">" || operator === "<=") return value >= largest;
  return value > largest;
}
