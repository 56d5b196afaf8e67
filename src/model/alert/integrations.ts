import {
  boolean,
  choice,
  list,
  number,
  type OptionTable,
  object,
  record,
  required,
  string,
} from "../definition/option-table.js";
import { type Secret, secretShape } from "./secret.js";

export interface ReceiverOptions {
  /**
   * True to notify also when an alert has resolved.
   *
   * @default true
   */
  readonly sendResolved?: boolean;
  /**
   * The most notifications about firing alerts that it may get in an incident, for `toStayWithinMaxPages` of tests.
   *
   * @default any number
   */
  readonly maxPages?: number;
}

/** The options of every receiver. */
export const receiverOptions = {
  sendResolved: boolean,
  maxPages: number,
} as const satisfies OptionTable<ReceiverOptions>;

/** Texts of a message. Each is a template of Alertmanager. */
export interface MessageTexts {
  /** @default severity, environment, system, alert and the values it is grouped by */
  readonly title?: string;
  /** @default each alert's summary and value, the description, links and labels */
  readonly text?: string;
}

/** A Microsoft Teams channel, through a workflow. Since Alertmanager 0.28. */
export interface TeamsOptions extends ReceiverOptions, MessageTexts {
  /** The URL of the workflow. */
  readonly url: Secret;
}

/** A Telegram chat. */
export interface TelegramOptions extends ReceiverOptions, Pick<MessageTexts, "text"> {
  /** The token of the bot. Alertmanager reads it from a file since 0.26. */
  readonly token: Secret;
  readonly chat: number;
  /** The topic of a group. Since Alertmanager 0.28. */
  readonly thread?: number;
  /** @default plain text */
  readonly parseMode?: "Markdown" | "MarkdownV2" | "HTML";
  /** True to notify without a sound. */
  readonly silent?: boolean;
}

/** A Discord channel. Alertmanager reads its URL from a file since 0.27. */
export interface DiscordOptions extends ReceiverOptions, MessageTexts {
  /** The URL of the webhook. */
  readonly url: Secret;
}

