import { type CheckFilesOptions, type OutsideFile, outsideUses } from "../../check/index.js";
import { promqlFeatures } from "../../promql/index.js";
import { allFindings } from "../all-findings.js";
import type { StoredMetric } from "./stored-metrics.js";

export interface UnusedMetrics {
  /** The number of files that were read. */
  readonly files: number;
  /** True if a file has mistakes, so that what it uses may be missing. */
  readonly isIncomplete: boolean;
  readonly stored: Total;
  /** The metrics that no file uses, those with the most series first. */
  readonly metrics: readonly StoredMetric[];
  readonly unused: Total;
  /** The jobs that scrape them, those with the most series first. */
  readonly jobs: readonly UnusedOfJob[];
}

export interface Total {
  readonly metrics: number;
  readonly series: number;
}

export interface UnusedOfJob {
  readonly job: string;
  readonly series: number;
  /** A regular expression that matches its metrics, for a rule of `metric_relabel_configs` that drops them. */
  readonly drop: string;
}

/** Finds the metrics of a server, or of a page, that no file uses. */
export function findUnused(
  files: readonly OutsideFile[],
  all: readonly StoredMetric[],
  { today }: Pick<CheckFilesOptions, "today">,
): UnusedMetrics {
  const { series: used, isIncomplete } = outsideUses(files, { ...newestReleases, today, findings: allFindings });
  const stored = all.filter(({ name }) => !isWrittenByServer(name));
  const metrics = stored
    .filter(({ name }) => !used.has(name))
    .sort((left, right) => right.series - left.series || (left.name < right.name ? -1 : 1));
  const jobs = listJobs(metrics);
  return { files: files.length, isIncomplete, stored: total(stored), metrics, unused: total(metrics), jobs };
}

/** They read what any release does. */
const newestReleases = { prometheusVersion: "3.16", prometheusFeatures: promqlFeatures, alertmanagerVersion: "0.34" };

/** Prometheus adds these to every target and alert, whatever is scraped. */
function isWrittenByServer(name: string): boolean {
  return /^(?:up|scrape_(?:duration_seconds|samples_\w+|series_added|timeout_seconds|sample_limit|body_size_bytes)|ALERTS(?:_FOR_STATE)?)$/.test(
    name,
  );
}

function total(metrics: readonly StoredMetric[]): Total {
  return { metrics: metrics.length, series: metrics.reduce((sum, { series }) => sum + series, 0) };
}

function listJobs(metrics: readonly StoredMetric[]): readonly UnusedOfJob[] {
  const byJob = new Map<string, { series: number; names: string[] }>();
  for (const { name, jobs } of metrics) {
    // Rules record names with colons: no job scrapes them.
    if (name.includes(":")) continue;
    for (const [job, series] of jobs) {
      const of = byJob.get(job) ?? { series: 0, names: [] };
      of.series += series;
      of.names.push(name);
      byJob.set(job, of);
    }
  }
  return [...byJob]
    .map(([job, { series, names }]) => ({ job, series, drop: names.sort().map(escapePattern).join("|") }))
    .sort((left, right) => right.series - left.series || (left.job < right.job ? -1 : 1));
}

/** Names may have dots. */
function escapePattern(name: string): string {
  return name.replaceAll(/[^\w]/g, "\\$&");
}
