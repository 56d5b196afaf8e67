import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import {
  type AnyOptionTable,
  json,
  list,
  type OptionTable,
  object,
  record,
  required,
  string,
} from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { type IntegrationOptions, integrationTables, type ReceiverOptions, receiverOptions } from "./integrations.js";
import {
  type EmailTexts,
  emailTexts,
  type PagerdutyTexts,
  pagerdutyTexts,
  type SlackTexts,
  slackTexts,
} from "./receiver-texts.js";
import { type Secret, secretShape } from "./secret.js";

/** A person, a team or a program that is notified of alerts. */
export type Receiver =
  | PagerdutyReceiver
  | SlackReceiver
  | EmailReceiver
  | WebhookReceiver
  | IntegrationReceiver
  | RawReceiver;

/** The fields of every receiver. */
export interface ReceiverFields extends Definition {
  readonly kind: "receiver";
  readonly name: string;
  readonly sendResolved: boolean;
  /** The most notifications about firing alerts that it may get in an incident. */
  readonly maxPages?: number | undefined;
}

export interface PagerdutyReceiver extends ReceiverFields {
  readonly type: "pagerduty";
  readonly key: Secret;
  readonly texts: PagerdutyTexts;
}

export interface SlackReceiver extends ReceiverFields {
  readonly type: "slack";
  readonly url: Secret;
  readonly channel: string;
  readonly texts: SlackTexts;
}

export interface EmailReceiver extends ReceiverFields {
  readonly type: "email";
  readonly to: string;
  readonly from: string;
  readonly smarthost: string;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  readonly texts: EmailTexts;
}

export interface WebhookReceiver extends ReceiverFields {
  readonly type: "webhook";
  readonly url: Secret;
  readonly payload: JsonObject | undefined;
}

/** An object in JSON. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

/** A receiver that takes texts, addresses and secrets. */
export type IntegrationReceiver = {
  [Kind in keyof IntegrationOptions]: ReceiverFields & {
    readonly type: Kind;
    readonly options: IntegrationOptions[Kind];
  };
}[keyof IntegrationOptions];

/** A receiver in Alertmanager's own format. */
export interface RawReceiver extends ReceiverFields {
  readonly type: "raw";
  readonly configs: RawConfigs;
}

/** Lists of integrations by their names in Alertmanager: `slack_configs`. Secrets stand for the paths of their files. */
export interface RawConfigs {
  readonly [configs: string]: readonly Readonly<Record<string, unknown>>[];
}

export interface PagerdutyOptions extends ReceiverOptions, PagerdutyTexts {
  /** The integration key of the service, for the Events API v2. */
  readonly key: Secret;
}

export interface SlackOptions extends ReceiverOptions, SlackTexts {
  /** The URL of an incoming webhook. */
  readonly url: Secret;
  /** The channel to post to: `"#shop"`. */
  readonly channel: string;
}

export interface EmailOptions extends ReceiverOptions, EmailTexts {
  readonly to: string;
  readonly from: string;
  /** The mail server, as `host:port`. */
  readonly smarthost: string;
  readonly username?: string;
  readonly password?: Secret;
}

export interface WebhookOptions extends ReceiverOptions {
  /** The URL to post to. */
  readonly url: Secret;
  /**
   * The JSON to post. Each string in it is a template. Since Alertmanager 0.32.
   *
   * @default the labels and annotations of all alerts of the group, as Alertmanager documents it
   * @example
   * payload: { text: '{{ template "telltale.title" . }}', status: "{{ .Status }}" }
   */
  readonly payload?: JsonObject;
}

const pagerdutyOptions = {
  ...receiverOptions,
  ...pagerdutyTexts,
  key: required(secretShape),
} as const satisfies OptionTable<PagerdutyOptions>;

const slackOptions = {
  ...receiverOptions,
  ...slackTexts,
  url: required(secretShape),
  channel: required(string),
} as const satisfies OptionTable<SlackOptions>;

const emailOptions = {
  ...receiverOptions,
  ...emailTexts,
  to: required(string),
  from: required(string),
  smarthost: required(string),
  username: string,
  password: secretShape,
} as const satisfies OptionTable<EmailOptions>;

