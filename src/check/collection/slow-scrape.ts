import { durationMs, formatDuration } from "../../model/definition/duration.js";
import { seriesOf } from "../../model/metric/any-metric.js";
import { settingMs } from "../../model/project/project.js";
import { type MatrixSelector, walk, windowVariable } from "../../promql/index.js";
import type { Check, QuerySubject } from "../check.js";
import type { JobView } from "../collection-subject.js";
import { durationLength, needsSeveralSamples } from "../expression/range.js";

/** With fewer, one failed scrape or one restart leaves gaps. */
const fewestScrapes = 4;

/** A job whose interval is too long for the ranges of expressions, or for `$__rate_interval`. */
export const slowScrape: Check = {
  id: "collection/slow-scrape",
  on: "collection",
  *run({ jobs, queries, context }) {
    const { scrapeInterval } = context.settings;
    if (scrapeInterval === undefined) return;
    for (const job of jobs) {
      const interval = durationMs(job.interval) ?? 0;
      if (interval <= settingMs(scrapeInterval)) continue;
      const short = findShortRange(job, queries, fewestScrapes * interval);
      if (!short) continue;
      yield {
        summary: `it is scraped every ${job.interval}, but ${short.query.name} looks back ${short.range}`,
        details: `A range needs ${fewestScrapes} scrapes: with fewer, one late scrape leaves a gap. Grafana computes $__rate_interval from the ${scrapeInterval} of the environment.`,
        fix: `scrape it every ${formatDuration(settingMs(scrapeInterval))}, or use a longer range`,
        at: job.locate("interval"),
        subject: job.subject,
        allow: job.allow,
      };
    }
  },
};

/** Finds an expression that reads a metric of a job over a range that is too short. */
function findShortRange({ service }: JobView, queries: readonly QuerySubject[], shortest: number) {
  const names = new Set(service?.metrics.flatMap(seriesOf).map(({ name }) => name));
  for (const query of queries) {
    const range = rangesOf(query)
      .filter(({ selector }) => names.has(selector.name ?? ""))
      .map(({ range }) => range)
      .find((one) => (lengthOf(one, query) ?? shortest) < shortest);
    if (range) return { query, range: textOf(range, query) };
  }
  return undefined;
}

function rangesOf({ expr }: QuerySubject): readonly MatrixSelector[] {
  const found: MatrixSelector[] = [];
  walk(expr, (node) => {
    if (node.kind !== "call" || !needsSeveralSamples.has(node.name)) return;
    for (const argument of node.args) if (argument.kind === "matrix") found.push(argument);
  });
  return found;
}

/** In a panel, `${window}` is Grafana's range: four intervals of the data source, which is that of the environment. */
function lengthOf(range: MatrixSelector["range"], query: QuerySubject): number | undefined {
  const { scrapeInterval } = query.context.settings;
  if (isGrafanas(range, query))
    return scrapeInterval === undefined ? undefined : fewestScrapes * settingMs(scrapeInterval);
  return durationLength(range, query);
}

function isGrafanas(range: MatrixSelector["range"], { window }: QuerySubject): boolean {
  if (range.kind !== "duration variable") return false;
  return range.variable === "__rate_interval" || (range.variable === windowVariable && window === undefined);
}

function textOf(range: MatrixSelector["range"], query: QuerySubject): string {
  if (isGrafanas(range, query)) return "$__rate_interval";
  return formatDuration(durationLength(range, query) ?? 0);
}
