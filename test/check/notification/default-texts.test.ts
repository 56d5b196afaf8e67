import fc from "fast-check";
import { env, receiver, system } from "telltale";
import { expect, test } from "vitest";
import { growthOfDefaultTexts, longestDefaultText } from "../../../src/check/notification/facts/default-texts.js";
import { lengthOf, limitOf } from "../../../src/check/notification/facts/text-limits.js";
import { isDefaultText } from "../../../src/compile/alertmanager/index.js";
import type { AlertmanagerConfig, Integration } from "../../../src/formats/alertmanager/types.js";
import { listTexts, renderMessage } from "../../../src/routing/render-message.js";
import { createRoutingTree } from "../../../src/routing/routing-tree.js";
import { compiled } from "../../compile/project.js";

const [url, token] = [env("URL"), env("TOKEN")];
const receivers = [
  ...[receiver.slack("slack", { url, channel: "#shop" }), receiver.pagerduty("pagerduty", { key: token })],
  ...[receiver.opsgenie("opsgenie", { key: token }), receiver.telegram("telegram", { token, chat: 1 })],
  ...[receiver.discord("discord", { url }), receiver.pushover("pushover", { userKey: token, token })],
  ...[receiver.victorops("victorops", { key: token, routingKey: "shop" }), receiver.teams("teams", { url })],
  ...[receiver.sns("sns", { region: "eu-central-1", topicArn: "a" }), receiver.webex("webex", { token, roomId: "1" })],
  receiver.sns("phone", { region: "eu-central-1", phoneNumber: "+1" }),
  receiver.email("email", { to: "a@b.c", from: "a@b.c", smarthost: "mail:587" }),
  receiver.rocketchat("rocketchat", { token, tokenId: token, channel: "#shop" }),
  receiver.mattermost("mattermost", { url, channel: "shop" }),
  receiver.jira("jira", { url: "https://jira.example.com", project: "OPS", issueType: "Bug", username: "a", token }),
];
const shop = system("shop", { serviceLabel: "app", routes: { critical: receivers } });
const version = { major: 0, minor: 34 };
const { artifacts } = compiled(shop, { versions: { alertmanager: "0.34" } });
const config = artifacts.find(({ kind }) => kind === "alertmanager")!.value as AlertmanagerConfig;
const templates = artifacts.find(({ kind }) => kind === "notification templates")!.value as string;

const { root } = createRoutingTree(config, version);

/** Every integration, with its fields. */
const integrations = config.receivers.flatMap(({ name, labels: _, ...kinds }) =>
  Object.entries(kinds).flatMap(([configs, list]) =>
    (list as readonly Integration[]).map((fields, index) => ({
      ...{ name, integration: `${configs}[${index}]`, kind: configs.replace(/_configs$/, ""), fields },
    })),
  ),
);

const someText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab& <>\"'|*_`~\\é漢😀/?=%.-"), maxLength: 400, size: "max" }),
  fc.lorem({ maxCount: 60, size: "max" }),
);
const names = [
  "summary",
  "description",
  "value",
  "runbook_url",
  "dashboard_url",
  "panel_url",
  "logs_url",
  "traces_url",
];
const someAlert = fc.record({
  labels: fc
    .dictionary(fc.constantFrom("app", "pod", "namespace", "severity", "instance"), someText, { maxKeys: 5 })
    .map((labels) => ({ alertname: "OrdersWait", environment: "prod", system: "shop", ...labels })),
  annotations: fc.dictionary(fc.constantFrom(...names), someText, { maxKeys: 8 }),
});

test("the default texts of every receiver are right for every alert, and grow with a group no more than the check assumes", () => {
  expect(integrations).toHaveLength(receivers.length);
  const property = fc.property(someAlert, fc.integer({ min: 2, max: 30 }), fc.boolean(), (one, count, differ) => {
    const sample = { ...one, errors: [] };
    const group = Array.from({ length: count }, (_, number) => ({
      labels: { ...one.labels, tenant: String(number + 10) },
      annotations: differ
        ? { ...one.annotations, summary: `${one.annotations.summary ?? ""} ${number + 10}` }
        : one.annotations,
    }));
    for (const { name, integration, kind, fields } of integrations) {
      const render = (alerts: readonly Pick<typeof one, "labels" | "annotations">[]) =>
        renderMessage(
          {
            ...{ at: 0, receiver: name, integration, route: root, groupLabels: { alertname: "OrdersWait" } },
            alerts: alerts.map((alert) => ({ status: "firing", startsAt: 0, endsAt: 1, ...alert })),
          },
          { config, templates, version },
        );
      const [alone, together] = [render([one]), render(group)];
      const shown = [...alone.values()].map((text) => ("text" in text ? text.text : "")).join("\n");
      if (/^[a-z .]+$/.test(one.annotations.summary ?? ""))
        expect([kind, shown]).toEqual([kind, expect.stringContaining(one.annotations.summary!.trim())]);
      for (const [field, text] of listTexts(fields)) {
        if (text.includes("{{")) expect([kind, field, isDefaultText(text, "app")]).toEqual([kind, field, true]);
        const [single, several] = [alone.get(field)!, together.get(field)!];
        expect([kind, field, single, several]).toEqual([
          kind,
          field,
          { text: expect.any(String) },
          { text: expect.any(String) },
        ]);
        const limit = limitOf({ node: root, integration, kind, fields }, field, version);
        if (limit === undefined || !("text" in single) || !("text" in several)) continue;
        const [short, long] = [lengthOf(single.text, limit), lengthOf(several.text, limit)];
        expect(Math.max(short, long), `${kind} ${field}`).toBeLessThan(longestDefaultText(text, sample));
        if (short <= limit.length / growthOfDefaultTexts)
          expect(long, `${kind} ${field}`).toBeLessThanOrEqual(limit.length);
      }
    }
  });
  fc.assert(property, { numRuns: 60, endOnFailure: true });
});
