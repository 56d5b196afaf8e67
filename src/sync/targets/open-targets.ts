import { resolve } from "node:path";
import type { Artifact } from "../../compile/compiled.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";
import { environmentsOfTarget, type Target } from "../../model/project/target.js";
import { projectName } from "../project-name.js";
import { SyncError } from "../sync-error.js";
import { checkFolders } from "./check-folders.js";
import { FilesTarget } from "./files/files-target.js";
import { layOutFiles } from "./files/layout.js";
import { kindOfGitSync, writeGitSync } from "./git-sync/write-git-sync.js";
import { openGrafana } from "./grafana/open-grafana.js";
import { kindOfManifest, writeManifests } from "./kubernetes/manifests.js";
import { openMimirAlertmanager } from "./mimir-alertmanager/open-mimir-alertmanager.js";
import { openAlertmanager, openPrometheus } from "./reloaded/open-reloaded.js";
import { openRuler } from "./ruler/open-ruler.js";
import type { SyncTarget } from "./target.js";

/** The targets of a configuration that names none. */
export const defaultTargets: Readonly<Record<string, Target>> = {
  local: { kind: "files", directory: ".telltale/local" },
};

/** A project that was built, whose artifacts go to targets. */
export interface BuiltProject {
  readonly root: string;
  readonly config: Config;
  readonly artifacts: readonly Artifact[];
  /** The names of all systems. */
  readonly systems: readonly string[];
}

/** Opens the targets of a project, without reading them yet. */
export function openTargets(built: BuiltProject, names: readonly string[] | undefined): readonly SyncTarget[] {
  const targets = built.config.targets ?? defaultTargets;
  const known = Object.keys(targets);
  for (const name of names ?? []) {
    if (!known.includes(name)) throw new SyncError(`there is no target "${name}"`, suggestion(name, known));
  }
  for (const [name, target] of Object.entries(targets)) checkSystems(name, target, built.systems);
  return (names ?? known).map((name) => openTarget(name, targets[name]!, built));
}

function openTarget(name: string, target: Target, { root, config, artifacts }: BuiltProject): SyncTarget {
  const selected = selectArtifacts(target, config, artifacts);
  if (selected.length === 0) {
    const fix = "remove the target, or correct its environments and systems";
    throw new SyncError(`nothing is built for the target "${name}"`, fix);
  }
  checkFolders(target, config, artifacts);
  const project = { root, config, project: projectName(root, config), artifacts: selected };
  switch (target.kind) {
    case "files": {
      const directory = resolve(root, target.directory);
      return new FilesTarget(name, directory, project.project, layOutFiles(selected, target.mount ?? directory));
    }
    case "grafana":
      return openGrafana(name, target, project);
    case "prometheus":
      return openPrometheus(name, target, project);
    case "alertmanager":
      return openAlertmanager(name, target, project);
    case "kubernetes": {
      const own = selected.filter((one) => one.kind !== "alertmanager config" || one.target === name);
      const manifests = writeManifests(own, target);
      return new FilesTarget(name, resolve(root, target.directory), project.project, manifests, kindOfManifest);
    }
    case "git-sync": {
      const files = writeGitSync(selected, target, config);
      return new FilesTarget(name, resolve(root, target.directory), project.project, files, kindOfGitSync);
    }
    case "ruler":
      return openRuler(name, target, project);
    case "mimir-alertmanager":
      return openMimirAlertmanager(name, target, project);
  }
}

/** Selects what a target takes. An Alertmanager has a configuration of all its systems together, in a folder of its own. */
export function selectArtifacts(target: Target, config: Config, artifacts: readonly Artifact[]): readonly Artifact[] {
  if (target.kind === "alertmanager" || target.kind === "mimir-alertmanager") {
    const { alertmanager, environment } = target;
    const folder = alertmanager === undefined ? environment : `alertmanagers/${alertmanager}`;
    return artifacts.filter(({ path }) => path.startsWith(`${folder}/`));
  }
  const environments = environmentsOfTarget(target, Object.keys(config.environments));
  return artifacts.filter(
    (artifact) =>
      environments.includes(artifact.settings.environment) &&
      (isForAllSystems(artifact) || (target.systems?.includes(artifact.system.name) ?? true)),
  );
}

/** True for the contact points, policies, mute timings and templates of an environment, which alerts of any system need. */
function isForAllSystems(artifact: Artifact): boolean {
  return artifact.kind === "grafana alerting" && artifact.value.groups === undefined;
}

function checkSystems(name: string, target: Target, known: readonly string[]): void {
  for (const system of "systems" in target ? (target.systems ?? []) : []) {
    if (known.includes(system)) continue;
    throw new SyncError(
      `the target "${name}" names a system "${system}" that does not exist`,
      suggestion(system, known),
    );
  }
}
