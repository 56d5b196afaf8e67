import { env } from "telltale";

export type Options = Readonly<Record<string, unknown>>;

/** A kind of receiver, with a value for each option. */
export interface ReceiverSample {
  readonly required: Options;
  /** Options that a receiver may have, each with a value that is not its default. */
  readonly optional: Options;
}

export const key = env("KEY");
const texts = { title: "a title", text: "a text" };

export const receiverSamples: Readonly<Record<string, ReceiverSample>> = {
  discord: { required: { url: key }, optional: texts },
  email: {
    required: { to: "a@b.c", from: "a@b.c", smarthost: "b.c:25" },
    optional: { username: "me", password: key, subject: "a subject", text: "a text", html: "<p>a text</p>" },
  },
  incidentio: { required: { url: "https://api.incident.io/v2/alert_events/alertmanager/1", token: key }, optional: {} },
  jira: {
    required: { url: "https://a.net/rest/api/2/", project: "OPS", issueType: "Bug", username: "me", token: key },
    optional: {
      ...{ summary: "a summary", description: "a text", priority: "High", labels: ["a"] },
      ...{ resolveTransition: "Done", reopenTransition: "Reopen" },
    },
  },
  mattermost: { required: { url: key }, optional: { text: "a text", channel: "ops" } },
  opsgenie: {
    required: { key },
    optional: {
      ...texts,
      url: "https://api.eu.opsgenie.com/",
      priority: "P2",
      responders: [{ type: "team", name: "a" }],
      tags: ["a"],
      updateAlerts: true,
    },
  },
  pagerduty: {
    required: { key },
    optional: {
      ...{ description: "a text", severity: "error", class: "a", component: "b", group: "c", source: "d" },
      ...{ links: { Status: "https://status.example.com" }, details: { team: "shop" } },
    },
  },
  pushover: { required: { userKey: key, token: key }, optional: { ...texts, priority: "1", sound: "siren" } },
  rocketchat: {
    required: { token: key, tokenId: key },
    optional: { ...texts, channel: "#ops", url: "https://chat.example.com/" },
  },
  slack: { required: { url: key, channel: "#shop" }, optional: { ...texts, color: "danger", footer: "a footer" } },
  sns: {
    required: { region: "eu-central-1", topicArn: "arn:aws:sns:eu-central-1:1:a" },
    optional: { roleArn: "arn:aws:iam::1:role/a", profile: "a", subject: "a", text: "b", attributes: { a: "b" } },
  },
  teams: { required: { url: key }, optional: texts },
  telegram: {
    required: { token: key, chat: 1, parseMode: "HTML" },
    optional: { text: "a text", thread: 2, silent: true },
  },
  victorops: { required: { key, routingKey: "shop" }, optional: texts },
  webex: { required: { token: key, roomId: "room" }, optional: { text: "a text" } },
  webhook: { required: { url: key }, optional: {} },
  wechat: {
    required: { secret: key, corpId: "corp", agentId: "1" },
    optional: { text: "a text", toUser: "a", toParty: "b", toTag: "c" },
  },
};
