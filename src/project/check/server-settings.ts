import type { SourceJob, SourcePrometheusConfig } from "../../formats/prometheus-config/index.js";
import { type Duration, durationMs, formatDuration } from "../../model/definition/duration.js";
import type { Settings } from "../../model/project/project.js";

/** The settings of the servers that load a rule file, as far as they are certain. */
export type ServerSettings = Partial<Pick<Settings, "scrapeInterval" | "evaluationInterval" | "externalLabels">>;

/**
 * Reads what a configuration says about the rules that it loads.
 *
 * @param jobs - all its jobs, also those of other files; undefined if some are unknown
 */
export function readServerSettings(
  { global, hasOtherSeries }: SourcePrometheusConfig,
  jobs: readonly SourceJob[] = [],
): ServerSettings {
  const isCertain = !hasOtherSeries && jobs.length > 0 && !jobs.some(setsIntervals);
  return {
    ...(isCertain && { scrapeInterval: shortest(jobs.map(({ job }) => job.interval as Duration)) }),
    evaluationInterval: formatDuration(global.evaluationInterval) as Duration,
    externalLabels: Object.fromEntries(global.externalLabels),
  };
}

/**
 * Joins the settings of all servers that load a file, so that nothing follows from them that does not hold for each: the
 * shortest intervals, and the labels that any server adds.
 */
export function joinServerSettings(servers: readonly ServerSettings[]): ServerSettings {
  const scrapes = servers.map(({ scrapeInterval }) => scrapeInterval);
  const evaluations = servers.map(({ evaluationInterval }) => evaluationInterval);
  const labels = servers.map(({ externalLabels }) => externalLabels);
  return {
    ...(scrapes.every(isKnown) && { scrapeInterval: shortest(scrapes) }),
    ...(evaluations.every(isKnown) && { evaluationInterval: shortest(evaluations) }),
    ...(labels.every(isKnown) && { externalLabels: Object.assign({}, ...labels) }),
  };
}

const intervalLabel = "__scrape_interval__";

/** True if targets of a job have intervals of their own. */
function setsIntervals({ job, targets }: SourceJob): boolean {
  return (
    job.rules.some(({ targetLabel }) => targetLabel === intervalLabel) ||
    targets.some(({ labels }) => labels.has(intervalLabel))
  );
}

function shortest(intervals: readonly Duration[]): Duration {
  return intervals.reduce((one, other) => (durationMs(other)! < durationMs(one)! ? other : one));
}

function isKnown<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
