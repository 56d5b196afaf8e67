import { type Definition, define } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { Secret } from "./secret.js";

/** Someone, or something, that hears of an alert. */
export type Receiver = PagerdutyReceiver | SlackReceiver | EmailReceiver | WebhookReceiver;

interface ReceiverFields extends Definition {
  readonly kind: "receiver";
  readonly name: string;
  /** Whether it also hears that an alert has resolved. */
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
  /** `host:port` of the mail server. */
  readonly smarthost: string;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
}

export interface WebhookReceiver extends ReceiverFields {
  readonly type: "webhook";
  readonly url: Secret;
}

interface Options {
  readonly sendResolved?: boolean;
}

/** Makes receivers. Keys and URLs are secrets: they are named here and read where Alertmanager runs. */
export const receiver = {
  /** Pages someone through PagerDuty (Events API v2). */
  pagerduty(name: string, options: Options & { readonly key: Secret }): PagerdutyReceiver {
    return define({ ...fields(name, options), type: "pagerduty", key: options.key });
  },

  /** Writes to a Slack channel through an incoming webhook. */
  slack(name: string, options: Options & { readonly url: Secret; readonly channel: string }): SlackReceiver {
    return define({ ...fields(name, options), type: "slack", url: options.url, channel: options.channel });
  },

  /** Sends mail. */
  email(
    name: string,
    options: Options & {
      readonly to: string;
      readonly from: string;
      readonly smarthost: string;
      readonly username?: string;
      readonly password?: Secret;
    },
  ): EmailReceiver {
    const { to, from, smarthost, username, password } = options;
    return define({ ...fields(name, options), type: "email", to, from, smarthost, username, password });
  },

  /** Posts to a URL. */
  webhook(name: string, options: Options & { readonly url: Secret }): WebhookReceiver {
    return define({ ...fields(name, options), type: "webhook", url: options.url });
  },
};

function fields(name: string, options: Options) {
  return { kind: "receiver" as const, name, sendResolved: options.sendResolved ?? true };
}

/** Who hears of the alerts of one severity: a list, or a list with its own timing. */
export type Route = readonly Receiver[] | TimedRoute;

export interface TimedRoute {
  readonly to: readonly Receiver[];
  /** How long to wait for more alerts of the same group before the first notification. */
  readonly groupWait?: Duration;
  /** How long to wait before telling of new alerts in a group already told of. */
  readonly groupInterval?: Duration;
  /** How long until an alert that still fires is told of again. */
  readonly repeatInterval?: Duration;
}

/** Routes by severity. Its keys are the severities there are. */
export interface Routes {
  readonly [severity: string]: Route;
}
