import type { Check } from "../check.js";

/** A target that two jobs scrape: each of its series exists twice. */
export const doubled: Check = {
  id: "collection/doubled",
  on: "collection",
  *run({ jobs }) {
    const first = new Map<string, string>();
    for (const job of jobs) {
      const { name, targets, path, scheme } = job;
      const reported = new Set<string>();
      for (const target of targets) {
        const address = `${scheme}://${target}${path}`;
        const other = first.get(address);
        if (other === undefined) first.set(address, name);
        else if (!reported.has(other)) {
          reported.add(other);
          yield {
            summary: `the target ${target} is scraped twice: also by the job "${other}"`,
            details:
              "Each of its series exists twice, with another job. Sums over them are twice as high as they should be.",
            fix: "remove the target from one of the jobs",
            at: job.locate("targets"),
            subject: job.subject,
            allow: job.allow,
          };
        }
      }
    }
  },
};
