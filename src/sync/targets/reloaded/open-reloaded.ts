import { posix, resolve } from "node:path";
import { type RulesArtifact, renderArtifact } from "../../../compile/index.js";
import type { AlertmanagerTarget, PrometheusTarget } from "../../../model/project/target.js";
import { openClient } from "../../http/open-client.js";
import { SyncError } from "../../sync-error.js";
import { FilesTarget } from "../files/files-target.js";
import type { LayoutFile } from "../files/layout.js";
import type { SelectedProject } from "../selected-project.js";
import { Alertmanager, alertmanagerFile } from "./alertmanager.js";
import { Prometheus } from "./prometheus.js";
import { ReloadedTarget } from "./reloaded-target.js";

export function openPrometheus(name: string, options: PrometheusTarget, selected: SelectedProject): ReloadedTarget {
  const { root, project, artifacts } = selected;
  const directory = resolve(root, options.directory);
  const files = artifacts.flatMap((artifact): readonly LayoutFile[] => {
    if (artifact.kind !== "prometheus rules") return [];
    const path = ruleFileName(artifact);
    if (!isFileName(path)) throw notAFile(name, path);
    return [{ path, kind: "rules", name: path, text: renderArtifact(artifact) }];
  });
  if (files.length === 0) throw nothingBuilt(name, "rule");
  const target = new FilesTarget(name, directory, project, files, () => "rules");
  return new ReloadedTarget(target, new Prometheus(openClient(options.url, options, root), directory));
}

export function openAlertmanager(name: string, options: AlertmanagerTarget, selected: SelectedProject): ReloadedTarget {
  const { root, project, artifacts } = selected;
  const configs = artifacts.filter(({ kind }) => kind === "alertmanager");
  const [config] = configs;
  if (!config) throw nothingBuilt(name, "configuration of Alertmanager");
  const folder = posix.dirname(config.path);
  const files = artifacts.flatMap((artifact): readonly LayoutFile[] => {
    const path = posix.relative(folder, artifact.path);
    const text = () => renderArtifact(artifact);
    if (artifact === config)
      return [{ path: alertmanagerFile, kind: "alertmanager configuration", name: path, text: text() }];
    if (artifact.kind !== "notification templates" || path.startsWith("..")) return [];
    return [{ path, kind: "notification templates", name: path, text: text() }];
  });
  const kindOf = (path: string) =>
    path === alertmanagerFile ? "alertmanager configuration" : "notification templates";
  const target = new FilesTarget(name, resolve(root, options.directory), project, files, kindOf);
  return new ReloadedTarget(target, new Alertmanager(openClient(options.url, options, root)));
}

function nothingBuilt(name: string, what: string): SyncError {
  const fix = "remove the target, or correct its environment and systems";
  return new SyncError(`no ${what} is built for the target "${name}"`, fix);
}

/** The name of a rule file in the folder of a Prometheus. */
export function ruleFileName({ raw, system, path }: RulesArtifact): string {
  return raw?.deployedAs ?? `${system.name}-${posix.basename(path)}`;
}

/** True for the name of a file in the folder itself. */
function isFileName(name: string): boolean {
  return /^[^./\\\p{C}][^/\\\p{C}]*$/u.test(name) && Buffer.byteLength(name) < 200;
}

function notAFile(target: string, name: string): SyncError {
  const fix = "correct `deployedAs` of its rule file";
  return new SyncError(`${JSON.stringify(name)} is not a file in the folder of the target "${target}"`, fix);
}
