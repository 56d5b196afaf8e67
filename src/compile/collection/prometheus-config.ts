import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";
import type { ResolvedJob } from "./resolve-jobs.js";

/** Everything that a Prometheus needs to know besides its jobs. */
export interface PrometheusSurroundings {
  /** Patterns of its rule files, relative to its configuration. */
  readonly ruleFiles: readonly string[];
  /** The addresses of the Alertmanagers that it sends alerts to. */
  readonly alertmanagers: readonly string[];
}

/** Writes the configuration of a Prometheus server that scrapes some jobs. */
export function writePrometheusConfig(
  jobs: readonly ResolvedJob[],
  { scrapeInterval, evaluationInterval, externalLabels }: Settings,
  { ruleFiles, alertmanagers }: PrometheusSurroundings,
): YamlValue {
  return {
    global: {
      scrape_interval: scrapeInterval,
      evaluation_interval: evaluationInterval,
      ...(Object.keys(externalLabels).length > 0 && { external_labels: externalLabels }),
    },
    ...(ruleFiles.length > 0 && { rule_files: ruleFiles }),
    ...(alertmanagers.length > 0 && {
      alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }] },
    }),
    scrape_configs: jobs.map((job) => writeJob(job, scrapeInterval)),
  };
}

function writeJob({ name, targets, interval, path, scheme, labels, drop }: ResolvedJob, usual: string): YamlValue {
  const hasLabels = Object.keys(labels).length > 0;
  return {
    job_name: name,
    ...(interval !== usual && { scrape_interval: interval }),
    ...(path !== "/metrics" && { metrics_path: path }),
    ...(scheme !== "http" && { scheme }),
    static_configs: [{ targets, ...(hasLabels && { labels }) }],
    ...(drop.length > 0 && {
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: drop.join("|"), action: "drop" }],
    }),
  };
}
