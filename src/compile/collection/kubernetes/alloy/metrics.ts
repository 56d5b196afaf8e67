import { parseTemplate } from "../../../../handlebars/index.js";
import { durationMs } from "../../../../model/definition/duration.js";
import { escapeRegex } from "../../../../model/expression/matchers.js";
import { seriesOf } from "../../../../model/metric/any-metric.js";
import { goDuration } from "../../go-duration.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { withPodLabelSources } from "../pod-labels.js";

/** The texts that several configurations share. */
export const metricPartials = {
  /** The address and the login of Grafana Cloud's store of metrics: the keys of a mounted Secret. */
  metricStore: parseTemplate(`local.file "metrics_address" {
  filename = "{{@root.folder}}/prometheus-remote-write-endpoint"
}

local.file "metrics_user" {
  filename = "{{@root.folder}}/prometheus-username"
}

local.file "metrics_password" {
  filename  = "{{@root.folder}}/prometheus-password"
  is_secret = true
}

prometheus.remote_write "cloud" {
{{#if @root.externalLabels}}
  external_labels = {
{{#each @root.externalLabels}}
    {{string @key}} = {{string this}},
{{/each}}
  }

{{/if}}
  endpoint {
    url = local.file.metrics_address.content

    basic_auth {
      username = local.file.metrics_user.content
      password = local.file.metrics_password.content
    }
  }
}
`),
  /** Drops series before they are sent, and paid for. */
  seriesFilter: parseTemplate(`prometheus.relabel "{{label}}" {
  forward_to = [prometheus.remote_write.{{@root.metricStore}}.receiver]
{{#if keep}}

  rule {
    source_labels = ["__name__"]
    regex         = string.join([
{{#each keep}}
      {{string this}},
{{/each}}
    ], "|")
    action        = "keep"
  }
{{/if}}
{{#if drop}}

  rule {
    source_labels = ["__name__"]
    regex         = {{string drop}}
    action        = "drop"
  }
{{/if}}
}
`),
} as const;

/** Prepares the facts of the rules that give discovered pods their labels, and the job whose labels select them. */
export function podRuleFacts(jobs: readonly ResolvedJob[]) {
  return {
    labels: withPodLabelSources(new Set(jobs.flatMap((job) => [...Object.keys(job.labels), ...job.discoveredLabels]))),
    jobs: jobs.map((job) => ({
      name: job.name,
      labels: Object.keys(job.labels),
      pattern: Object.values(job.labels).map(escapeRegex).join(";"),
    })),
  };
}

/** Jobs that are scraped together: at the same interval, and of which the same series are sent. */
export interface ScrapeGroup {
  /** The label of its components. */
  readonly label: string;
  readonly jobs: readonly ResolvedJob[];
  /** In Go's notation. */
  readonly interval: string;
  /** Prometheus' ten seconds, or the interval if that is shorter. */
  readonly timeout: string;
  /** Regular expressions of the only series to send; empty for all. */
  readonly keep: readonly string[];
  /** A regular expression of the series not to send; empty for none. */
  readonly drop: string;
  readonly honorLabels: boolean;
}

/**
 * Groups jobs. Of an exporter, only the series that the catalogue describes are sent: it exposes many more. The series that
 * Alloy adds to each scrape, such as `up`, pass through the same filter.
 */
export function groupJobs(jobs: readonly ResolvedJob[]): readonly ScrapeGroup[] {
  const groups = new Map<string, ResolvedJob[]>();
  for (const job of jobs) {
    const key = JSON.stringify([job.interval, seriesToKeep(job), job.drop, job.honorLabels]);
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  return [...groups.values()].map((members, index) => {
    const [first] = members as [ResolvedJob, ...ResolvedJob[]];
    return {
      label: members.length === 1 ? labelOf(first.name) : `group_${index + 1}`,
      jobs: members,
      interval: goDuration(first.interval),
      timeout: timeoutOf(first.interval),
      keep: seriesToKeep(first),
      drop: first.drop.join("|"),
      honorLabels: first.honorLabels,
    };
  });
}

/** Returns Prometheus' ten seconds, or the interval if that is shorter. */
export function timeoutOf(interval: string): string {
  return goDuration((durationMs(interval) ?? 0) < 10_000 ? interval : "10s");
}

function seriesToKeep({ service }: ResolvedJob): readonly string[] {
  if (!service?.exporter) return [];
  return ["up", "scrape_.+", ...new Set(service.metrics.flatMap(seriesOf).map(({ name }) => name))].sort();
}

/** The label of a component: letters, digits and underscores. */
export function labelOf(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_]/g, "_");
}
