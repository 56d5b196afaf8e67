import type { Receiver as ReceiverData } from "../../formats/alertmanager/types.js";
import type { Receiver } from "../../model/alert/receiver.js";
import type { Secret } from "../../model/alert/secret.js";
import type { YamlValue } from "../../yaml/index.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { checkReceiver } from "./check-receiver.js";
import { checkPayload, checkTexts } from "./check-texts.js";
import { integrationForms, renderIntegration, renderRaw, textsOf } from "./integrations.js";
import { emailTexts, pagerdutyTexts, slackTexts } from "./receiver-texts.js";
import { writtenAt } from "./written-at.js";

/** Compiles each receiver once, sorted by name. The prefix of its name tells whose it is. */
export function compileReceivers(
  scope: Scope,
  receivers: readonly Receiver[],
  prefix: string,
): readonly ReceiverData[] {
  const byName = new Map<string, Receiver>();
  for (const receiver of receivers) {
    const first = byName.get(receiver.name);
    if (first && first !== receiver) reportDuplicate(scope, receiver, first);
    else byName.set(receiver.name, receiver);
  }
  return sortBy(byName.values(), ({ name }) => name).map((receiver) => {
    const compiled = compileReceiver(scope, receiver);
    checkReceiver(scope, receiver, compiled);
    const data = { ...compiled, name: `${prefix}${receiver.name}` };
    return writtenAt(data, scope, createSubject("receiver", receiver.name, receiver));
  });
}

function reportDuplicate(scope: Scope, receiver: Receiver, first: Receiver): void {
  const span = first.origin.span;
  reportError(scope, "definition/duplicate-receiver", createSubject("receiver", receiver.name, receiver), {
    summary: `two receivers are named "${receiver.name}"`,
    details: "Routes refer to a receiver by its name.",
    fix: "rename one of them, or use one receiver in both routes",
    related: [{ message: "the first one", ...(span && { span }) }],
  });
}

/** Secrets are never written to artifacts: the configuration refers to files that hold them. */
function compileReceiver(scope: Scope, receiver: Receiver): ReceiverData {
  const { name, sendResolved: send_resolved } = receiver;
  const subject = createSubject("receiver", name, receiver);
  if ("texts" in receiver) checkTexts(scope, subject, receiver.texts);
  if ("options" in receiver) checkTexts(scope, subject, textsOf(receiver));
  const file = (secret: Secret) => secretPath(scope, subject, secret);
  switch (receiver.type) {
    case "pagerduty": {
      const texts = pagerdutyTexts(receiver.texts, scope.system.serviceLabel);
      return { name, pagerduty_configs: [{ routing_key_file: file(receiver.key), ...texts, send_resolved }] };
    }
    case "slack": {
      const address = { api_url_file: file(receiver.url), channel: receiver.channel };
      return { name, slack_configs: [{ ...address, ...slackTexts(receiver.texts), send_resolved }] };
    }
    case "email": {
      const { to, from, smarthost, username, password } = receiver;
      const login = {
        ...(username !== undefined && { auth_username: username }),
        ...(password !== undefined && { auth_password_file: file(password) }),
      };
      const texts = emailTexts(receiver.texts);
      return { name, email_configs: [{ to, from, smarthost, ...login, ...texts, send_resolved }] };
    }
    case "webhook": {
      checkPayload(scope, subject, receiver.payload);
      // The definition checks that it is JSON.
      const payload = receiver.payload && { payload: receiver.payload as YamlValue };
      return { name, webhook_configs: [{ url_file: file(receiver.url), ...payload, send_resolved }] };
    }
    case "raw":
      return { name, ...(renderRaw(receiver.configs, file) as object) };
    default: {
      const { kind } = integrationForms[receiver.type];
      return { name, [`${kind}_configs`]: [renderIntegration(receiver, file)] };
    }
  }
}

function secretPath(scope: Scope, subject: Subject, { name, path }: Secret): string {
  if (path !== undefined) return path;
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
    reportError(scope, "definition/bad-name", subject, {
      summary: `"${name}" is not a valid name for a secret`,
      details: "It names an environment variable and a file.",
      fix: "use only letters, digits and _",
    });
  }
  return `${scope.settings.secretsFolder}/${name}`;
}
