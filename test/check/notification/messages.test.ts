import { type Alert, counter, env, gauge, promql, type Receiver, receiver, system } from "telltale";
import { describe, expect, test } from "vitest";
import { diagnosticsOf, findingsOf, lineOf } from "./project-findings.js";

const url = env("URL");
const channel = "#shop";
const [chat, onCall] = [receiver.slack("chat", { url, channel }), receiver.pagerduty("on-call", { key: env("KEY") })];

/** An alert on the pods of a service that reaches some receivers. */
function shopWith(to: readonly Receiver[], alert: Partial<Alert> = {}) {
  const shop = system("shop", { routes: { warning: to } });
  const cart = shop.service("cart", {
    waiting: gauge("waiting", { help: "Orders that wait", labels: { queue: ["a", "b"], tenant: 9 } }),
    failed: counter("failed_total", { help: "Orders that failed" }),
  });
  shop.alert("OrdersWait", {
    when: promql`max by (job, queue) (${cart.waiting}) > 3`,
    for: "5m",
    summary: "Orders of {{ $labels.queue }} wait",
    ...alert,
    severity: "warning",
  });
  return shop;
}

const ids = ["broken-template", "no-value", "says-nothing", "too-long"].map((name) => `notification/${name}`);

test("the default texts of every receiver are right", () => {
  const token = env("TOKEN");
  const receivers = [
    ...[chat, onCall, receiver.email("mail", { to: "a@b.c", from: "a@b.c", smarthost: "mail:587" })],
    ...[receiver.webhook("hook", { url }), receiver.opsgenie("opsgenie", { key: token })],
    ...[receiver.telegram("telegram", { token, chat: 1 }), receiver.discord("discord", { url })],
    ...[receiver.pushover("me", { userKey: token, token }), receiver.teams("teams", { url })],
    receiver.victorops("victorops", { key: token, routingKey: "shop" }),
  ];
  for (const id of ids) expect([id, findingsOf(id, shopWith(receivers))]).toEqual([id, []]);
});

describe("a template that cannot be executed", () => {
  const id = "notification/broken-template";

  test("of an annotation is reported at it", () => {
    const description = "{{ humanizeDuration $labels.queue }}";
    const [found] = diagnosticsOf(id, shopWith([chat], { description }));
    expect(found).toMatchObject({
      severity: "error",
      subject: 'alert "OrdersWait"',
      summary:
        'Prometheus cannot expand its annotation "description": error calling humanizeDuration: strconv.ParseFloat: parsing "a": invalid syntax',
    });
  });

  test("of a receiver is reported at the alert, for alerts that it cannot render alone", () => {
    const title = '{{ if eq .CommonLabels.queue "a" }}{{ index .Alerts 1 }}{{ end }}';
    const picky = receiver.slack("chat", { url, channel, title });
    expect(findingsOf(id, shopWith([picky]))).toEqual([
      'alert "OrdersWait": Alertmanager cannot render the title that "shop/chat" gets: error calling index: reflect: slice index out of range',
    ]);
    expect(findingsOf(id, shopWith([picky], { when: promql`sum(waiting) > 3`, summary: "Orders wait" }))).toEqual([]);
  });
});

test("a label whose values are unknown may be a number", () => {
  const alert = { when: promql`max by (job, limit) (elsewhere) > 3`, summary: "{{ $labels.limit | humanize }}" };
  expect(findingsOf("notification/broken-template", shopWith([chat], alert))).toEqual([]);
  const title = "{{ if gt (len .CommonLabels.limit) 4 }}{{ index .Alerts 1 }}{{ end }}";
  const picky = receiver.slack("picky", { url, channel, title });
  expect(findingsOf("notification/broken-template", shopWith([picky], { ...alert, summary: "…" }))).toEqual([]);
});

describe("a hole in a text", () => {
  const id = "notification/no-value";
  const saying = (text: string) => receiver.slack("chat", { url, channel, text });

  test("is found where an alert lacks a label or an annotation", () => {
    expect(findingsOf(id, shopWith([saying("{{ .CommonLabels.tenant }} waits")]))).toEqual([
      'alert "OrdersWait": the text that "shop/chat" gets prints a label or an annotation that the alert does not have: "<no value> waits"',
    ]);
    expect(findingsOf(id, shopWith([saying("{{ range .Alerts }}{{ .Annotations.team }}{{ end }}")]))).toHaveLength(1);
  });

  test("is none where it is left out, or where the alert has it", () => {
    expect(findingsOf(id, shopWith([saying("{{ with .CommonLabels.tenant }}{{ . }}{{ end }} waits")]))).toEqual([]);
    expect(findingsOf(id, shopWith([saying("{{ .CommonLabels.queue }} waits")]))).toEqual([]);
    expect(findingsOf(id, shopWith([saying("{{ .CommonLabels.tenant }}")], { labels: { tenant: "a" } }))).toEqual([]);
  });

  test("is found in an annotation that prints it", () => {
    expect(findingsOf(id, shopWith([chat], { annotations: { note: "{{ nil }}<no value>" } }))).toEqual([]);
    expect(findingsOf(id, shopWith([chat], { annotations: { note: "from <no value>" } }))).toEqual([
      'alert "OrdersWait": its annotation "note" has no value in it: "from <no value>"',
    ]);
  });
});

