import * as telltale from "telltale";
import { receiver } from "telltale";
import { type Call, call, carts, failing, key } from "./fixtures.js";

/** Calls of the functions for alerts. */
export const alertCalls: readonly Call[] = [
  ...["and", "unless", "or", "orWhile"].map((name) =>
    call(
      `condition.${name}`,
      (...given: never[]) =>
        (carts.above(1) as never as Record<string, (...given: never[]) => unknown>)[name]!(...given),
      carts.below(5),
    ),
  ),
  call("perEnvironment", telltale.perEnvironment, { prod: 1 }),
  call("secret", telltale.secret, "KEY"),
  call("receiver.pagerduty", receiver.pagerduty, "pager", {
    key,
    description: "D",
    severity: "s",
    class: "c",
    component: "c",
    group: "g",
    source: "s",
    links: { a: "b" },
    details: { a: "b" },
    sendResolved: true,
    maxPages: 3,
  }),
  call("receiver.slack", receiver.slack, "slack", {
    url: key,
    channel: "#a",
    title: "T",
    text: "T",
    color: "good",
    footer: "F",
    sendResolved: true,
  }),
  call("receiver.email", receiver.email, "mail", {
    to: "a@b",
    from: "b@a",
    smarthost: "h:25",
    username: "u",
    password: key,
    subject: "S",
    text: "T",
    html: "H",
  }),
  call("receiver.webhook", receiver.webhook, "hook", {
    url: key,
    payload: { a: ["{{ .Status }}"] },
    sendResolved: false,
  }),
  call("businessHours", telltale.businessHours, "office", {
    ...{ days: ["monday:friday"], from: "09:00", to: "17:00", timeZone: "UTC" },
  }),
  call("timeInterval", telltale.timeInterval, "freeze", {
    ...{ times: [{ from: "09:00", to: "17:00" }], weekdays: ["monday"], daysOfMonth: [1], months: ["may"] },
    ...{ years: [2026], timeZone: "UTC" },
  }),
  call("env", telltale.env, "KEY"),
  call("file", telltale.file, "/run/key"),
  call("receiver.discord", receiver.discord, "a", { url: key, title: "T", text: "T" }),
  call("receiver.incidentio", receiver.incidentio, "a", { url: "http://a", token: key }),
  call("receiver.jira", receiver.jira, "a", {
    ...{ url: "http://a", project: "A", issueType: "Bug", username: "u", token: key, summary: "S" },
    ...{ description: "D", priority: "P", labels: ["l"], resolveTransition: "R", reopenTransition: "O" },
  }),
  call("receiver.mattermost", receiver.mattermost, "a", { url: key, channel: "a", text: "T" }),
  call("receiver.opsgenie", receiver.opsgenie, "a", {
    ...{ key, url: "http://a", title: "T", text: "T", priority: "P1" },
    ...{ tags: ["t"], responders: [{ type: "team", name: "n" }], updateAlerts: true },
  }),
  call("receiver.pushover", receiver.pushover, "a", { userKey: key, token: key, priority: "1", sound: "s" }),
  call("receiver.raw", receiver.raw, "a", { webhook_configs: [{ url: "http://a" }] }),
  call("receiver.rocketchat", receiver.rocketchat, "a", { token: key, tokenId: key, channel: "a", url: "http://a" }),
  call("receiver.sns", receiver.sns, "a", { topicArn: "a", region: "eu", attributes: { a: "b" }, subject: "S" }),
  call("receiver.teams", receiver.teams, "a", { url: key, title: "T", text: "T" }),
  call("receiver.telegram", receiver.telegram, "a", {
    ...{ token: key, chat: 1, thread: 2, parseMode: "HTML" as const, silent: true, text: "T" },
  }),
  call("receiver.victorops", receiver.victorops, "a", { key, routingKey: "r", title: "T", text: "T" }),
  call("receiver.webex", receiver.webex, "a", { token: key, roomId: "r", text: "T" }),
  call("receiver.wechat", receiver.wechat, "a", { secret: key, corpId: "c", agentId: "1", toUser: "u", text: "T" }),
  call("firing", telltale.firing, [failing], { by: ["app"] }),
  call("pending", telltale.pending, failing, { by: ["app"] }),
  call("activeSince", telltale.activeSince, failing, { by: ["app"] }),
];
