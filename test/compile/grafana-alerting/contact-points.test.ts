import { env, type Receiver, receiver, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import { alertingOf, managed, problemsOf } from "./grafana-project.js";

const key = env("KEY");
const receivers: Readonly<Record<string, Receiver>> = {
  discord: receiver.discord("a", { url: key }),
  email: receiver.email("a", { to: "a@b.c", from: "a@b.c", smarthost: "b.c:25" }),
  jira: receiver.jira("a", {
    ...{ url: "https://example.atlassian.net/rest/api/2/", project: "OPS", issueType: "Bug" },
    ...{ username: "alerts@example.com", token: key, labels: ["alert"], resolveTransition: "Done" },
  }),
  opsgenie: receiver.opsgenie("a", { key, responders: [{ type: "team", name: "shop" }] }),
  pagerduty: receiver.pagerduty("a", { key }),
  pushover: receiver.pushover("a", { userKey: key, token: key, sound: "siren" }),
  raw: receiver.raw("a", {
    webhook_configs: [
      {
        url: "http://localhost/hook",
        max_alerts: 5,
        http_config: { basic_auth: { username: "me", password_file: key } },
      },
    ],
  }),
  slack: receiver.slack("a", { url: key, channel: "#ops" }),
  sns: receiver.sns("a", { topicArn: "arn:aws:sns:eu-central-1:1:a", region: "eu-central-1", attributes: { a: "b" } }),
  teams: receiver.teams("a", { url: key }),
  telegram: receiver.telegram("a", { token: key, chat: -100, thread: 3, silent: true }),
  victorops: receiver.victorops("a", { key, routingKey: "shop" }),
  webex: receiver.webex("a", { token: key, roomId: "room" }),
  webhook: receiver.webhook("a", { url: key, sendResolved: false }),
  wechat: receiver.wechat("a", { secret: key, corpId: "corp", agentId: "1", toUser: "ops" }),
};

const latest = { versions: { alertmanager: "0.35" } };
const compile = (one: Receiver, grafana = "13.0") =>
  managed(system("shop", { routes: { warning: [one] } }), grafana, latest);
const problems = (one: Receiver, grafana?: string) => problemsOf(compile(one, grafana));

describe("each kind of receiver", () => {
  test.each(Object.keys(receivers))("%s is a contact point, and nothing of it is lost", (name) => {
    const errors = problems(receivers[name]!).filter((text) => text.startsWith("error"));
    expect(errors).toEqual([]);
  });

  test("has the settings that Grafana's documentation names", async () => {
    const all = Object.entries(receivers).map(([name, one]) => {
      const [point] = alertingOf(compile(one)).contactPoints!;
      const [{ uid: _, ...integration } = { uid: "" }] = point!.receivers;
      return [name, integration];
    });
    await expect(JSON.stringify(Object.fromEntries(all), undefined, 2)).toMatchFileSnapshot(
      "./goldens/contact-points.json",
    );
  });

  test.each(Object.keys(receivers))("%s has no secret in its file, only its name", (name) => {
    const texts = compile(receivers[name]!).artifacts.map(renderArtifact).join("");
    if (name !== "email" && name !== "sns") expect(texts).toContain("$__env{KEY}");
  });
});

describe("what a contact point cannot express is reported", () => {
  test.each([
    ["mattermost", receiver.mattermost("a", { url: key })],
    ["rocketchat", receiver.rocketchat("a", { token: key, tokenId: key })],
    [
      "incidentio",
      receiver.incidentio("a", { url: "https://api.incident.io/v2/alert_events/alertmanager/1", token: key }),
    ],
  ])("the kind %s", (kind, one) => {
    expect(problems(one)).toEqual([`error receiver "a": Grafana has no contact point of the kind ${kind}`]);
  });

  const lost = (type: string, field: string) =>
    `error receiver "a": the contact point of Grafana for ${type} has no ${field}`;

  test.each([
    [receiver.email("a", { to: "a@b.c", from: "a@b.c", smarthost: "b.c:25", html: "<b>x</b>" }), lost("email", "html")],
    [receiver.opsgenie("a", { key, tags: ["x"] }), lost("opsgenie", "tags")],
    [receiver.opsgenie("a", { key, priority: "P2" }), lost("opsgenie", "priority")],
    [receiver.opsgenie("a", { key, updateAlerts: true }), lost("opsgenie", "update_alerts")],
    [
      receiver.pushover("a", { userKey: key, token: key, priority: "{{ .Status }}" }),
      lost("pushover", "such priority"),
    ],
    [receiver.wechat("a", { secret: key, corpId: "c", agentId: "1", toParty: "2" }), lost("wecom", "to_party")],
    [receiver.raw("a", { webhook_configs: [{ url: "http://a", timeout: "5s" }] }), lost("webhook", "timeout")],
  ])("an option (%#)", (one, problem) => {
    expect(problems(one)).toContain(problem);
  });

  test("a footer of Slack before 13, if it is not the usual one", () => {
    const url = { url: key, channel: "#a" };
    expect(problems(receiver.slack("a", { ...url, footer: "mine" }), "12.4")).toEqual([lost("slack", "footer")]);
    expect(problems(receiver.slack("a", { ...url, footer: "mine" }), "13.0")).toEqual([]);
    expect(problems(receiver.slack("a", url), "12.4")).toEqual([]);
  });

  test("a part that it needs", () => {
    expect(problems(receiver.wechat("a", { secret: key, corpId: "c" }))).toEqual([
      'error receiver "a": the contact point of Grafana for wecom needs agent_id',
    ]);
  });

  test("as information, if Grafana has it elsewhere", () => {
    expect(problems(receivers.email!)).toEqual([
      'info receiver "a": Grafana takes from from [smtp] of its own configuration',
      'info receiver "a": Grafana takes smarthost from [smtp] of its own configuration',
    ]);
  });
});

test("a receiver that several routes use is reported once", () => {
  const one = receiver.mattermost("a", { url: key });
  const shop = system("shop", { routes: { warning: [one], critical: [one], info: [one] } });
  const other = system("other", { routes: { warning: [receiver.slack("b", { url: key, channel: "#b" })] } });
  expect(problemsOf(managed([shop, other], "13.0", latest))).toHaveLength(1);
});