const webhookOptions = {
  ...receiverOptions,
  url: required(secretShape),
  payload: json,
} as const satisfies OptionTable<WebhookOptions>;

/** Defines receivers. Keys and URLs are secrets: definitions name them, and Alertmanager reads their values. */
export const receiver = {
  /**
   * Pages someone through PagerDuty.
   *
   * @example
   * receiver.pagerduty("on-call", { key: env("PAGERDUTY_KEY"), links: { Status: "https://status.example.com" } })
   */
  pagerduty(name: string, options: PagerdutyOptions): PagerdutyReceiver {
    const origin = originOfReceiver("receiver.pagerduty(…)", name, options, pagerdutyOptions);
    const texts = pick<PagerdutyTexts>(options, pagerdutyTexts);
    return define({ ...fields(name, options), type: "pagerduty", key: options.key, texts }, origin);
  },

  /**
   * Posts to a Slack channel.
   *
   * @example
   * receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop" })
   *
   * @example
   * receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop", title: '{{ template "telltale.title" . }} @here' })
   */
  slack(name: string, options: SlackOptions): SlackReceiver {
    const origin = originOfReceiver("receiver.slack(…)", name, options, slackOptions);
    const { url, channel } = options;
    const texts = pick<SlackTexts>(options, slackTexts);
    return define({ ...fields(name, options), type: "slack", url, channel, texts }, origin);
  },

  /**
   * Sends an email.
   *
   * @example
   * receiver.email("team", { to: "team@example.com", from: "alerts@example.com", smarthost: "mail.example.com:587" })
   */
  email(name: string, options: EmailOptions): EmailReceiver {
    const origin = originOfReceiver("receiver.email(…)", name, options, emailOptions);
    const { to, from, smarthost, username, password } = options;
    const texts = pick<EmailTexts>(options, emailTexts);
    const own = { to, from, smarthost, username, password, texts };
    return define({ ...fields(name, options), type: "email", ...own }, origin);
  },

  /**
   * Posts to a URL: JSON with the labels and annotations of all alerts of the group, or a payload of your own.
   *
   * @example
   * receiver.webhook("tickets", { url: env("TICKETS_URL") })
   *
   * @example
   * receiver.webhook("tickets", { url: env("TICKETS_URL"), payload: { subject: '{{ template "telltale.title" . }}' } })
   */
  webhook(name: string, options: WebhookOptions): WebhookReceiver {
    const origin = originOfReceiver("receiver.webhook(…)", name, options, webhookOptions);
    const { url, payload } = options;
    return define({ ...fields(name, options), type: "webhook", url, payload }, origin);
  },

  /**
   * Posts to a Microsoft Teams channel, through a workflow. Since Alertmanager 0.28.
   *
   * @example
   * receiver.teams("ops", { url: env("TEAMS_URL") })
   */
  teams: createIntegration("teams"),

  /**
   * Posts to a Telegram chat.
   *
   * @example
   * receiver.telegram("ops", { token: env("TELEGRAM_TOKEN"), chat: -1001234567890 })
   */
  telegram: createIntegration("telegram"),

  /**
   * Posts to a Discord channel.
   *
   * @example
   * receiver.discord("ops", { url: env("DISCORD_URL") })
   */
  discord: createIntegration("discord"),

  /**
   * Publishes to Amazon SNS.
   *
   * @example
   * receiver.sns("ops", { topicArn: "arn:aws:sns:eu-central-1:123456789012:alerts", region: "eu-central-1" })
   */
  sns: createIntegration("sns"),

  /**
   * Notifies phones through Pushover.
   *
   * @example
   * receiver.pushover("me", { userKey: env("PUSHOVER_USER"), token: env("PUSHOVER_TOKEN") })
   */
  pushover: createIntegration("pushover"),

  /**
   * Pages someone through Splunk On-Call, once VictorOps.
   *
   * @example
   * receiver.victorops("on-call", { key: env("VICTOROPS_KEY"), routingKey: "shop" })
   */
  victorops: createIntegration("victorops"),

  /**
   * Posts to WeChat Work.
   *
   * @example
   * receiver.wechat("ops", { secret: env("WECHAT_SECRET"), corpId: "ww1", toParty: "2" })
   */
  wechat: createIntegration("wechat"),

  /**
   * Posts to a Webex room.
   *
   * @example
   * receiver.webex("ops", { token: env("WEBEX_TOKEN"), roomId: "Y2lzY29" })
   */
  webex: createIntegration("webex"),

  /**
   * Opens an issue in Jira for each group of alerts. Since Alertmanager 0.28.
   *
   * @example
   * receiver.jira("tickets", {
   *   url: "https://example.atlassian.net/rest/api/2/",
   *   project: "OPS",
   *   issueType: "Incident",
   *   username: "alerts@example.com",
   *   token: env("JIRA_TOKEN"),
   * })
   */
  jira: createIntegration("jira"),

  /**
   * Posts to a Rocket.Chat channel. Since Alertmanager 0.28.
   *
   * @example
   * receiver.rocketchat("ops", { token: env("ROCKET_TOKEN"), tokenId: env("ROCKET_ID"), channel: "#ops" })
   */
  rocketchat: createIntegration("rocketchat"),

  /**
   * Sends to an alert source of incident.io. Since Alertmanager 0.29.
   *
   * @example
   * receiver.incidentio("on-call", {
   *   url: "https://api.incident.io/v2/alert_events/alertmanager/01",
   *   token: env("INCIDENTIO_TOKEN"),
   * })
   */
  incidentio: createIntegration("incidentio"),

  /**
   * Posts to a Mattermost channel. Since Alertmanager 0.30.
   *
   * @example
   * receiver.mattermost("ops", { url: env("MATTERMOST_URL"), channel: "ops" })
   */
  mattermost: createIntegration("mattermost"),

  /**
   * Pages someone through Opsgenie, which Atlassian shuts down in April 2027.
   *
   * @example
   * receiver.opsgenie("on-call", { key: env("OPSGENIE_KEY"), responders: [{ type: "team", name: "shop" }] })
   */
  opsgenie: createIntegration("opsgenie"),

  /**
   * Takes integrations in Alertmanager's own format, for what the other functions cannot say. A secret stands for the path of
   * its file.
   *
   * @example
   * receiver.raw("custom", { webhook_configs: [{ url_file: env("HOOK_URL"), max_alerts: 20 }] })
   */
  raw(name: string, configs: RawConfigs): RawReceiver {
    const origin = checkArguments("receiver.raw(…)", [
      ["name", name, required(string)],
      ["configs", configs, required(record(list(json)))],
    ]);
    return define({ kind: "receiver", name, sendResolved: true, type: "raw", configs }, origin);
  },
};

/** Returns the function that defines receivers of a kind. */
function createIntegration<Kind extends keyof IntegrationOptions>(type: Kind) {
  return (name: string, options: IntegrationOptions[Kind]): Extract<IntegrationReceiver, { type: Kind }> => {
    const origin = originOfReceiver(`receiver.${type}(…)`, name, options, integrationTables[type]);
    const built = define({ ...fields(name, options), type, options }, origin);
    // The compiler does not see that a type and its options belong together.
    return built as unknown as Extract<IntegrationReceiver, { type: Kind }>;
  };
}

function originOfReceiver(call: string, name: unknown, given: unknown, table: AnyOptionTable): Origin {
  return checkArguments(call, [
    ["name", name, required(string)],
    ["options", given, required(object(table))],
  ]);
}

function fields(name: string, options: ReceiverOptions) {
  const { sendResolved = true, maxPages } = options;
  return { kind: "receiver" as const, name, sendResolved, ...(maxPages !== undefined && { maxPages }) };
}

/** The options that a table lists, as far as they are set. */
function pick<T extends object>(options: T, table: OptionTable<T>): T {
  const set = Object.entries(options).filter(([name, value]) => Object.hasOwn(table, name) && value !== undefined);
  return Object.fromEntries(set) as T;
}
