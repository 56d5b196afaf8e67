import { type Definition, define } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  anything,
  boolean,
  definition,
  list,
  listOr,
  type OptionTable,
  object,
  required,
  string,
} from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Secret } from "./secret.js";

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
}

export interface SlackReceiver extends ReceiverFields {
  readonly type: "slack";
  readonly url: Secret;
  readonly channel: string;
}

export interface EmailReceiver extends ReceiverFields {
  readonly type: "email";
  readonly to: string;
  readonly from: string;
  readonly smarthost: string;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
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

export interface PagerdutyOptions extends ReceiverOptions {
  /** The integration key of the service, for the Events API v2. */
  readonly key: Secret;
}

export interface SlackOptions extends ReceiverOptions {
  /** The URL of an incoming webhook. */
  readonly url: Secret;
  /** The channel to post to: `"#shop"`. */
  readonly channel: string;
}

export interface EmailOptions extends ReceiverOptions {
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

const pagerdutyOptions = {
  ...receiverOptions,
  key: required(anything),
} as const satisfies OptionTable<PagerdutyOptions>;

const slackOptions = {
  ...receiverOptions,
  url: required(anything),
  channel: required(string),
} as const satisfies OptionTable<SlackOptions>;

const emailOptions = {
  ...receiverOptions,
  to: required(string),
  from: required(string),
  smarthost: required(string),
  username: string,
  password: anything,
} as const satisfies OptionTable<EmailOptions>;

const webhookOptions = { ...receiverOptions, url: required(anything) } as const satisfies OptionTable<WebhookOptions>;

/** Defines receivers. Keys and URLs are secrets: definitions name them, and Alertmanager reads their values. */
export const receiver = {
  /**
   * Pages someone through PagerDuty.
   *
   * @example
   * receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") })
   */
  pagerduty(name: string, options: PagerdutyOptions): PagerdutyReceiver {
    const origin = originOfCall(options, pagerdutyOptions);
    return define({ ...fields(name, options), type: "pagerduty", key: options.key }, origin);
  },

  /**
   * Posts to a Slack channel.
   *
   * @example
   * receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" })
   */
  slack(name: string, options: SlackOptions): SlackReceiver {
    const { url, channel } = options;
    return define({ ...fields(name, options), type: "slack", url, channel }, originOfCall(options, slackOptions));
  },

  /**
   * Sends an email.
   *
   * @example
   * receiver.email("team", { to: "team@example.com", from: "alerts@example.com", smarthost: "mail.example.com:587" })
   */
  email(name: string, options: EmailOptions): EmailReceiver {
    const { to, from, smarthost, username, password } = options;
    const origin = originOfCall(options, emailOptions);
    return define({ ...fields(name, options), type: "email", to, from, smarthost, username, password }, origin);
  },

  /**
   * Posts to a URL.
   *
   * @example
   * receiver.webhook("tickets", { url: secret("TICKETS_URL") })
   */
  webhook(name: string, options: WebhookOptions): WebhookReceiver {
    const origin = originOfCall(options, webhookOptions);
    return define({ ...fields(name, options), type: "webhook", url: options.url }, origin);
  },
};

function fields(name: string, options: ReceiverOptions) {
  return { kind: "receiver" as const, name, sendResolved: options.sendResolved ?? true };
}

/** The receivers of the alerts of one severity, with timing of their own where needed. */
export type Route = readonly Receiver[] | TimedRoute;

export interface TimedRoute {
  readonly to: readonly Receiver[];
  /**
   * Time to wait for more alerts of the same group before the first notification.
   *
   * @default "30s", as in Alertmanager
   */
  readonly groupWait?: Duration;
  /**
   * Time to wait before a notification about new alerts in a group that was notified already.
   *
   * @default "5m", as in Alertmanager
   */
  readonly groupInterval?: Duration;
  /**
   * Time to wait before a notification about alerts that still fire is repeated.
   *
   * @default "4h", as in Alertmanager
   */
  readonly repeatInterval?: Duration;
}

const timedRouteOptions = {
  to: required(list(definition("receiver"))),
  groupWait: string,
  groupInterval: string,
  repeatInterval: string,
} as const satisfies OptionTable<TimedRoute>;

export const routeShape = listOr(definition("receiver"), object(timedRouteOptions));

/** Routes by severity. The keys are the severities of the system. */
export interface Routes {
  readonly [severity: string]: Route;
}
