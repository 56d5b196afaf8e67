import type { Distribution } from "../../model/metric/capability.js";
import { isNativeDistribution } from "../../model/metric/capability.js";
import type { Check } from "../check.js";

/** A latency objective whose bound is no bucket: no series says how many requests are below it. */
export const boundNotABucket: Check = {
  id: "slo/bound-not-a-bucket",
  on: "slo",
  *run({ slo: { indicator }, locate }) {
    const { of, bound } = indicator.measured ?? {};
    if (bound === undefined || isNativeDistribution(of as Distribution)) return;
    const buckets = (of as Distribution).buckets ?? [];
    if (buckets.includes(bound)) return;
    yield {
      summary: `${bound} is not a bucket of the histogram, so nothing counts what is below it`,
      details: `Its buckets are ${buckets.join(", ")}.`,
      fix: `take one of them, or add a bucket of ${bound} where the metric is exposed`,
      at: locate("indicator"),
    };
  },
};
