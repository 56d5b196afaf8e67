import { seriesOf } from "../../model/metric/any-metric.js";
import { compileMatcher } from "../../promql/index.js";
import type { Check } from "../check.js";

/** A metric that rules or dashboards use, and that its job drops. */
export const dropsUsed: Check = {
  id: "collection/drops-used",
  on: "collection",
  *run({ jobs, used }) {
    for (const job of jobs) {
      const names = (job.service?.metrics ?? []).flatMap(seriesOf).map(({ name }) => name);
      for (const pattern of job.drop) {
        const matcher = compileMatcher(pattern);
        const dropped = names.find((name) => matcher.test(name) && used.has(name));
        if (dropped === undefined) continue;
        yield {
          summary: `"${pattern}" drops "${dropped}", which is used`,
          details: "Its panels stay empty, and alerts on it never fire.",
          fix: "narrow the pattern",
          at: job.locate("drop"),
          subject: job.subject,
          allow: job.allow,
        };
      }
    }
  },
};
