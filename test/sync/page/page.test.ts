import { env, promql, receiver, system } from "telltale";
import { describe, expect, onTestFinished, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import { composeMessages, type FoundReceiver, findReceiver, sendMessages } from "../../../src/sync/page/index.js";
import {
  missingAlertmanager,
  startAlertmanager,
  startInbox,
  waitFor,
} from "../../compile/alertmanager/alertmanager-server.js";
import { compiled } from "../../compile/project.js";

const now = Date.UTC(2026, 10, 28, 13, 24);

/** A system whose critical alerts reach Slack, PagerDuty and a webhook at this address. */
function shopAt(url: string) {
  const team = receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop" });
  const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
  const hook = receiver.raw("hook", { webhook_configs: [{ url: `${url}/hook` }] });
  const mail = receiver.email("mail", {
    to: "a@example.com",
    from: "b@example.com",
    smarthost: "mail.example.com:587",
  });
  const shop = system("shop", { routes: { critical: [team, onCall, hook], info: [mail] } });
  shop.alert("Down", { when: promql`up == 0`, for: "5m", severity: "critical", summary: "Down" });
  return compiled(shop).artifacts;
}

const find = (artifacts: ReturnType<typeof shopAt>, name: string) => findReceiver(artifacts, {}, name) as FoundReceiver;

describe("a receiver is found by its name", () => {
  const artifacts = shopAt("http://127.0.0.1:1");

  test("in the configuration, or in the definitions", () => {
    for (const name of ["shop/on-call", "on-call"]) {
      expect(find(artifacts, name).receiver.name).toBe("shop/on-call");
    }
  });

  test("or is none", () => {
    expect(findReceiver(artifacts, {}, "on-cal")).toEqual({
      problem: 'no receiver is named "on-cal": did you mean "on-call"?',
    });
  });

  test("or is one of several", () => {
    const twice = [...artifacts, ...artifacts.map((one) => ({ ...one, path: one.path.replace("prod", "staging") }))];
    expect(findReceiver(twice, {}, "team")).toEqual({
      problem:
        'several receivers are named "team": shop/team of prod/alertmanager.yml, shop/team of staging/alertmanager.yml. Write more of the name, or --environment',
    });
  });
});

test("a secret that is missing, and a kind that cannot be sent to, are problems", () => {
  const artifacts = shopAt("http://127.0.0.1:1");
  const compose = (name: string) =>
    composeMessages(find(artifacts, name), { artifacts, secretOf: () => undefined, now }).problems;
  expect(compose("team")).toEqual([
    "slack_configs[0]: set SLACK_URL, or run this where /etc/alertmanager/secrets/SLACK_URL exists",
  ]);
  expect(compose("mail")).toEqual([
    "email_configs[0]: telltale page cannot send to email, only to webhooks, Slack and PagerDuty",
  ]);
});

test("a failure names the host, and not the address, which is a secret", async () => {
  const inbox = await startInbox();
  inbox.stop();
  const messages = [inbox.url, "no address"].map((url, index) => ({
    ...{ integration: `slack_configs[${index}]`, body: {} },
    url: url.startsWith("http") ? `${url}/secret` : url,
  }));
  expect(await sendMessages(messages)).toEqual([
    { integration: "slack_configs[0]", problem: `${new URL(inbox.url).host} cannot be reached` },
    { integration: "slack_configs[1]", problem: "its secret is not an address" },
  ]);
});

test.skipIf(missingAlertmanager())("the messages are those of Alertmanager for the same alert", async () => {
  const inbox = await startInbox();
  onTestFinished(inbox.stop);
  const artifacts = shopAt(inbox.url);
  const secrets: Readonly<Record<string, string>> = { SLACK_URL: `${inbox.url}/slack`, KEY: "the key" };
  const secretOf = (path: string) => secrets[path.split("/").at(-1)!];
  const options = { artifacts, secretOf, now: Date.now(), pagerdutyUrl: `${inbox.url}/pagerduty` };
  const composed = ["team", "on-call", "hook"].map((name) => composeMessages(find(artifacts, name), options));
  expect(composed.flatMap(({ problems }) => problems)).toEqual([]);
  const results = await sendMessages(composed.flatMap(({ messages }) => messages));
  expect(results.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  const ours = new Map(inbox.received.splice(0).map(({ path, body }) => [path, body]));

  const [config, templates] = ["alertmanager", "notification templates"].map((kind) =>
    renderArtifact(artifacts.find((one) => one.kind === kind)!),
  ) as [string, string];
  const global = `global: { pagerduty_url: "${inbox.url}/pagerduty" }\n`;
  const files = { "alertmanager.yml": global + config.replaceAll("group_wait: 30s", "group_wait: 0s") };
  const secretFiles = Object.entries(secrets).map(([name, value]) => [`secrets/${name}`, value]);
  const server = await startAlertmanager(
    { ...files, "templates/telltale.tmpl": templates, ...Object.fromEntries(secretFiles) },
    "http://localhost:9093",
  );
  onTestFinished(server.stop);
  const hook = ours.get("/hook") as {
    readonly alerts: readonly [{ readonly labels: object; readonly annotations: object }];
  };
  const { labels, annotations } = hook.alerts[0];
  // An alert that began long ago does not wait for its group.
  await server.send([{ labels, annotations, startsAt: new Date(options.now - 3_600_000).toISOString() }]);
  await waitFor(() => inbox.received.length >= 3);
  const theirs = new Map(inbox.received.map(({ path, body }) => [path, body]));
  for (const path of ["/slack", "/pagerduty", "/hook"]) {
    expect(withoutChance(ours.get(path)), path).toEqual(withoutChance(theirs.get(path)));
  }
});

/** Leaves out times, and the keys and names that Alertmanager makes up. */
function withoutChance(body: unknown): unknown {
  const text = JSON.stringify(body, (key, value: unknown) => {
    if (
      /^(?:startsAt|endsAt|timestamp|dedup_key|fingerprint|groupKey|externalURL|client|client_url|username|images)$/.test(
        key,
      )
    )
      return undefined;
    return value === "" ? undefined : value;
  });
  return JSON.parse(text.replace(/Since \d+ \w+ \d\d:\d\d UTC/g, "Since then"));
}
