import { isPlainMetricName } from "../../promql/index.js";
import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";

/** A counter whose name does not end in `_total`. Names with dots are OpenTelemetry's, which have no suffixes. */
export const counterWithoutTotal: Check = {
  id: "metric/counter-without-total",
  on: "estate",
  *run(estate) {
    for (const { metric, name, span } of declaredMetrics(estate)) {
      if (metric.type !== "counter" || metric.name.endsWith("_total") || !isPlainMetricName(metric.name)) continue;
      yield {
        summary: `the counter "${metric.name}" does not end in _total`,
        details:
          "Several client libraries add the suffix themselves: then no series has this name, and every expression on " +
          "it stays empty. The suffix also tells readers to use rate().",
        fix: `name it "${metric.name}_total", if that is exposed; for an exporter that has no suffix, set exporter: true on its service`,
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};
