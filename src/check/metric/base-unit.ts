import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";

const baseUnits = new Map<string, string>();
for (const suffix of ["nanoseconds", "microseconds", "milliseconds", "millis", "ms", "minutes", "hours", "days"]) {
  baseUnits.set(suffix, "seconds");
}
for (const suffix of ["kilobytes", "megabytes", "gigabytes", "kb", "mb", "gb", "kib", "mib", "gib", "bits"]) {
  baseUnits.set(suffix, "bytes");
}
for (const suffix of ["percent", "percentage"]) baseUnits.set(suffix, "ratio");

/** A metric whose name has a unit other than a base unit. */
export const baseUnit: Check = {
  id: "metric/base-unit",
  on: "estate",
  *run(estate) {
    for (const { metric, name, span } of declaredMetrics(estate)) {
      const total = metric.name.endsWith("_total") ? "_total" : "";
      const [, stem, suffix = ""] =
        /^(.+)_([a-z]+)$/.exec(metric.name.slice(0, metric.name.length - total.length)) ?? [];
      const base = baseUnits.get(suffix);
      if (base === undefined) continue;
      yield {
        summary: `"${metric.name}" is in ${suffix}, not in ${base}`,
        details: "Readers must convert it by hand, and a threshold is easily off by a factor of a thousand.",
        fix: `expose ${base} as "${stem}_${base}${total}"; dashboards choose a readable unit themselves`,
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};
