import { createHash } from "node:crypto";
import type { Policy } from "../../model/project/policy.js";
import { releases } from "../../model/project/releases.js";
import type { Feature } from "../../promql/index.js";
import type { CatalogueSource } from "../catalogue/outside-catalogue.js";
import type { OpenedProject } from "../config/open-project.js";
import type { CheckOptions } from "./check.js";
import type { Shard } from "./shard.js";

/** Everything that the findings of files depend on, besides the files: plain data that identifies a run. */
export interface RunSettings {
  readonly prometheusVersion: string;
  readonly prometheusFeatures: readonly Feature[] | undefined;
  readonly alertmanagerVersion: string;
  readonly isAgent: boolean;
  readonly today: string;
  /** Policies are plain data, and apply to files by their paths below the configuration. */
  readonly applied:
    | { readonly of: readonly Policy[]; readonly root: string | undefined; readonly cwd: string }
    | undefined;
  /** Identifies the metrics that exist. */
  readonly known: string | undefined;
  readonly shard: Shard | undefined;
}

export function runSettings(options: CheckOptions, { config, root }: Partial<OpenedProject>): RunSettings {
  const { today, cwd, shard, catalogue } = options;
  const {
    prometheus = releases.prometheus.default,
    prometheusFeatures,
    alertmanager = releases.alertmanager.default,
  } = config?.versions ?? options.versions ?? {};
  return {
    prometheusVersion: prometheus,
    prometheusFeatures,
    alertmanagerVersion: alertmanager,
    isAgent: options.agent === true,
    today,
    applied: config?.policies && { of: config.policies, root, cwd },
    known: catalogue && hashSources(catalogue),
    shard,
  };
}

/** Sets and maps have no JSON of their own. */
function hashSources(sources: readonly CatalogueSource[]): string {
  const text = JSON.stringify(sources, (_, value) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  return createHash("sha256").update(text).digest("hex");
}
