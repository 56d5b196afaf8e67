import { parseTemplate } from "../../../../handlebars/index.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { groupJobs } from "./metrics.js";

/** The part of a configuration that scrapes fixed targets. */
export const fixedTargets = parseTemplate(`{{#each jobs}}
prometheus.scrape "{{label}}" {
  targets = [
{{#each targets}}
    { {{#each this}}{{string @key}} = {{string this}}, {{/each}}"job" = {{string ../job}}{{#each ../labels}}, {{string @key}} = {{string this}}{{/each}} },
{{/each}}
  ]
  scheme          = {{string scheme}}
  metrics_path    = {{string path}}
  scrape_interval = {{string interval}}
  scrape_timeout  = {{string timeout}}
{{#if honorLabels}}
  honor_labels    = true
{{/if}}
  forward_to      = [prometheus.relabel.{{label}}.receiver]
}

{{> seriesFilter}}

{{/each}}
`);

/** Prepares the facts of that part. */
export function fixedTargetFacts(jobs: readonly ResolvedJob[]) {
  return jobs.flatMap((job) =>
    groupJobs([job]).map((group) => ({
      ...{ ...group, job: job.name, targets: targetsOf(job), labels: job.labels },
      ...{ scheme: job.scheme, path: job.path },
    })),
  );
}

/** The labels of each target that say what is asked where. */
function targetsOf({ targets, probe }: ResolvedJob): readonly Readonly<Record<string, string>>[] {
  if (!probe) return targets.map((target) => ({ __address__: target }));
  return probe.addresses.map((address) => ({
    __address__: targets[0]!,
    __param_module: probe.module,
    __param_target: address,
    instance: address,
  }));
}
