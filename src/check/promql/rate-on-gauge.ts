import { metricName } from "../../promql/index.js";
import type { Check } from "../check.js";
import { counterFunctions } from "../expression/range.js";
import { inferCounter } from "../expression/series.js";

export const rateOnGauge: Check = {
  id: "promql/rate-on-gauge",
  on: "query",
  reads: "matrices",
  *run(subject) {
    for (const { expr, parent } of subject.parts.matrices) {
      const call = parent?.expr;
      if (call?.kind !== "call" || !counterFunctions.has(call.name)) continue;
      const name = metricName(expr.selector);
      if (name === undefined) continue;
      if (isRateAlready(name)) {
        yield {
          severity: "warning",
          summary: `${call.name}() of ${name}, which is already a rate by its name`,
          details: "A rate goes up and down. Every decrease counts as a counter reset, so the result means nothing.",
          fix: `use ${name} as it is, or take ${call.name}() of the counter it is computed from`,
          at: subject.locate(call.start, call.end),
        };
      } else if (inferCounter(expr.selector, subject.context)?.counts === false) {
        yield {
          summary: `${call.name}() of ${name}, which is a gauge`,
          details: "Every decrease of a gauge counts as a counter reset, so the result is too high and means nothing.",
          fix: call.name === "increase" ? "use delta()" : "use deriv(), or the gauge itself",
          at: subject.locate(call.start, call.end),
        };
      }
    }
  },
};

/** `job:http_requests:rate5m`, as recording rules are named by convention. */
function isRateAlready(name: string): boolean {
  return name.includes(":") && /:(?:\w+_)?(?:i?rate|increase|ratio)\d+[smhdw](?:_\w+)?$/.test(name);
}
