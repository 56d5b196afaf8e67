import { receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { AlertmanagerConfig, Integration } from "../../../src/formats/alertmanager/types.js";
import type { Receiver } from "../../../src/model/alert/receiver.js";
import { compiled } from "../project.js";

/** The fields of a receiver in `alertmanager.yml`. */
function fields(of: Receiver): Integration {
  const { artifacts, diagnostics } = compiled(system("shop", { serviceLabel: "app", routes: { critical: [of] } }));
  expect(diagnostics).toEqual([]);
  const { receivers } = artifacts.find(({ kind }) => kind === "alertmanager")!.value as AlertmanagerConfig;
  const { name, ...kinds } = receivers[0]!;
  return Object.values(kinds).flat()[0] as Integration;
}

const url = secret("URL");

test("receivers use the texts of the template file", () => {
  expect(fields(receiver.slack("team", { url, channel: "#shop" }))).toMatchObject({
    title: '{{ template "telltale.title" . }}',
    text: '{{ template "telltale.slack.text" . }}',
  });
  expect(fields(receiver.pagerduty("page", { key: url }))).toMatchObject({
    severity: '{{ template "telltale.pagerduty.severity" . }}',
    component: "{{ .CommonLabels.app }}",
  });
  const mail = { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:587" };
  expect(fields(receiver.email("mail", mail))).toMatchObject({
    headers: { Subject: '{{ template "telltale.title" . }}' },
    html: '{{ template "telltale.email.html" . }}',
  });
  expect(fields(receiver.webhook("bridge", { url }))).toEqual({
    url_file: "/etc/alertmanager/secrets/URL",
    send_resolved: true,
  });
});

test("an SMS is one line, unless it has a text of its own", () => {
  const phone = { region: "eu-central-1", phoneNumber: "+4915112345678" };
  expect(fields(receiver.sns("phone", phone))).toMatchObject({ message: '{{ template "telltale.sms" . }}' });
  expect(fields(receiver.sns("phone", { ...phone, text: "T" }))).toMatchObject({ message: "T" });
  const topic = { region: "eu-central-1", topicArn: "arn:aws:sns:eu-central-1:1:a" };
  expect(fields(receiver.sns("topic", topic))).toMatchObject({ message: '{{ template "telltale.chat.text" . }}' });
});

test("options replace each text", () => {
  const texts = { title: "T {{ .Status }}", text: "", color: "#123456", footer: "F" };
  expect(fields(receiver.slack("team", { url, channel: "#shop", ...texts }))).toMatchObject({
    ...texts,
    fallback: texts.title,
  });
  const event = { description: "D", severity: "info", class: "C", component: "P", group: "G", source: "S" };
  expect(fields(receiver.pagerduty("page", { key: url, ...event }))).toMatchObject(event);
  const mail = { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:587" };
  expect(fields(receiver.email("mail", { ...mail, subject: "S", text: "T", html: "<p>H</p>" }))).toMatchObject({
    headers: { Subject: "S" },
    text: "T",
    html: "<p>H</p>",
  });
});

test("links and details are added to the default ones, or replace those of the same name", () => {
  const links = { Status: "https://status.example.com", Silence: "https://silence.example.com" };
  const { links: compiledLinks, details } = fields(
    receiver.pagerduty("page", { key: url, links, details: { team: "{{ .CommonLabels.team }}" } }),
  );
  expect((compiledLinks as { text: string }[]).map(({ text }) => text)).toEqual([
    "Runbook",
    "Panel",
    "Dashboard",
    "Logs",
    "Traces",
    "Silence",
    "Status",
  ]);
  expect(compiledLinks).toContainEqual({ href: links.Silence, text: "Silence" });
  expect(Object.keys(details as object)).toEqual(["description", "firing", "resolved", "team"]);
});

test("a service label that is no identifier is read with index", () => {
  const odd = system("shop", {
    serviceLabel: "service.name",
    routes: { critical: [receiver.pagerduty("page", { key: url })] },
  });
  const { artifacts } = compiled(odd);
  const { receivers } = artifacts.find(({ kind }) => kind === "alertmanager")!.value as AlertmanagerConfig;
  expect(receivers[0]!.pagerduty_configs![0]!.component).toBe('{{ (index .CommonLabels "service.name") }}');
});

describe("the payload of a webhook", () => {
  const problems = (payload: Readonly<Record<string, unknown>>, alertmanager: string) => {
    const hook = receiver.webhook("bridge", { url, payload });
    const shop = system("shop", { routes: { critical: [hook] } });
    const { artifacts, diagnostics } = compiled(shop, { versions: { alertmanager } });
    const { receivers } = artifacts.find(({ kind }) => kind === "alertmanager")!.value as AlertmanagerConfig;
    const summaries = diagnostics.map(({ id, summary }) => `${id}: ${summary}`);
    return { integration: receivers[0]?.webhook_configs?.[0], summaries };
  };
  const payload = { text: '{{ template "telltale.title" . }}', tags: ["alert", { status: "{{ .Status }}" }], level: 3 };

  test("is posted as it is", () => {
    const { integration, summaries } = problems(payload, "0.32");
    expect(integration).toEqual({ url_file: "/etc/alertmanager/secrets/URL", payload, send_resolved: true });
    expect(summaries).toEqual([]);
  });

  test("needs Alertmanager 0.32", () => {
    expect(problems(payload, "0.31").summaries).toEqual([
      'definition/unsupported: Alertmanager 0.31 does not have "payload"',
    ]);
  });

  test("has only texts that Alertmanager can render", () => {
    expect(problems({ a: [{ b: "{{ .Status | upper }}" }] }, "0.32").summaries).toEqual([
      'definition/bad-notification: Alertmanager 0.32 cannot render payload.a.0.b: function "upper" not defined',
    ]);
  });
});
