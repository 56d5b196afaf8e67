import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { AlertmanagerConfig, Receiver as ReceiverData } from "../../formats/alertmanager/types.js";
import type { Config } from "../../model/project/config.js";
import { findReceiver } from "../alertmanager/find-receiver.js";
import { findWrittenAt, type Subtree } from "../alertmanager/index.js";
import { notificationTemplatesPath } from "../alertmanager/notification-templates.js";
import type { AlertmanagerArtifact, Artifact } from "../compiled.js";
import { definitionFindings } from "../findings.js";
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
    checkKeptSettings(parts, artifact.value);
  }
}

function folderOf({ path }: AlertmanagerArtifact): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Settings of the machine that an Alertmanager of many tenants does not offer: its files, and its network. */
const refused = /^(?:ca_file|cert_file|key_file|proxy_url|proxy_from_environment|files)$/;

const texts = {
  details: "It has many tenants, and lets none of them name its files or its proxies.",
  fix: "leave it out, or use an Alertmanager of your own",
};

/** A receiver of a definition is reported there, and one of a kept tree or a fragment in its file. */
function checkReceiver(subtrees: readonly Subtree[], receiver: ReceiverData): void {
  const { name, ...kinds } = receiver;
  for (const [configs, list] of Object.entries(kinds)) {
    const fields = new Set(listRefused(list));
    const found = fields.size > 0 ? findReceiver(subtrees, name) : undefined;
    for (const field of fields) {
      const problem = { summary: `the Alertmanager of Mimir and Grafana Cloud refuses ${field}`, ...texts };
      if (found) {
        const { definition, scope } = found;
        const subject = createSubject("receiver", definition.name, definition);
        reportError(scope, "definition/unsupported", subject, { ...problem, option: [configs] });
      } else {
        reportInFile(subtrees, receiver, { ...problem, summary: `${problem.summary}, in receiver "${name}"` });
      }
    }
  }
}

/** The root of a kept tree has settings for all receivers, and files of templates: a sync sends those beside it. */
function checkKeptSettings(subtrees: readonly Subtree[], { global, templates = [], route }: AlertmanagerConfig): void {
  for (const field of new Set(listRefused(global))) {
    const summary = `the Alertmanager of Mimir and Grafana Cloud refuses global.${field}`;
    reportInFile(subtrees, route, { summary, ...texts });
  }
  for (const path of templates.filter((one) => one !== notificationTemplatesPath && isOnServer(one))) {
    reportInFile(subtrees, route, {
      summary: `the Alertmanager of Mimir and Grafana Cloud cannot read the template file "${path}"`,
      details: "It reads no files: a sync sends the templates that are beside the kept configuration.",
      fix: "put it there, and name it without its folder",
    });
  }
}

function isOnServer(path: string): boolean {
  return path.startsWith("/");
}

/** Reports a part that no definition has, where it was read. The root of the project's own tree has nothing to report. */
function reportInFile(
  [subtree]: readonly Subtree[],
  part: object,
  problem: Pick<Diagnostic, "summary" | "details" | "fix">,
): void {
  const place = findWrittenAt(part);
  if (!place || !subtree) return;
  const span = place.span();
  const { scope } = subtree;
  scope.report({
    ...finding(definitionFindings, "definition/unsupported"),
    ...problem,
    subject: place.subject,
    ...(span && { span }),
  });
}

/** The paths of refused fields, such as `http_config.tls_config.ca_file`. */
function listRefused(value: unknown, prefix = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => listRefused(one, prefix));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    refused.test(name) ? [`${prefix}${name}`] : listRefused(field, `${prefix}${name}.`),
  );
}
