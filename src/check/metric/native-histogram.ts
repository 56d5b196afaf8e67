import { type AnyMetric, isHistogram, isNativeHistogram } from "../../model/metric/any-metric.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { isAtLeast } from "../../promql/index.js";
import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";

/** A native histogram that the Prometheus release cannot store, or stores only if it is told to. */
export const nativeHistogram: Check = {
  id: "metric/native-histogram",
  on: "estate",
  *run(estate) {
    const release = prometheusRelease(estate.context.settings.versions);
    if (isAtLeast(release, 3, 8)) return;
    const version = `Prometheus ${release.major}.${release.minor}`;
    const native = declaredMetrics(estate).filter(({ metric }) => hasNative(metric));
    const unsupported = native.filter(({ metric }) => hasCustomBuckets(metric) && !isAtLeast(release, 3, 0));
    for (const { metric, name, span } of unsupported) {
      yield {
        summary: `${version} cannot store native histograms with custom buckets`,
        details: "There is no series, and every expression on it stays empty.",
        fix: "use a classic histogram with these buckets, or target 3.0 or later: versions: { prometheus: … }",
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
    const [first, ...others] = native.filter((one) => !unsupported.includes(one));
    if (!first) return;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    yield {
      severity: "info",
      summary: `${version} stores "${first.metric.name}"${more} only with --enable-feature=native-histograms`,
      details: "Without the flag it stores classic histograms, and every expression on a native one stays empty.",
      fix: "start Prometheus with the flag, or upgrade to 3.8, where scrape_native_histograms switches them on",
      at: first.span,
      subject: first.name,
      allow: first.metric.allow,
    };
  },
};

function hasNative(metric: AnyMetric): boolean {
  return isNativeHistogram(metric) || (isHistogram(metric) && metric.native !== undefined);
}

function hasCustomBuckets(metric: AnyMetric): boolean {
  return isNativeHistogram(metric) && metric.buckets !== undefined;
}
