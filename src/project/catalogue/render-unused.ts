import { formatCount } from "../../diagnostics/format-count.js";
import type { Total, UnusedMetrics } from "./find-unused.js";
import type { StoredMetric } from "./stored-metrics.js";

/** Metrics that are listed; the rest is in the JSON. */
const listed = 50;

/** Renders the metrics that nothing uses, as a table. */
export function renderUnused({ files, stored, metrics, unused }: UnusedMetrics, from: string): string {
  const read = files === 1 ? "the file" : `the ${files} files`;
  const has = `${from} has ${describe(stored)}`;
  if (metrics.length === 0) return `${has}; ${read} ${files === 1 ? "uses" : "use"} all of them\n`;
  const share = Math.floor((100 * unused.series) / Math.max(stored.series, 1));
  const rest = metrics.slice(listed);
  return [
    `${has}; ${read} ${files === 1 ? "does" : "do"} not use ${describe(unused)}, ${share} % of the series:`,
    "",
    `${"series".padStart(8)}  metric`,
    ...metrics.slice(0, listed).map(renderMetric),
    ...(rest.length === 0 ? [] : [`${"…".padStart(8)}  and ${rest.length} more: --format json lists all`]),
    "",
  ].join("\n");
}

/** Renders the same as JSON. */
export function renderUnusedJson({ files, stored, unused, metrics, jobs }: UnusedMetrics, from: string): string {
  const counted = metrics.map((metric) => ({ ...metric, jobs: Object.fromEntries(metric.jobs) }));
  return `${JSON.stringify({ from, files, stored, unused, metrics: counted, jobs }, undefined, 2)}\n`;
}

function renderMetric({ name, series, jobs }: StoredMetric): string {
  const names = [...jobs.keys()].sort();
  const shown = names.slice(0, 3).join(", ");
  const of = names.length === 0 ? "" : `  of ${names.length > 3 ? `${shown} and ${names.length - 3} more` : shown}`;
  return `${formatCount(series).padStart(8)}  ${name}${of}`;
}

function describe({ metrics, series }: Total): string {
  const noun = metrics === 1 ? "metric" : "metrics";
  return `${formatCount(metrics)} ${noun} with ${formatCount(series)} series`;
}
