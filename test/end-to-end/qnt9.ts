import { fileURLToPath } from "node:url";
import { type Artifact, compileProject, inEnvironment, type RulesArtifact } from "../../src/compile/index.js";
import type { Settings } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { accelerate } from "./accelerate.js";
import { interval } from "./stack.js";

/** QNT9 in production, in time-lapse. */
export interface AcceleratedSystem {
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly artifacts: readonly Artifact[];
  readonly rules: readonly RulesArtifact[];
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The releases that Debian 12 packages. */
const versions = { prometheus: "2.42", alertmanager: "0.25" };

/** Compiles this repository's QNT9 for its production, with everything `factor` times as fast. */
export async function compileQnt9(factor: number): Promise<AcceleratedSystem> {
  const { project, diagnostics, sourceFiles: sources } = await loadProject({ cwd: repository, versions });
  if (!project) throw new Error(diagnostics.map(({ summary }) => summary).join("\n"));
  const { config, systems } = project;
  const intervals = { scrapeInterval: interval, evaluationInterval: interval } as const;
  const environments = { ...config.environments, prod: { ...config.environments.prod!, ...intervals } };
  const compiled = compileProject(
    { systems, config: { ...config, environments } },
    { environments: ["prod"], sources },
  );
  const own = compiled.artifacts.filter(({ system }) => system.name === "qnt9");
  const artifacts = accelerate(own, factor);
  const rules = artifacts.filter((artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules");
  const system = inEnvironment(systems.find(({ name }) => name === "qnt9")!, "prod", systems);
  return { system, settings: own[0]!.settings, artifacts, rules };
}
