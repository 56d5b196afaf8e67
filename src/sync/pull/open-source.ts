import { resolve } from "node:path";
import type { Config } from "../../model/project/config.js";
import { takesResources } from "../../model/project/dashboard-route.js";
import { resolveSettings } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { Target } from "../../model/project/target.js";
import { openClient } from "../http/open-client.js";
import { projectName } from "../project-name.js";
import { SyncError } from "../sync-error.js";
import { grafanaUrl } from "../targets/grafana/open-grafana.js";
import { discoverVersions } from "../targets/grafana/served-versions.js";
import { ownerOf } from "../targets/manager.js";
import { rulerPrefix } from "../targets/ruler/open-ruler.js";
import { RulerApi } from "../targets/ruler/ruler-api.js";
import { findRuleFiles } from "./find-rule-files.js";
import { findNamespaces } from "./find-ruler-groups.js";
import type { PullSource } from "./found-object.js";
import { findDashboards } from "./grafana/find-dashboards.js";
import { findResources } from "./grafana/find-resources.js";

/** A target whose objects can be pulled. */
export type PullTarget = Extract<Target, { readonly kind: "grafana" | "ruler" | "prometheus" }>;

/** A target whose configuration can be pulled. */
export type AlertmanagerPullTarget = Extract<Target, { readonly kind: "alertmanager" | "mimir-alertmanager" }>;

/** Opens a target to adopt what it holds, without reading it yet. */
export function openSource(name: string, target: PullTarget, root: string, config: Config): PullSource {
  const project = projectName(root, config);
  const { versions, grafana } = resolveSettings(config, target.environment);
  const version = prometheusRelease(versions);
  switch (target.kind) {
    case "grafana": {
      const client = openClient(grafanaUrl(name, target, config), target, root);
      const { namespace = "default", api } = target;
      const manager = ownerOf(project, target.environment);
      return {
        identity: `${client.url} ${namespace}`,
        async find(onProgress) {
          const served = api === "api" ? undefined : await discoverVersions(client);
          if (!served) return findDashboards(client, manager, onProgress);
          const place = { client, namespace, manager, takesResources: grafana.dashboards.some(takesResources) };
          return findResources(place, served);
        },
      };
    }
    case "ruler": {
      const { url, tenant, server = "mimir", environment } = target;
      const client = openClient(url, target, root, tenant === undefined ? {} : { "x-scope-orgid": tenant });
      const prefix = rulerPrefix(project, environment);
      return {
        identity: `${client.url}${tenant === undefined ? "" : ` ${tenant}`}`,
        find: () => findNamespaces(new RulerApi(client, server), { server, prefix, version }),
      };
    }
    case "prometheus": {
      const directory = resolve(root, target.directory);
      return { identity: directory, find: async () => findRuleFiles(directory, project, version) };
    }
  }
}

export function isAlertmanager(target: Target): target is AlertmanagerPullTarget {
  return target.kind === "alertmanager" || target.kind === "mimir-alertmanager";
}

/** Says why a target of another kind has nothing to pull. */
export function requirePullable(name: string, target: Target): PullTarget {
  if (target.kind === "grafana" || target.kind === "ruler" || target.kind === "prometheus") return target;
  throw new SyncError(
    `nothing can be pulled from the target "${name}": its files are those that a sync writes`,
    "choose a Grafana, a ruler, a Prometheus or an Alertmanager",
  );
}
