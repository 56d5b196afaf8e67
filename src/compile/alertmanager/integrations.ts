import type { Integration, IntegrationKind, Options } from "../../formats/alertmanager/types.js";
import type { IntegrationOptions, ReceiverOptions } from "../../model/alert/integrations.js";
import type { IntegrationReceiver } from "../../model/alert/receiver.js";
import { isSecret, type Secret } from "../../model/alert/secret.js";
import { listTexts } from "../../routing/render-message.js";
import type { YamlValue } from "../../yaml/index.js";
import { emailTexts, pagerdutyTexts, slackTexts } from "./receiver-texts.js";

/** The form of a kind of receiver in Alertmanager's configuration. */
interface IntegrationForm<Kind extends keyof IntegrationOptions> {
  readonly kind: IntegrationKind;
  /** The field of each option, with dots for fields of others. That of a secret ends in `_file`. */
  readonly fields: Readonly<Record<Exclude<keyof IntegrationOptions[Kind], keyof ReceiverOptions>, string>>;
  /** The fields that no option sets. */
  readonly defaults?: Options;
  /** Others, where a field is set. */
  readonly defaultsWith?: { readonly field: string; readonly defaults: Options };
  /** Options of which exactly one is needed. */
  readonly oneOf?: readonly string[];
}

/** The title of every receiver by default, which shows labels alone, each at most once. */
export const defaultTitle = '{{ template "telltale.title" . }}';
const title = defaultTitle;
const text = '{{ template "telltale.chat.text" . }}';
const shortText = '{{ template "telltale.chat.short" . }}';
const severity = "(toLower .CommonLabels.severity)";

/** One of three values, by severity. */
const bySeverity = (critical: string, warning: string, info: string) =>
  `{{ if match "^(warning|warn|ticket)$" ${severity} }}${warning}{{ else if match "^(info|none)$" ${severity} }}${info}{{ else }}${critical}{{ end }}`;

export const integrationForms: { readonly [Kind in keyof IntegrationOptions]: IntegrationForm<Kind> } = {
  discord: {
    kind: "discord",
    fields: { url: "webhook_url_file", title: "title", text: "message" },
    defaults: { title, message: text },
  },
  incidentio: { kind: "incidentio", fields: { url: "url", token: "alert_source_token_file" } },
  jira: {
    kind: "jira",
    fields: {
      url: "api_url",
      username: "http_config.basic_auth.username",
      token: "http_config.basic_auth.password_file",
      project: "project",
      issueType: "issue_type",
      summary: "summary",
      description: "description",
      priority: "priority",
      labels: "labels",
      resolveTransition: "resolve_transition",
      reopenTransition: "reopen_transition",
    },
    defaults: { summary: title, description: text },
  },
  mattermost: {
    kind: "mattermost",
    fields: { url: "webhook_url_file", channel: "channel", text: "text" },
    defaults: { text: `${title}\n${text}` },
  },
  opsgenie: {
    kind: "opsgenie",
    fields: {
      key: "api_key_file",
      url: "api_url",
      title: "message",
      text: "description",
      priority: "priority",
      responders: "responders",
      tags: "tags",
      updateAlerts: "update_alerts",
    },
    defaults: { message: title, description: text, priority: bySeverity("P1", "P3", "P5") },
  },
  pushover: {
    kind: "pushover",
    fields: {
      userKey: "user_key_file",
      token: "token_file",
      title: "title",
      text: "message",
      priority: "priority",
      sound: "sound",
    },
    defaults: { title, message: shortText, url: '{{ template "telltale.link" . }}' },
  },
  rocketchat: {
    kind: "rocketchat",
    fields: {
      token: "token_file",
      tokenId: "token_id_file",
      url: "api_url",
      channel: "channel",
      title: "title",
      text: "text",
    },
    defaults: { title, text, title_link: '{{ template "telltale.link" . }}' },
  },
  sns: {
    kind: "sns",
    fields: {
      topicArn: "topic_arn",
      phoneNumber: "phone_number",
      targetArn: "target_arn",
      region: "sigv4.region",
      roleArn: "sigv4.role_arn",
      profile: "sigv4.profile",
      subject: "subject",
      text: "message",
      attributes: "attributes",
    },
    defaults: { subject: title, message: text },
    defaultsWith: { field: "phone_number", defaults: { subject: title, message: '{{ template "telltale.sms" . }}' } },
    oneOf: ["topicArn", "phoneNumber", "targetArn"],
  },
  teams: {
    kind: "msteamsv2",
    fields: { url: "webhook_url_file", title: "title", text: "text" },
    defaults: { title, text },
  },
  telegram: {
    kind: "telegram",
    fields: {
      token: "bot_token_file",
      chat: "chat_id",
      thread: "message_thread_id",
      text: "message",
      parseMode: "parse_mode",
      silent: "disable_notifications",
    },
    // Alertmanager's default is HTML, in which a `<` of a label would be refused.
    defaults: { message: `${title}\n${text}`, parse_mode: "" },
  },
  victorops: {
    kind: "victorops",
    fields: { key: "api_key_file", routingKey: "routing_key", title: "entity_display_name", text: "state_message" },
    defaults: {
      entity_display_name: title,
      state_message: text,
      message_type: bySeverity("CRITICAL", "WARNING", "INFO"),
    },
  },
  webex: {
    kind: "webex",
    fields: { token: "http_config.authorization.credentials_file", roomId: "room_id", text: "message" },
    defaults: { message: `${title}\n${text}` },
  },
  wechat: {
    kind: "wechat",
    fields: {
      secret: "api_secret_file",
      corpId: "corp_id",
      agentId: "agent_id",
      toUser: "to_user",
      toParty: "to_party",
      toTag: "to_tag",
      text: "message",
    },
    defaults: { message: `${title}\n${text}` },
  },
};

