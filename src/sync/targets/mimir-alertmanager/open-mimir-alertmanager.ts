import { posix } from "node:path";
import type { MimirAlertmanagerTarget as Options } from "../../../model/project/target.js";
import { openClient } from "../../http/open-client.js";
import { SyncError } from "../../sync-error.js";
import { managerOf } from "../manager.js";
import type { SelectedProject } from "../selected-project.js";
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
  const templates = artifacts.flatMap((one) =>
    one.kind === "notification templates" ? [[posix.basename(one.path), one.value] as const] : [],
  );
  const client = openClient(url, options, root, tenant === undefined ? {} : { "x-scope-orgid": tenant });
  const place = { name, client, tenant, manager: managerOf(project), root };
  const { secretsFolder } = artifact.settings;
  return new MimirAlertmanagerTarget(place, {
    config: artifact.value,
    templates: Object.fromEntries(templates),
    secretsFolder,
  });
}
