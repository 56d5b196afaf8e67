import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";
import type { ResolvedJob } from "./resolve-jobs.js";

/** Everything that a Prometheus needs to know besides its jobs. */
export interface PrometheusSurroundings {
  /** Patterns of its rule files, relative to its configuration. */
  readonly ruleFiles: readonly string[];
  /** The addresses of the Alertmanagers that it sends alerts to. */
  readonly alertmanagers: readonly string[];
  /** The login at its own address, for the job that scrapes it. */
  readonly self?: { readonly address: string; readonly user: string; readonly passwordFile: string } | undefined;
}

/** Writes the configuration of a Prometheus server that scrapes some jobs. */
export function writePrometheusConfig(
  jobs: readonly ResolvedJob[],
  { scrapeInterval, evaluationInterval, externalLabels }: Settings,
  { ruleFiles, alertmanagers, self }: PrometheusSurroundings,
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
    scrape_configs: jobs.map((job) => writeJob(job, scrapeInterval, self)),
  };
}

function writeJob(
  { name, targets, interval, path, scheme, labels, honorLabels, drop }: ResolvedJob,
  usual: string,
  self: PrometheusSurroundings["self"],
): YamlValue {
  const hasLabels = Object.keys(labels).length > 0;
  return {
    job_name: name,
    ...(interval !== usual && { scrape_interval: interval }),
    ...(honorLabels && { honor_labels: true }),
    ...(path !== "/metrics" && { metrics_path: path }),
    ...(scheme !== "http" && { scheme }),
    ...(self && targets.includes(self.address)
      ? { basic_auth: { username: self.user, password_file: self.passwordFile } }
      : {}),
    static_configs: [{ targets, ...(hasLabels && { labels }) }],
    ...(drop.length > 0 && {
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: drop.join("|"), action: "drop" }],
    }),
  };
}
