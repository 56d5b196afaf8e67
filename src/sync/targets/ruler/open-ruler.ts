import { resolveSettings } from "../../../model/project/project.js";
import type { RulerTarget as RulerOptions } from "../../../model/project/target.js";
import { openClient } from "../../http/open-client.js";
import { SyncError } from "../../sync-error.js";
import { managerOf } from "../manager.js";
import type { SelectedProject } from "../selected-project.js";
import { convertGroup, convertHeaders } from "./grafana-convert.js";
import { RulerApi } from "./ruler-api.js";
import { collectGroups } from "./ruler-group.js";
import { RulerTarget } from "./ruler-target.js";

export function openRuler(name: string, options: RulerOptions, selected: SelectedProject): RulerTarget {
  const { root, project, artifacts, config } = selected;
  const { url, tenant, server = "mimir", environment } = options;
  const kind = server === "loki" ? "loki rules" : "prometheus rules";
  const prefix = rulerPrefix(project, environment);
  const compiled = collectGroups(artifacts, kind, prefix);
  const settings = resolveSettings(config, environment);
  const groups = server === "grafana" ? compiled.map((group) => convertGroup(group, settings)) : compiled;
  if (groups.length === 0) {
    const fix = "remove the target, or correct its environment and systems";
    throw new SyncError(`no rule is built for the target "${name}"`, fix);
  }
  const client = openClient(url, options, root, {
    ...(server === "grafana" && convertHeaders(name, options, config)),
    ...(tenant !== undefined && { "x-scope-orgid": tenant }),
  });
  return new RulerTarget({ name, tenant, prefix }, new RulerApi(client, server), groups);
}

/** Begins the namespaces of a project, and of no other. */
export function rulerPrefix(project: string, environment: string): string {
  return `${managerOf(project)}.${environment}.`;
}
