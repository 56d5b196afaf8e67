import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";

/** A time whose unit has to be guessed. */
export const timestampWithoutSeconds: Check = {
  id: "metric/timestamp-without-seconds",
  on: "estate",
  *run(estate) {
    for (const { metric, name, span } of declaredMetrics(estate)) {
      if (!/(?:^|_)timestamp(?:_|$)/.test(metric.name) || metric.name.endsWith("_seconds")) continue;
      yield {
        summary: `"${metric.name}" does not say in what unit it counts`,
        details: "Compared with time(), which counts seconds, milliseconds are off by a thousand, and nothing says so.",
        fix: `expose seconds, and name it "${metric.name.replace(/_(?:ms|milliseconds|millis)$/, "")}_seconds"`,
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};
