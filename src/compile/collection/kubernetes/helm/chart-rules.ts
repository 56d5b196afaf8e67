import { parseTemplate } from "../../../../handlebars/index.js";
import { escapeRegex } from "../../../../model/expression/matchers.js";
import { goDuration } from "../../go-duration.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { fixedTargetFacts } from "../alloy/fixed-targets.js";
import { groupJobs, podRuleFacts, timeoutOf } from "../alloy/metrics.js";
import { dropFacts } from "../alloy/pod-logs.js";
import { renderAlloy } from "../alloy/render.js";
import type { LogPipeline } from "../logs.js";
import { withPodLabelSources } from "../pod-labels.js";

/** Labels that the chart adds to the series of pods. */
const labelsOfChart = ["container", "namespace", "pod"] as const;

const podTargets = parseTemplate(`{{#each labels}}
rule {
  source_labels = [{{string source}}]
  target_label  = {{string label}}
}
{{/each}}
// The job of each service, by the labels that select it, in place of the chart's. Other pods are not scraped.
rule {
  target_label = "job"
  replacement  = ""
}
{{#each jobs}}
rule {
  source_labels = [{{#each labels}}{{string this}}{{#unless @last}}, {{/unless}}{{/each}}]
  regex         = {{string pattern}}
  target_label  = "job"
  replacement   = {{string name}}
}
{{/each}}
rule {
  source_labels = ["job"]
  regex         = ".+"
  action        = "keep"
}
{{#each intervals}}
rule {
  source_labels = ["job"]
  regex         = {{string job}}
  target_label  = "__scrape_interval__"
  replacement   = {{string interval}}
}
rule {
  source_labels = ["job"]
  regex         = {{string job}}
  target_label  = "__scrape_timeout__"
  replacement   = {{string timeout}}
}
{{/each}}
{{#if undeclared}}
rule {
  regex  = {{string undeclared}}
  action = "labeldrop"
}
{{/if}}
`);

const podSeries = parseTemplate(`{{#each keeps}}
// Of an exporter, only the series that the catalogue describes.
rule {
  source_labels = ["job", "__name__"]
  regex         = {{string wanted}}
  target_label  = "__tmp_keep"
  replacement   = "1"
}
rule {
  source_labels = ["job", "__tmp_keep"]
  regex         = {{string unwanted}}
  action        = "drop"
}
rule {
  target_label = "__tmp_keep"
  replacement  = ""
}
{{/each}}
{{#each drops}}
rule {
  source_labels = ["job", "__name__"]
  regex         = {{string pattern}}
  action        = "drop"
}
{{/each}}
`);

const fixedLabels = parseTemplate(`rule {
  regex  = "source"
  action = "labeldrop"
}
{{#each labels}}
rule {
  target_label = {{string @key}}
  replacement  = {{string this}}
}
{{/each}}
`);

const lineTargets = parseTemplate(`{{#each labels}}
rule {
  source_labels = [{{string source}}]
  target_label  = {{string label}}
}
{{/each}}
`);

const lineStages = parseTemplate(`{{> droppedLines}}

  stage.label_keep {
    values = [{{#each labels}}{{string label}}{{#unless @last}}, {{/unless}}{{/each}}]
  }
`);

const fixedTargetsConfig = parseTemplate("{{> fixedTargets}}");

/** Writes the rules by which discovered pods become targets with the labels of the catalogue. */
export function writePodTargets(jobs: readonly ResolvedJob[], usualInterval: string): string {
  const facts = podRuleFacts(jobs);
  const declared = facts.labels.map(({ label }) => label);
  return renderAlloy(podTargets, {
    ...facts,
    intervals: jobs
      .filter(({ interval }) => interval !== usualInterval)
      .map((job) => ({
        job: escapeRegex(job.name),
        interval: goDuration(job.interval),
        timeout: timeoutOf(job.interval),
      })),
    undeclared: labelsOfChart.filter((label) => !declared.includes(label)).join("|"),
  });
}

/** Writes the rules that drop series of pods; an empty text if no series is dropped. */
export function writePodSeries(jobs: readonly ResolvedJob[]): string {
  const groups = jobs.flatMap((job) => groupJobs([job]).map((group) => ({ ...group, job: escapeRegex(job.name) })));
  return renderAlloy(podSeries, {
    keeps: groups
      .filter(({ keep }) => keep.length > 0)
      .map(({ job, keep }) => ({ wanted: `${job};(?:${keep.join("|")})`, unwanted: `${job};` })),
    drops: groups.filter(({ drop }) => drop !== "").map(({ job, drop }) => ({ pattern: `${job};(?:${drop})` })),
  });
}

/** Writes the rules that add labels to a target of the chart, without the label `source` of its own. */
export function writeFixedLabels(labels: Readonly<Record<string, string>>): string {
  return renderAlloy(fixedLabels, { labels });
}

/** Writes the rules by which the lines of discovered pods get the labels of their streams. */
export function writeLineTargets({ labels }: LogPipeline): string {
  return renderAlloy(lineTargets, { labels: withPodLabelSources(labels) });
}

/** Writes the stages that leave out lines, and labels that the catalogue does not declare. */
export function writeLineStages({ labels, drops }: LogPipeline): string {
  return renderAlloy(lineStages, { labels: labels.map((label) => ({ label })), drops: dropFacts(drops) });
}

/** Writes a configuration that scrapes fixed targets, and sends their series to a destination of the chart. */
export function writeFixedTargets(jobs: readonly ResolvedJob[], destination: string): string {
  return renderAlloy(fixedTargetsConfig, { jobs: fixedTargetFacts(jobs), metricStore: destination });
}
