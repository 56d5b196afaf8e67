import { caches } from "../../recording-rules/qnt9/caches.js";
import * as runbooks from "../../runbooks/qnt9/caches.js";
import { limits } from "../../systems/qnt9/limits.js";
import { outages } from "../../systems/qnt9/outages.js";
import { qnt9 } from "../../systems/qnt9/system.js";

/** One alert per cache. With few lookups the ratio is noise, so it needs some. */
export const cachePerformanceDegradation = Object.values(caches).map(({ service, hitRatio, lookups }) =>
  qnt9.alert("CachePerformanceDegradation", {
    when: hitRatio.below(limits.cacheHits).and(lookups.above(limits.cacheTraffic)).orWhile(outages[service]),
    for: "15m",
    severity: "warning",
    labels: { service },
    summary: "The cache of {{ $labels.app }} answers only {{ $value | humanizePercentage }} of its lookups",
    description:
      "Less than 70 % of the lookups have been answered by the cache of {{ $labels.app }} for fifteen minutes; the others " +
      "load the database and the providers. A deployment may have emptied it, it may be too small, or its entries may " +
      "expire too soon.",
    runbook: runbooks.cachePerformanceDegradation(service),
  }),
);
