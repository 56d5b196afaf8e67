import { dirname, posix, resolve } from "node:path";
import type { AlertmanagerArtifact, NotificationTemplatesArtifact } from "../../../compile/compiled.js";
import type { MimirAlertmanagerTarget as Options } from "../../../model/project/target.js";
import { openClient } from "../../http/open-client.js";
import { SyncError } from "../../sync-error.js";
import { managerOf } from "../manager.js";
import type { SelectedProject } from "../selected-project.js";
import { readKeptTemplates } from "./kept-templates.js";
import { MimirAlertmanagerTarget } from "./mimir-alertmanager-target.js";

export function openMimirAlertmanager(
  name: string,
  options: Options,
  selected: SelectedProject,
): MimirAlertmanagerTarget {
  const { root, project, artifacts } = selected;
  const artifact = artifacts.find((one) => one.kind === "alertmanager");
  if (artifact?.kind !== "alertmanager") {
    const fix = "remove the target, or correct its environment";
    throw new SyncError(`no configuration of Alertmanager is built for the target "${name}"`, fix);
  }
  const { tenant, url } = options;
  // The server keeps templates in one place, without folders.
  const own = artifacts.flatMap((one) => (one.kind === "notification templates" ? [one] : []));
  const templates = {
    ...findKeptTemplates(artifact, own, selected, options.alertmanager),
    ...Object.fromEntries(own.map((one) => [posix.basename(one.path), one.value] as const)),
  };
  const client = openClient(url, options, root, tenant === undefined ? {} : { "x-scope-orgid": tenant });
  const place = { name, client, tenant, manager: managerOf(project), root };
  const { secretsFolder } = artifact.settings;
  return new MimirAlertmanagerTarget(place, {
    config: artifact.value,
    templates,
    secretsFolder,
  });
}

/** The templates of the configuration that the Alertmanager keeps, if it keeps one. */
function findKeptTemplates(
  { path, value }: AlertmanagerArtifact,
  own: readonly NotificationTemplatesArtifact[],
  { root, config }: SelectedProject,
  name: string | undefined,
): Readonly<Record<string, string>> {
  const keep = name === undefined ? undefined : config.alertmanagers?.[name]?.keep;
  if (keep === undefined) return {};
  const ownPaths = new Set(own.map((one) => posix.relative(posix.dirname(path), one.path)));
  const patterns = (value.templates ?? []).filter((pattern) => !ownPaths.has(pattern));
  return readKeptTemplates(dirname(resolve(root, keep)), patterns);
}
