import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CollectionArtifact, RulesArtifact } from "../../src/compile/compiled.js";
import { type Artifact, renderArtifact } from "../../src/compile/index.js";
import { type ServerProcess, startServerProcess } from "../oracles/server-process.js";

/** A scrape job of a generated configuration, as far as the tests read it. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly static_configs?: readonly { readonly targets: readonly string[]; readonly labels?: object }[];
}

/** A job of a generated configuration as Prometheus gets it in a test. */
export type MapJob = (job: ScrapeConfig) => object;

interface PrometheusConfig {
  readonly scrape_configs: readonly ScrapeConfig[];
}

/** Returns the generated configuration of the Prometheus of a collection. */
export function findPrometheusConfig(artifacts: readonly Artifact[], collection: string): CollectionArtifact {
  const path = `/collection/${collection}/prometheus/prometheus.yml`;
  const found = artifacts.find((artifact) => artifact.kind === "collection file" && artifact.path.endsWith(path));
  if (found?.kind !== "collection file") throw new Error(`no artifact ends with ${path}`);
  return found;
}

export function jobsOf(config: CollectionArtifact): readonly ScrapeConfig[] {
  return (config.value as unknown as PrometheusConfig).scrape_configs;
}

/**
 * Starts Prometheus with a generated configuration and its rule files, in their layout. Changed are only the addresses of
 * targets, of which there is one on loopback for each; the intervals, so that a test need not wait; and the passwords.
 */
export function startOnLoopback(
  config: CollectionArtifact,
  artifacts: readonly Artifact[],
  mapJob: MapJob,
): Promise<ServerProcess> {
  return startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const {
        global,
        alerting: _,
        ...rest
      } = config.value as unknown as PrometheusConfig & {
        readonly global: object;
        readonly alerting?: object;
      };
      const mapped = {
        ...rest,
        global: { ...global, scrape_interval: "1s", evaluation_interval: "1s" },
        scrape_configs: rest.scrape_configs.map((job) => ({ ...mapJob(job), scrape_interval: "1s" })),
      };
      for (const artifact of artifacts) {
        const rules = artifact.kind === "collection file" ? artifact.copyOf : artifact;
        if (rules?.kind === "prometheus rules") write(join(folder, artifact.path), renderArtifact(hurry(rules)));
      }
      // JSON is YAML.
      const file = write(join(folder, config.path), JSON.stringify(mapped));
      return [
        "prometheus",
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=${address}`,
      ];
    },
  });
}

/** Some groups are evaluated more rarely than others. */
function hurry(artifact: RulesArtifact): RulesArtifact {
  const groups = artifact.value.groups.map(({ interval: _, ...group }) => group);
  return { ...artifact, value: { ...artifact.value, groups } };
}

/** Maps fixed targets. A page of an exporter has a path of its own, which the label of a target sets. */
export function mapTargets(addressOf: (target: string, job: string) => URL): MapJob {
  return (job) => {
    const { basic_auth: _, ...rest } = job as ScrapeConfig & { readonly basic_auth?: object };
    return {
      ...rest,
      static_configs: (job.static_configs ?? []).flatMap(({ targets, labels }) =>
        targets.map((target) => {
          const { host, pathname } = addressOf(target, job.job_name);
          return { targets: [host], labels: { ...labels, __metrics_path__: pathname, instance: target } };
        }),
      ),
    };
  };
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