type MutableOptions = { [field: string]: YamlValue | undefined };

/** Renders the options of a receiver as the fields of its integration. */
export function renderIntegration(receiver: IntegrationReceiver, pathOf: (secret: Secret) => string): Integration {
  const { defaults = {}, defaultsWith }: IntegrationForm<typeof receiver.type> = integrationForms[receiver.type];
  const rendered: MutableOptions = {};
  for (const { path, value } of listFields(receiver)) {
    const field = path.at(-1)!;
    const target = path.slice(0, -1).reduce(childOf, rendered);
    target[field] = renderValue(value, field, pathOf);
  }
  const chosen = defaultsWith && rendered[defaultsWith.field] !== undefined ? defaultsWith.defaults : defaults;
  return { ...rendered, ...missing(chosen, rendered), send_resolved: receiver.sendResolved };
}

function childOf(parent: MutableOptions, name: string): MutableOptions {
  parent[name] ??= {};
  return parent[name] as MutableOptions;
}

/** The field of each option that is set. */
export function listFields({ type, options }: IntegrationReceiver) {
  const fields: Readonly<Record<string, string>> = integrationForms[type].fields;
  return Object.entries(fields).flatMap(([option, field]) => {
    const value: unknown = options[option as keyof typeof options];
    return value === undefined ? [] : [{ option, path: field.split("."), value }];
  });
}

function renderValue(value: unknown, field: string, pathOf: (secret: Secret) => string): YamlValue {
  if (isSecret(value)) return pathOf(value);
  // Opsgenie alone takes a list as text with commas.
  return field === "tags" ? (value as readonly string[]).join(",") : (value as YamlValue);
}

function missing(defaults: Options, set: Options): Options {
  return Object.fromEntries(Object.entries(defaults).filter(([field]) => set[field] === undefined));
}

const defaultTexts = new Map<string, ReadonlySet<string>>();

/** True for a text that a receiver has if its options do not set it, or that is made of such texts alone. */
export function isDefaultText(value: string, serviceLabel: string): boolean {
  const texts = defaultTexts.get(serviceLabel) ?? listDefaultTexts(serviceLabel);
  defaultTexts.set(serviceLabel, texts);
  return texts.has(value) || /^(?:\{\{ template "telltale\.[a-z.]+" \. \}\}\s*)+$/.test(value);
}

function listDefaultTexts(serviceLabel: string): ReadonlySet<string> {
  return new Set(
    [
      slackTexts({}),
      emailTexts({}),
      pagerdutyTexts({}, serviceLabel),
      ...Object.values(integrationForms).map((form) => form.defaults),
    ]
      .flatMap((texts) => listTexts(texts))
      .map(([, one]) => one),
  );
}

/** The options of a receiver that are text, which may be templates. */
export function textsOf(receiver: IntegrationReceiver): Readonly<Record<string, string>> {
  const fields = listFields(receiver).flatMap(({ option, value }) =>
    typeof value === "string" ? [[option, value] as const] : [],
  );
  return Object.fromEntries(fields);
}

/**
 * Replaces the secrets in the fields of a receiver in Alertmanager's own format. An object that holds itself has no end: it
 * becomes a null, which Alertmanager's reader reports.
 */
export function renderRaw(
  value: unknown,
  pathOf: (secret: Secret) => string,
  holders: readonly object[] = [],
): YamlValue {
  if (isSecret(value)) return pathOf(value);
  if (typeof value !== "object" || value === null) return value as YamlValue;
  if (holders.includes(value)) return null;
  const around = [...holders, value];
  if (Array.isArray(value)) return value.map((one) => renderRaw(one, pathOf, around));
  const set = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(set.map(([name, field]) => [name, renderRaw(field, pathOf, around)]));
}
