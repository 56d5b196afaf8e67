import type { Config } from "../../../model/project/config.js";
import type { GrafanaTarget as GrafanaOptions } from "../../../model/project/target.js";
import { openClient } from "../../http/open-client.js";
import { SyncError } from "../../sync-error.js";
import { ownerOf } from "../manager.js";
import type { SelectedProject } from "../selected-project.js";
import { abandonedAlerting } from "./alerting/alerting-content.js";
import { desireDataSources } from "./data-sources/data-source.js";
import { collectContent } from "./grafana-content.js";
import { GrafanaTarget } from "./grafana-target.js";

export function openGrafana(name: string, options: GrafanaOptions, selected: SelectedProject): GrafanaTarget {
  const { root, config, project, artifacts } = selected;
  const url = grafanaUrl(name, options, config);
  const manager = ownerOf(project, options.environment);
  const content = collectContent(artifacts, manager);
  if (content.dashboards.length === 0 && !content.alerting) {
    throw new SyncError(`no dashboard is built for the target "${name}"`, "remove the target, or correct its systems");
  }
  const client = openClient(url, options, root);
  const { namespace = "default", api } = options;
  const dataSources = desireDataSources(options, config, manager);
  const { alerting = abandonedAlerting(manager) } = content;
  const place = { name, client, root, namespace, manager, api };
  return new GrafanaTarget(place, { ...content, alerting }, dataSources, options.permissions);
}

/** The address of a Grafana: that of the target, or else of its environment. */
export function grafanaUrl(name: string, { url, environment }: GrafanaOptions, config: Config): string {
  const address = url ?? config.environments[environment]!.grafana?.url;
  if (address !== undefined) return address;
  const fix = `set \`url\` of the target, or \`grafana.url\` of the environment "${environment}"`;
  throw new SyncError(`the target "${name}" has no address`, fix);
}