describe("a message that says nothing", () => {
  const id = "notification/says-nothing";

  test("does not tell which of the instances fires", () => {
    const [found, ...others] = diagnosticsOf(
      id,
      shopWith([onCall], { summary: "Orders wait", annotations: { value: "" } }),
    );
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      summary: 'its message to "shop/on-call" does not say which queue it is about, nor any value',
      fix: "print a label that tells which, such as {{ $labels.queue }}, in its summary",
    });
    expect(lineOf(found!)).toContain('summary: "Orders of');
  });

  test("unless it prints the value or a label, in any of its texts", () => {
    expect(findingsOf(id, shopWith([onCall], { summary: "Orders wait" }))).toEqual([]);
    expect(findingsOf(id, shopWith([onCall], { annotations: { value: "" } }))).toEqual([]);
    expect(findingsOf(id, shopWith([chat], { summary: "Orders wait", annotations: { value: "" } }))).toEqual([]);
    const when = promql`max by (job) (waiting) == 3`;
    expect(findingsOf(id, shopWith([onCall], { when, summary: "Orders of {{ $labels.job }} wait" }))).toEqual([]);
  });

  test("does not tell which alert fires", () => {
    const silent = receiver.telegram("silent", { token: env("TOKEN"), chat: 1, text: "{{ .Status }}" });
    const when = promql`sum(waiting) > 3`;
    expect(findingsOf(id, shopWith([silent], { when, summary: "Orders wait" }))).toEqual([
      'alert "OrdersWait": its message to "shop/silent" does not say which alert it is',
    ]);
  });
});

describe("a text that is too long", () => {
  const id = "notification/too-long";
  const words = "They wait for the bank. ".repeat(50);

  test("is reported with the limit of its channel", () => {
    const summary = `Orders of {{ $labels.queue }} wait. ${words}`;
    expect(findingsOf(id, shopWith([onCall, chat], { summary }))).toEqual([
      'alert "OrdersWait": the description that "shop/on-call" gets has 1229 characters, and PagerDuty takes 1024',
    ]);
  });

  test("depends on the channel, and on the release", () => {
    const title = "{{ .CommonAnnotations.summary }}";
    const channels = [
      receiver.opsgenie("opsgenie", { key: env("KEY"), title }),
      receiver.discord("discord", { url, text: words.repeat(2) + title }),
      receiver.sns("phone", { region: "eu-central-1", phoneNumber: "+1", text: words.repeat(2) + title }),
      receiver.sns("topic", {
        region: "eu-central-1",
        topicArn: "a",
        subject: words + title,
        text: words.repeat(2) + title,
      }),
    ];
    const found = (alertmanager: "0.28") =>
      findingsOf(id, shopWith(channels), { versions: { alertmanager } }).map((one) => one.replace(/^.*: the/, ""));
    expect(found("0.28")).toEqual([
      ' message that "shop/phone" gets has 2416 bytes, and SNS takes 1600',
      ' subject that "shop/topic" gets has 1216 characters, and SNS takes 100',
    ]);
  });
});

describe("a text about a group that is too long", () => {
  const id = "notification/too-long";
  const when = promql`max by (tenant) (${gauge("waiting", { help: "Orders", labels: { tenant: 99 } })}) > 3`;
  const telegram = (text?: string) =>
    receiver.telegram("chat", { token: env("TOKEN"), chat: 1, ...(text !== undefined && { text }) });
  const list = "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}";
  const wordy = `Orders of {{ $labels.tenant }} wait. ${"They wait for the bank. ".repeat(8)}`;
  const found = (chat: Receiver, alert: Partial<Alert> = {}) =>
    diagnosticsOf(id, shopWith([chat], { when, summary: wordy, ...alert })).map(({ summary, fix }) => [summary, fix]);

  test("is one of a text that lists all alerts", () => {
    expect(found(telegram(list))).toEqual([
      [
        'the message that "shop/chat" gets about 20 of its instances has 4371 characters, and Telegram takes 4096',
        "list the first alerts only: {{ range $index, $alert := .Alerts }}{{ if lt $index 5 }}…{{ end }}{{ end }}",
      ],
    ]);
    expect(found(telegram(list), { summary: "Orders of {{ $labels.tenant }} wait" })).toEqual([]);
  });

  test("is never the default text, which lists the first five", () => {
    expect(found(telegram())).toEqual([]);
  });

  test("cannot be where the group has fewer instances", () => {
    const ofQueues = { when: promql`max by (queue) (waiting) > 3`, summary: wordy.replace("tenant", "queue") };
    expect(found(telegram(list), ofQueues)).toEqual([]);
    expect(found(telegram(list.repeat(10)), ofQueues)).toEqual([
      [expect.stringContaining("gets about 2 of its instances has"), expect.anything()],
    ]);
    const grouped = system("bank", { routes: { warning: [telegram(list)] }, groupBy: ["tenant"] });
    grouped.alert("OrdersWait", { when, for: "5m", severity: "warning", summary: wordy });
    expect(findingsOf(id, grouped)).toEqual([]);
  });
});

test("findings can be allowed", () => {
  const allow = { "notification/says-nothing": "there is one queue" };
  const alert = { summary: "Orders wait", annotations: { value: "" }, allow };
  expect(findingsOf("notification/says-nothing", shopWith([onCall], alert))).toEqual([]);
});
