import type { Check } from "../check.js";

/** A service that no job of a collection scrapes, although rules or dashboards use its metrics. */
export const neverCollected: Check = {
  id: "collection/never-collected",
  on: "collection",
  *run({ context, used, jobs, collection, locate }) {
    if (context.isIncomplete) return;
    const scraped = new Set(jobs.flatMap(({ service }) => service?.name ?? []));
    for (const service of context.catalogue?.services ?? []) {
      // Without a selector, its series belong to no target: something else writes them.
      if (scraped.has(service.name) || Object.keys(service.selector).length === 0) continue;
      const series = [...context.catalogue!.series.values()].filter(({ owners }) =>
        owners.some((owner) => owner.service === service.name),
      );
      const first = series.find(({ name }) => used.has(name));
      if (!first) continue;
      yield {
        summary: `no job of "${collection.name}" scrapes "${service.name}", whose metrics are used: "${first.name}"`,
        details: "Panels of these metrics stay empty, and alerts on them never fire.",
        fix: "add scrape(…) of this service to its jobs",
        at: locate("jobs"),
      };
    }
  },
};