/** Amazon SNS. Credentials come from the role of the machine, or from its AWS profile. Exactly one destination. */
export interface SnsOptions extends ReceiverOptions {
  readonly topicArn?: string;
  readonly phoneNumber?: string;
  readonly targetArn?: string;
  readonly region: string;
  readonly roleArn?: string;
  readonly profile?: string;
  /** A template. @default severity, environment, system, alert and the values it is grouped by */
  readonly subject?: string;
  /**
   * A template.
   *
   * @default each alert's summary and value, the description, links and labels; to a `phoneNumber`, one line: the severity,
   *   system, environment, and the summary
   */
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Pushover. Alertmanager reads its keys from files since 0.26. */
export interface PushoverOptions extends ReceiverOptions, MessageTexts {
  readonly userKey: Secret;
  readonly token: Secret;
  /** A template. @default emergency while it fires, normal when it has resolved */
  readonly priority?: string;
  readonly sound?: string;
}

/** Splunk On-Call, once VictorOps. */
export interface VictoropsOptions extends ReceiverOptions, MessageTexts {
  readonly key: Secret;
  /** The routing key of the team. */
  readonly routingKey: string;
}

/** WeChat Work. Alertmanager reads its secret from a file since 0.31. */
export interface WechatOptions extends ReceiverOptions, Pick<MessageTexts, "text"> {
  readonly secret: Secret;
  readonly corpId: string;
  readonly agentId?: string;
  readonly toUser?: string;
  readonly toParty?: string;
  readonly toTag?: string;
}

/** A Webex room. */
export interface WebexOptions extends ReceiverOptions, Pick<MessageTexts, "text"> {
  readonly token: Secret;
  readonly roomId: string;
}

/** A Jira issue for each group of alerts. Since Alertmanager 0.28. */
export interface JiraOptions extends ReceiverOptions {
  readonly url: string;
  readonly project: string;
  readonly issueType: string;
  readonly username: string;
  readonly token: Secret;
  /** A template. @default severity, environment, system, alert and the values it is grouped by */
  readonly summary?: string;
  /** A template. @default each alert's summary and value, the description, links and labels */
  readonly description?: string;
  readonly priority?: string;
  readonly labels?: readonly string[];
  /** The transition of an issue whose alerts have resolved. */
  readonly resolveTransition?: string;
  /** The transition of an issue whose alerts fire again. */
  readonly reopenTransition?: string;
}

/** A Rocket.Chat channel. Since Alertmanager 0.28. */
export interface RocketchatOptions extends ReceiverOptions, MessageTexts {
  readonly token: Secret;
  readonly tokenId: Secret;
  readonly channel?: string;
  /** The address of the server. @default "https://open.rocket.chat/" */
  readonly url?: string;
}

/** incident.io. Since Alertmanager 0.29. */
export interface IncidentioOptions extends ReceiverOptions {
  /** The URL of the alert source. */
  readonly url: string;
  readonly token: Secret;
}

/** A Mattermost channel. Since Alertmanager 0.30. */
export interface MattermostOptions extends ReceiverOptions, Pick<MessageTexts, "text"> {
  /** The URL of the webhook. */
  readonly url: Secret;
  /** @default the channel of the webhook */
  readonly channel?: string;
}

/** A responder of Opsgenie, by its name or id. */
export interface OpsgenieResponder {
  readonly type: "team" | "teams" | "user" | "escalation" | "schedule";
  readonly name?: string;
  readonly id?: string;
  readonly username?: string;
}

/** Opsgenie, which Atlassian shuts down in April 2027. */
export interface OpsgenieOptions extends ReceiverOptions, MessageTexts {
  readonly key: Secret;
  /** The address of another region. @default "https://api.opsgenie.com/" */
  readonly url?: string;
  /** A template. @default P1 for critical, P3 for warning, P5 for info */
  readonly priority?: string;
  readonly responders?: readonly OpsgenieResponder[];
  readonly tags?: readonly string[];
  /**
   * True to renew title and text when alerts join the group or leave it; Opsgenie otherwise shows those of the first
   * notification.
   *
   * @default false
   */
  readonly updateAlerts?: boolean;
}

/** The options of each kind of receiver that takes texts, addresses and secrets, and nothing else. */
export interface IntegrationOptions {
  readonly discord: DiscordOptions;
  readonly incidentio: IncidentioOptions;
  readonly jira: JiraOptions;
  readonly mattermost: MattermostOptions;
  readonly opsgenie: OpsgenieOptions;
  readonly pushover: PushoverOptions;
  readonly rocketchat: RocketchatOptions;
  readonly sns: SnsOptions;
  readonly teams: TeamsOptions;
  readonly telegram: TelegramOptions;
  readonly victorops: VictoropsOptions;
  readonly webex: WebexOptions;
  readonly wechat: WechatOptions;
}

const own = receiverOptions;
const texts = { title: string, text: string } as const;
const secret = required(secretShape);

const responder = object({
  type: required(choice("team", "teams", "user", "escalation", "schedule")),
  name: string,
  id: string,
  username: string,
} as const satisfies OptionTable<OpsgenieResponder>);

export const integrationTables: { readonly [Kind in keyof IntegrationOptions]: OptionTable<IntegrationOptions[Kind]> } =
  {
    discord: { ...own, ...texts, url: secret },
    incidentio: { ...own, url: required(string), token: secret },
    jira: {
      ...{ ...own, token: secret, url: required(string), username: required(string) },
      ...{ project: required(string), issueType: required(string), summary: string, description: string },
      ...{ priority: string, labels: list(string), resolveTransition: string, reopenTransition: string },
    },
    mattermost: { ...own, text: string, url: secret, channel: string },
    opsgenie: {
      ...{ ...own, ...texts, key: secret, url: string, priority: string },
      ...{ responders: list(responder), tags: list(string), updateAlerts: boolean },
    },
    pushover: { ...own, ...texts, userKey: secret, token: secret, priority: string, sound: string },
    rocketchat: { ...own, ...texts, token: secret, tokenId: secret, channel: string, url: string },
    sns: {
      ...{ ...own, topicArn: string, phoneNumber: string, targetArn: string, region: required(string) },
      ...{ roleArn: string, profile: string, subject: string, text: string, attributes: record(string) },
    },
    teams: { ...own, ...texts, url: secret },
    telegram: {
      ...{ ...own, text: string, token: secret, chat: required(number), thread: number },
      ...{ parseMode: choice("Markdown", "MarkdownV2", "HTML"), silent: boolean },
    },
    victorops: { ...own, ...texts, key: secret, routingKey: required(string) },
    webex: { ...own, text: string, token: secret, roomId: required(string) },
    wechat: {
      ...{ ...own, text: string, secret, corpId: required(string), agentId: string },
      ...{ toUser: string, toParty: string, toTag: string },
    },
  };
