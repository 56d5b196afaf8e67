import { seriesOf } from "../../model/metric/any-metric.js";
import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";
import { usedSeries } from "./used-series.js";

/** A metric that no rule and no dashboard uses. */
export const neverUsed: Check = {
  id: "metric/never-used",
  on: "estate",
  *run(estate) {
    const declared = declaredMetrics(estate);
    if (declared.length === 0 || estate.context.isIncomplete) return;
    const used = usedSeries(estate);
    const isUsed = (name: string) => used.has(name) || estate.context.isUsedElsewhere?.(name) === true;
    for (const { metric, name, span } of declared) {
      if (seriesOf(metric).some((series) => isUsed(series.name))) continue;
      yield {
        summary: `no rule and no dashboard uses the metric "${metric.name}"`,
        details: "Its series are collected, stored and paid for, and nobody would notice if they were wrong.",
        fix: "show it on a dashboard, or stop exposing it",
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};
