import type { Receiver as ReceiverData } from "../../formats/alertmanager/types.js";
import type { Config } from "../../model/project/config.js";
import { findReceiver } from "../alertmanager/find-receiver.js";
import type { Subtree } from "../alertmanager/index.js";
import type { AlertmanagerArtifact, Artifact } from "../compiled.js";
import { createSubject, reportError } from "../scope.js";

/**
 * Reports what the Alertmanager of Mimir and Grafana Cloud refuses, in configurations that a target sends there. Secrets are
 * not among it: a sync fills them in, as that Alertmanager reads no files.
 */
export function checkMimirForm(config: Config, artifacts: readonly Artifact[], subtrees: readonly Subtree[]): void {
  const folders = new Set(
    Object.values(config.targets ?? {}).flatMap((target) => {
      if (target.kind !== "mimir-alertmanager") return [];
      return [target.alertmanager === undefined ? target.environment : `alertmanagers/${target.alertmanager}`];
    }),
  );
  for (const artifact of artifacts) {
    if (artifact.kind !== "alertmanager" || !folders.has(folderOf(artifact))) continue;
    const parts = subtrees.filter(({ place }) => place.folder === folderOf(artifact));
    for (const receiver of artifact.value.receivers) checkReceiver(parts, receiver);
  }
}

function folderOf({ path }: AlertmanagerArtifact): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Settings of the machine that an Alertmanager of many tenants does not offer: its files, and its network. */
const refused = /^(?:ca_file|cert_file|key_file|proxy_url|proxy_from_environment)$/;

function checkReceiver(subtrees: readonly Subtree[], { name, ...kinds }: ReceiverData): void {
  for (const [configs, list] of Object.entries(kinds)) {
    const fields = new Set(listRefused(list));
    const found = fields.size > 0 ? findReceiver(subtrees, name) : undefined;
    if (!found) continue;
    const { definition, scope } = found;
    for (const field of fields) {
      reportError(scope, "definition/unsupported", createSubject("receiver", definition.name, definition), {
        summary: `the Alertmanager of Mimir and Grafana Cloud refuses ${field}`,
        details: "It has many tenants, and lets none of them name its files or its proxies.",
        fix: "leave it out, or use an Alertmanager of your own",
        option: [configs],
      });
    }
  }
}

/** The paths of refused fields, such as `http_config.tls_config.ca_file`. */
function listRefused(value: unknown, prefix = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => listRefused(one, prefix));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    refused.test(name) ? [`${prefix}${name}`] : listRefused(field, `${prefix}${name}.`),
  );
}
