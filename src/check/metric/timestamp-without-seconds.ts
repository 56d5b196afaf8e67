import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";

/** A timestamp metric whose name does not end in `_seconds`. */
export const timestampWithoutSeconds: Check = {
  id: "metric/timestamp-without-seconds",
  on: "estate",
  *run(estate) {
    for (const { metric, name, span } of declaredMetrics(estate)) {
      if (!/(?:^|_)timestamp(?:_|$)/.test(metric.name) || metric.name.endsWith("_seconds")) continue;
      yield {
        summary: `the name "${metric.name}" does not say its unit`,
        details:
          "time() is in seconds: a comparison with milliseconds is off by a factor of a thousand, without an error.",
        fix: `expose seconds as "${metric.name.replace(/_(?:ms|milliseconds|millis)$/, "")}_seconds"`,
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};
