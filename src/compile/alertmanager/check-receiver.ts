import { readAlertmanager, releaseOfReceiver, renderAlertmanager } from "../../formats/alertmanager/index.js";
import type { IntegrationKind, Receiver as ReceiverData } from "../../formats/alertmanager/types.js";
import type { IntegrationReceiver, Receiver, WebhookReceiver } from "../../model/alert/receiver.js";
import { isAtLeast } from "../../promql/index.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import { integrationForms, listFields } from "./integrations.js";

/** Reports a receiver that the targeted Alertmanager does not have, or refuses. */
export function checkReceiver(scope: Scope, receiver: Receiver, compiled: ReceiverData): void {
  const subject = createSubject("receiver", receiver.name, receiver);
  const fields = receiver.type === "webhook" ? fieldsOfWebhook(receiver) : fieldsOf(receiver);
  const kind = kindOf(receiver);
  if (kind !== undefined && isMissing(scope, subject, kind, fields)) return;
  if ("options" in receiver && hasWrongChoice(scope, subject, receiver)) return;
  const config = { route: { receiver: compiled.name }, receivers: [compiled] };
  const { diagnostics, config: read } = readAlertmanager(renderAlertmanager(config), {
    file: "alertmanager.yml",
    version: scope.versions.alertmanager,
  });
  // Other receivers take secrets as such.
  const plainSecrets = receiver.type === "raw" && read ? read.plainSecrets() : [];
  for (const { path, field, fileField } of plainSecrets) {
    reportError(scope, "definition/plain-secret", subject, {
      summary: `${field} is a secret in plain text, at ${path.replace("receivers[0].", "")}`,
      details: "Secrets are never written to artifacts: whoever can read the repository would have it.",
      fix:
        fileField === undefined
          ? "leave it out; this release of Alertmanager reads it from no file"
          : `write ${fileField}: env("NAME") or file("/path")`,
    });
  }
  for (const { severity, summary, fix } of diagnostics) {
    if (severity !== "error") continue;
    reportError(scope, "definition/wrong-type", subject, {
      summary: `Alertmanager ${scope.settings.versions.alertmanager} refuses the receiver: ${summary}`,
      ...(fix !== undefined && { fix }),
    });
  }
}

function kindOf(receiver: Receiver): IntegrationKind | undefined {
  if (receiver.type === "raw") return undefined;
  return "options" in receiver ? integrationForms[receiver.type].kind : receiver.type;
}

function fieldsOfWebhook({ payload }: WebhookReceiver) {
  return [
    { option: "url", field: "url_file" },
    ...(payload === undefined ? [] : [{ option: "payload", field: "payload" }]),
  ];
}

function fieldsOf(receiver: Receiver): readonly { readonly option: string; readonly field: string }[] {
  if (!("options" in receiver)) return [];
  return listFields(receiver).map(({ option, path }) => ({ option, field: path[0]! }));
}

function isMissing(
  { versions, settings, ...scope }: Scope,
  subject: Subject,
  kind: IntegrationKind,
  fields: readonly { readonly option: string; readonly field: string }[],
): boolean {
  const target = settings.versions.alertmanager;
  const isLater = (since: number | undefined): since is number =>
    since !== undefined && !isAtLeast(versions.alertmanager, 0, since);
  const introduced = releaseOfReceiver(kind);
  if (isLater(introduced)) {
    reportError({ ...scope, versions, settings }, "definition/unsupported", subject, {
      summary: `Alertmanager ${target} has no such receiver`,
      details: `${kind}_configs came with Alertmanager 0.${introduced}.`,
      fix: `target Alertmanager 0.${introduced} or later, or use another kind of receiver`,
    });
    return true;
  }
  const later = fields.flatMap(({ option, field }) => {
    const since = releaseOfReceiver(kind, field);
    return isLater(since) ? [{ option, field, since }] : [];
  });
  for (const { option, field, since } of later) {
    const isSecret = field.endsWith("_file");
    reportError({ ...scope, versions, settings }, "definition/unsupported", subject, {
      summary: isSecret
        ? `Alertmanager ${target} cannot read "${option}" from a file`
        : `Alertmanager ${target} does not have "${option}"`,
      details: isSecret
        ? `It is a secret, and secrets are never written to artifacts. Alertmanager reads ${field} from 0.${since} on.`
        : `${field} came with Alertmanager 0.${since}.`,
      fix: `target Alertmanager 0.${since} or later, or ${isSecret ? "use another kind of receiver" : "leave it out"}`,
      option: [option],
    });
  }
  return later.length > 0;
}

/** Alertmanager accepts all three destinations of SNS at once, and takes one of them. */
function hasWrongChoice(scope: Scope, subject: Subject, receiver: IntegrationReceiver): boolean {
  const { oneOf = [] } = integrationForms[receiver.type];
  const set = listFields(receiver).flatMap(({ option }) => (oneOf.includes(option) ? [option] : []));
  if (oneOf.length === 0 || set.length === 1) return false;
  reportError(scope, set.length === 0 ? "definition/wrong-type" : "definition/exclusive-options", subject, {
    summary: `a receiver of this kind needs exactly one of ${oneOf.join(", ")}`,
    fix: set.length === 0 ? `add ${oneOf[0]}` : `leave out ${set.slice(1).join(" and ")}`,
    ...(set[1] !== undefined && { option: [set[1]] }),
  });
  return true;
}
