import { env, file, type Receiver, receiver, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { compiled } from "../project.js";
import { amtool } from "../tools.js";

const key = env("KEY");
const receivers: Readonly<Record<string, Receiver>> = {
  discord: receiver.discord("a", { url: key }),
  email: receiver.email("a", { to: "a@b.c", from: "a@b.c", smarthost: "b.c:25" }),
  incidentio: receiver.incidentio("a", { url: "https://api.incident.io/v2/alert_events/alertmanager/1", token: key }),
  jira: receiver.jira("a", {
    ...{ url: "https://example.atlassian.net/rest/api/2/", project: "OPS", issueType: "Bug" },
    ...{ username: "alerts@example.com", token: key, labels: ["alert"], resolveTransition: "Done" },
  }),
  mattermost: receiver.mattermost("a", { url: key, channel: "ops" }),
  opsgenie: receiver.opsgenie("a", {
    ...{ key, tags: ["x", "y"], responders: [{ type: "team", name: "shop" }], updateAlerts: true },
  }),
  pagerduty: receiver.pagerduty("a", { key }),
  pushover: receiver.pushover("a", { userKey: key, token: key }),
  raw: receiver.raw("a", { webhook_configs: [{ url: "http://localhost/hook", max_alerts: 5 }] }),
  rocketchat: receiver.rocketchat("a", { token: key, tokenId: key, channel: "#ops" }),
  slack: receiver.slack("a", { url: key, channel: "#ops" }),
  sns: receiver.sns("a", { topicArn: "arn:aws:sns:eu-central-1:1:a", region: "eu-central-1" }),
  teams: receiver.teams("a", { url: key }),
  telegram: receiver.telegram("a", { token: key, chat: -100 }),
  victorops: receiver.victorops("a", { key, routingKey: "shop" }),
  webex: receiver.webex("a", { token: key, roomId: "room" }),
  webhook: receiver.webhook("a", { url: key }),
  wechat: receiver.wechat("a", { secret: key, corpId: "corp", toParty: "2" }),
};

function compileReceiver(one: Receiver, alertmanager: string) {
  const { artifacts, diagnostics } = compiled(system("shop", { routes: { warning: [one] } }), {
    versions: { alertmanager },
  });
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager")!;
  return { artifact, summaries: diagnostics.map(({ id, summary }) => `${id}: ${summary}`) };
}

/** The first release of Alertmanager that takes each of them as we write it, with secrets in files. */
const since: Readonly<Record<string, number>> = {
  ...{ discord: 27, email: 25, incidentio: 29, jira: 28, mattermost: 30, opsgenie: 25, pagerduty: 25, pushover: 26 },
  ...{ raw: 25, rocketchat: 28, slack: 25, sns: 25, teams: 28, telegram: 26, victorops: 25, webex: 25, webhook: 26 },
  wechat: 31,
};

describe("each kind of receiver", () => {
  test.each(Object.keys(receivers))("%s compiles from the release that has it", (name) => {
    expect(compileReceiver(receivers[name]!, `0.${since[name]}`).summaries).toEqual([]);
    if (since[name] === 25) return;
    const { summaries } = compileReceiver(receivers[name]!, `0.${since[name]! - 1}`);
    expect(summaries.length).toBeGreaterThan(0);
    for (const summary of summaries) expect(summary).toMatch(/^definition\/unsupported: Alertmanager 0\.\d+ /);
  });

  test.skipIf(!amtool).each(Object.keys(receivers).filter((name) => since[name] === 25))(
    "amtool 0.25 accepts %s",
    (name) => {
      const text = renderArtifact(compileReceiver(receivers[name]!, "0.25").artifact);
      expect(amtool!(text)).toEqual({ status: 0, output: expect.stringContaining("SUCCESS") });
    },
  );

  test("is compiled to the fields of Alertmanager", async () => {
    const all = Object.entries(receivers).map(([name, one]) => {
      const { value } = compileReceiver(one, "0.35").artifact;
      const { name: _, ...integrations } = (value as AlertmanagerConfig).receivers[0]!;
      return [name, integrations];
    });
    await expect(`${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`).toMatchFileSnapshot(
      "goldens/receiver-kinds.json",
    );
  });
});

describe("a receiver that Alertmanager refuses", () => {
  const summaries = (one: Receiver, release = "0.35") => compileReceiver(one, release).summaries;

  test("has no destination, or two", () => {
    expect(summaries(receiver.sns("a", { region: "eu" }))).toEqual([
      "definition/wrong-type: a receiver of this kind needs exactly one of topicArn, phoneNumber, targetArn",
    ]);
    expect(summaries(receiver.sns("a", { region: "eu", phoneNumber: "1", topicArn: "a" }))).toEqual([
      "definition/exclusive-options: a receiver of this kind needs exactly one of topicArn, phoneNumber, targetArn",
    ]);
  });

  test("has an address that is none, or fields that do not exist", () => {
    const token = env("T");
    expect(summaries(receiver.incidentio("a", { url: "incident", token }))).toEqual([
      expect.stringMatching(/^definition\/wrong-type: Alertmanager 0\.35 refuses the receiver: .*must start with http/),
    ]);
    expect(summaries(receiver.raw("a", { slak_configs: [] }))).toEqual([expect.stringContaining("slak_configs")]);
    expect(summaries(receiver.raw("a", { slack_configs: [{ chanel: "#a" }] })).length).toBeGreaterThan(0);
  });

  test("has a text that cannot be rendered", () => {
    expect(summaries(receiver.teams("a", { url: key, title: "{{ .Alerts" }))).toEqual([
      expect.stringContaining("definition/bad-notification: Alertmanager 0.35 cannot render title"),
    ]);
  });

  test("has an option that does not exist", () => {
    expect(summaries(receiver.teams("a", { url: key, chanel: "#a" } as never))).toEqual([
      expect.stringContaining("definition/unknown-option"),
    ]);
  });

  test("has one of another type: the call says so", () => {
    expect(() => receiver.telegram("a", { token: key, chat: "x" as never })).toThrow(
      'receiver.telegram(…): "chat" must be a number, not a string',
    );
  });
});

test("secrets are files: by name in a folder that the configuration names, or by path", () => {
  const shop = system("shop", {
    routes: { warning: [receiver.pushover("a", { userKey: env("USER"), token: file("/run/token") })] },
  });
  const { artifacts } = compiled(shop, { defaults: { secretsFolder: "/run/secrets/" } });
  const text = renderArtifact(artifacts.find(({ kind }) => kind === "alertmanager")!);
  expect(text).toContain("user_key_file: /run/secrets/USER\n");
  expect(text).toContain("token_file: /run/token\n");
});
