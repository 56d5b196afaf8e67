import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  type AnyOptionTable,
  boolean,
  definition,
  list,
  listOr,
  type OptionTable,
  object,
  record,
  required,
  string,
  varying,
} from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import type { Varying } from "../definition/per-environment.js";
import { type Secret, secretShape } from "./secret.js";

/** A person, a team or a program that is notified of alerts. */
export type Receiver = PagerdutyReceiver | SlackReceiver | EmailReceiver | WebhookReceiver;

interface ReceiverFields extends Definition {
  readonly kind: "receiver";
  readonly name: string;
  readonly sendResolved: boolean;
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
}

export interface ReceiverOptions {
  /**
   * True to notify also when an alert has resolved.
   *
   * @default true
   */
  readonly sendResolved?: boolean;
}

/** Texts of an incident in PagerDuty. Each is a template of Alertmanager. */
export interface PagerdutyTexts {
  /**
   * The title of the incident.
   *
   * @default the summary of the alert, after its system and environment
   */
  readonly description?: string;
  /**
   * `critical`, `error`, `warning` or `info`.
   *
   * @default the severity of the alerts; `error` for those that PagerDuty does not know
   */
  readonly severity?: string;
  /** @default the name of the alert */
  readonly class?: string;
  /** @default the service label of the alerts */
  readonly component?: string;
  /** @default the system */
  readonly group?: string;
  /** @default the system and environment */
  readonly source?: string;
  /**
   * More links, as text and address.
   *
   * @default runbook, panel or dashboard, logs and silence
   */
  readonly links?: Readonly<Record<string, string>>;
  /**
   * More details, by name.
   *
   * @default the description, and the alerts that fire and that have resolved
   */
  readonly details?: Readonly<Record<string, string>>;
}

/** Texts of a Slack message. Each is a template of Alertmanager. */
export interface SlackTexts {
  /** @default severity, environment, system, alert and the values it is grouped by */
  readonly title?: string;
  /** @default each alert's summary and value, the description, and links */
  readonly text?: string;
  /** `good`, `warning`, `danger` or a color. @default by severity; green when resolved */
  readonly color?: string;
  /** @default the labels that the alerts share */
  readonly footer?: string;
}

/** Texts of an email. Each is a template of Alertmanager; `html` is escaped where it prints. */
export interface EmailTexts {
  /** @default severity, environment, system, alert and the values it is grouped by */
  readonly subject?: string;
  /** @default each alert's summary and value, the description, links and labels */
  readonly text?: string;
  /** @default the same as HTML */
  readonly html?: string;
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
}

const receiverOptions = { sendResolved: boolean } as const satisfies OptionTable<ReceiverOptions>;

const pagerdutyTexts = {
  description: string,
  severity: string,
  class: string,
  component: string,
  group: string,
  source: string,
  links: record(string),
  details: record(string),
} as const satisfies OptionTable<PagerdutyTexts>;

const slackTexts = {
  title: string,
  text: string,
  color: string,
  footer: string,
} as const satisfies OptionTable<SlackTexts>;

const emailTexts = { subject: string, text: string, html: string } as const satisfies OptionTable<EmailTexts>;

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
} as const satisfies OptionTable<WebhookOptions>;

/** Defines receivers. Keys and URLs are secrets: definitions name them, and Alertmanager reads their values. */
export const receiver = {
  /**
   * Pages someone through PagerDuty.
   *
   * @example
   * receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY"), links: { Status: "https://status.example.com" } })
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
   * receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" })
   *
   * @example
   * receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop", title: '{{ template "telltale.title" . }} @here' })
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
   * Posts to a URL: JSON with the labels and annotations of all alerts of the group.
   *
   * @example
   * receiver.webhook("tickets", { url: secret("TICKETS_URL") })
   */
  webhook(name: string, options: WebhookOptions): WebhookReceiver {
    const origin = originOfReceiver("receiver.webhook(…)", name, options, webhookOptions);
    return define({ ...fields(name, options), type: "webhook", url: options.url }, origin);
  },
};

function originOfReceiver(call: string, name: unknown, given: unknown, table: AnyOptionTable): Origin {
  return checkArguments(call, [
    ["name", name, required(string)],
    ["options", given, required(object(table))],
  ]);
}

function fields(name: string, options: ReceiverOptions) {
  return { kind: "receiver" as const, name, sendResolved: options.sendResolved ?? true };
}

/** The options that a table lists, as far as they are set. */
function pick<T extends object>(options: T, table: OptionTable<T>): T {
  const set = Object.entries(options).filter(([name, value]) => Object.hasOwn(table, name) && value !== undefined);
  return Object.fromEntries(set) as T;
}

/** The receivers of the alerts of one severity, with timing of their own where needed. */
export type Route = readonly Receiver[] | TimedRoute;

export interface TimedRoute {
  readonly to: Varying<readonly Receiver[]>;
  /**
   * Time to wait for more alerts of the same group before the first notification.
   *
   * @default "30s", as in Alertmanager
   */
  readonly groupWait?: Varying<Duration>;
  /**
   * Time to wait before a notification about new alerts in a group that was notified already.
   *
   * @default "5m", as in Alertmanager
   */
  readonly groupInterval?: Varying<Duration>;
  /**
   * Time to wait before a notification about alerts that still fire is repeated.
   *
   * @default "4h", as in Alertmanager
   */
  readonly repeatInterval?: Varying<Duration>;
}

const timedRouteOptions = {
  to: required(varying(list(definition("receiver")))),
  groupWait: varying(string),
  groupInterval: varying(string),
  repeatInterval: varying(string),
} as const satisfies OptionTable<TimedRoute>;

export const routeShape = varying(listOr(definition("receiver"), object(timedRouteOptions)));

/** Routes by severity. The keys are the severities of the system. */
export interface Routes {
  readonly [severity: string]: Varying<Route>;
}
