import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, Integration } from "../formats/alertmanager/types.js";
import { renderNotification } from "../gotemplate/alertmanager/render-notification.js";
import type { MissingKey } from "../gotemplate/execute/fields.js";
import type { Notification } from "./notifications.js";

/** The texts of a message by the path of their field: `title`, `headers.Subject`, `links.0.href`. */
export type MessageTexts = ReadonlyMap<string, MessageText>;

/** A rendered text, or the error that keeps Alertmanager from sending the message. */
export type MessageText = { readonly text: string } | { readonly error: string };

export interface MessageContext {
  readonly config: AlertmanagerConfig;
  /** The text of the template files. */
  readonly templates: string;
  readonly version: AlertmanagerVersion;
  readonly externalUrl?: string;
  /** What a label or an annotation that is missing prints. @default "zero": no text, as in Alertmanager */
  readonly missingKey?: MissingKey | undefined;
  /** True for the texts to render. @default all */
  readonly includes?: (path: string, text: string) => boolean;
}

/**
 * Renders the texts of a notification as its integration sends them. Texts that the configuration leaves to Alertmanager's
 * own templates are not among them.
 */
export function renderMessage(notification: Notification, context: MessageContext): MessageTexts {
  const { receiver, integration, groupLabels, alerts, at: now } = notification;
  const [, kind, index] = /^(.*)_configs\[(\d+)\]$/.exec(integration)!;
  const found = context.config.receivers.find(({ name }) => name === receiver);
  const fields = (found as unknown as Record<string, readonly Integration[]>)[`${kind}_configs`]![Number(index)]!;
  const { templates, version, externalUrl = "http://localhost:9093", missingKey, includes = () => true } = context;
  const data = { receiver, alerts, groupLabels, externalUrl };
  return new Map(
    listTexts(fields)
      .filter(([path, text]) => includes(path, text))
      .map(([path, text]) => {
        if (!text.includes("{{")) return [path, { text }];
        const html = kind === "email" && path === "html";
        return [path, renderNotification(text, data, { templates, version, now, html, missingKey })];
      }),
  );
}

/** Lists the texts of an integration by the path of their field. */
export function listTexts(value: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => listTexts(inner, path === "" ? key : `${path}.${key}`));
}
