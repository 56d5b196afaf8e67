import { describe, expect, test } from "vitest";
import {
  type AlertmanagerConfig,
  alertmanagerFindings,
  readAlertmanager,
  renderAlertmanager,
} from "../../../src/formats/alertmanager/index.js";

const old = { major: 0, minor: 25 };
const recent = { major: 0, minor: 34 };

function read(text: string, version = old) {
  return readAlertmanager(text, { file: "alertmanager.yml", version });
}

function findings(text: string, version = old): string[] {
  return read(text, version).diagnostics.map(({ id, severity, span }) => {
    const { line, column } = span!.start;
    return `${line}:${column} ${id.replace("alertmanager/", "")}${severity === "error" ? "" : ` (${severity})`}`;
  });
}

const base = "route: {receiver: a}\nreceivers:\n- name: a\n";
const receiver = (kind: string, fields: string) => `${base}  ${kind}_configs:\n  - {${fields}}\n`;
const child = (fields: string) => `route:\n  receiver: a\n  routes:\n  - {${fields}}\nreceivers: [{name: a}]\n`;
const interval = (fields: string) => `${base}time_intervals:\n- name: x\n  time_intervals:\n  - {${fields}}\n`;

describe("a valid configuration", () => {
  const config: AlertmanagerConfig = {
    global: { resolve_timeout: "5m" },
    route: {
      receiver: "team",
      group_by: ["alertname"],
      routes: [{ receiver: "on-call", matchers: ['severity="critical"'], continue: true }],
    },
    inhibit_rules: [{ source_matchers: ["severity=critical"], target_matchers: ["severity=warning"], equal: ["job"] }],
    receivers: [
      { name: "team", webhook_configs: [{ url: "http://127.0.0.1:5001/", send_resolved: false }] },
      { name: "on-call", pagerduty_configs: [{ routing_key: "key" }] },
    ],
    time_intervals: [{ name: "night", time_intervals: [{ times: [{ start_time: "00:00", end_time: "06:00" }] }] }],
  };

  test("rendering and reading gives the same data", () => {
    const { config: source, diagnostics } = read(renderAlertmanager(config));
    expect(diagnostics).toEqual([]);
    expect(source!.data).toEqual(config);
  });

  test("has every route with its matchers and range", () => {
    const { config: source } = read(renderAlertmanager(config));
    const route = source!.route!.routes[0]!;
    expect(route.matchers).toEqual([{ name: "severity", operator: "=", value: "critical" }]);
    expect(source!.span(route.fields.get("receiver")!).start).toEqual({ line: 8, column: 17 });
  });
});

describe("Alertmanager refuses", () => {
  test.each([
    ["an empty file", "", ["1:1 missing-route"]],
    ["no route", "receivers: [{name: a}]\n", ["1:1 missing-route"]],
    ["a root route without a receiver", "route: {}\n", ["1:8 missing-route"]],
    [
      "matchers on the root route",
      "route: {receiver: a, matchers: [a=b]}\nreceivers: [{name: a}]\n",
      ["1:22 root-route"],
    ],
    [
      "continue on the root route",
      "route: {receiver: a, continue: true}\nreceivers: [{name: a}]\n",
      ["1:22 root-route"],
    ],
    ["an undefined receiver", child("receiver: b"), ["4:16 undefined-receiver"]],
    ["an undefined time interval", child("mute_time_intervals: [x]"), ["4:27 undefined-time-interval"]],
    ["a zero interval", child("group_interval: 0s"), ["4:22 zero-interval"]],
    ["a label twice in group_by", child("group_by: [a, a]"), ["4:16 group-by"]],
    ["... together with labels", child("group_by: [..., a]"), ["4:16 group-by"]],
    ["a match_re without a pattern", child("match_re: {a: }"), ["4:20 matcher"]],
    ["a match_re that is null", child("match_re: {a: ~, b: ''}"), ["4:20 matcher"]],
    ["a matcher without an operator", child("matchers: [a]"), ["4:17 matcher"]],
    ["a matcher with an invalid regexp", child("matchers: ['a=~\"[\"']"), ["4:17 matcher"]],
    ["an unknown field", `${base}foo: 1\n`, ["4:1 unknown-field"]],
    ["two receivers with the same name", `${base}- name: a\n`, ["4:9 duplicate-name"]],
    ["a receiver without a name", "route: {receiver: a}\nreceivers: [{name: a}, {}]\n", ["2:24 missing-field"]],
    ["a bad duration", child("group_wait: 5"), ["4:18 invalid-duration"]],
    ["an invalid URL", receiver("webhook", "url: '::'"), ["5:11 invalid-url"]],
    [
      "two kinds of authentication",
      receiver("webhook", "url: http://x/, http_config: {basic_auth: {username: a}, bearer_token: b}"),
      ["5:35 exclusive-fields"],
    ],
    [
      "a time range that ends before it starts",
      interval("times: [{start_time: '10:00', end_time: '09:00'}]"),
      ["7:14 time-interval"],
    ],
    ["a day out of range", interval("days_of_month: ['32']"), ["7:22 time-interval"]],
    ["weekdays in the wrong order", interval("weekdays: ['friday:monday']"), ["7:17 time-interval"]],
    ["an unknown time zone", interval("location: Mars/X"), ["7:16 time-interval"]],
  ])("%s", (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test.each([
    ["email", "to: x", 2],
    ["pagerduty", "severity: x", 1],
    ["slack", "channel: x", 1],
    ["opsgenie", "message: x", 1],
    ["victorops", "message_type: x", 2],
    ["pushover", "title: x", 2],
    ["wechat", "message: x", 2],
    ["telegram", "message: x", 2],
    ["sns", "subject: x", 1],
    ["webex", "message: x", 2],
    ["discord", "title: x", 1],
    ["webhook", "max_alerts: 1", 1],
  ])("a receiver of kind %s without its required fields", (kind, fields, count) => {
    expect(findings(receiver(kind, fields))).toEqual(Array(count).fill("5:5 missing-field"));
  });

  test("global provides fields that receivers omit", () => {
    const global = "global: {slack_api_url: 'http://x/', smtp_smarthost: 'x:25', smtp_from: a, opsgenie_api_key: k}\n";
    expect(findings(global + receiver("slack", "channel: x"))).toEqual([]);
    expect(findings(global + receiver("email", "to: x"))).toEqual([]);
    expect(findings(global + receiver("opsgenie", "message: x"))).toEqual([]);
  });

  test("several problems at once", () => {
    expect(findings(child("receiver: b, group_wait: x, matchers: [c], foo: 1"))).toEqual([
      "4:16 undefined-receiver",
      "4:31 invalid-duration",
      "4:45 matcher",
      "4:49 unknown-field",
    ]);
  });
});

describe("Alertmanager accepts", () => {
  test.each([
    ["templates that do not parse", receiver("slack", "api_url: 'http://x/', title: '{{'")],
    ["receivers that no route names", `${base}- name: b\n`],
    ["an empty inhibition", `${base}inhibit_rules: [{}]\n`],
    ["a child without matchers", child("")],
  ])("%s", (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});

describe("the targeted release decides", () => {
  test.each([
    ["webhook", "url_file: x", 26],
    ["discord", "webhook_url_file: x", 27],
    ["telegram", "bot_token_file: x, chat_id: 1", 26],
    ["msteams", "webhook_url: 'http://x/'", 26],
    ["msteamsv2", "webhook_url: 'http://x/'", 28],
    ["jira", "api_url: 'http://x/', project: p, issue_type: t, summary: s", 28],
    ["slack", "app_token: t", 30],
    ["pagerduty", "routing_key: k, details: {a: {b: c}}", 30],
  ])("%s with {%s} needs 0.%d", (kind, fields, since) => {
    expect(findings(receiver(kind, fields), { major: 0, minor: since - 1 })).not.toEqual([]);
    expect(findings(receiver(kind, fields), { major: 0, minor: since })).toEqual([]);
  });

  test("UTF-8 label names need 0.27", () => {
    const text = child('group_by: [a.b], matchers: [\'"a.b"="x"\']');
    expect(findings(text)).toEqual(["4:16 group-by", "4:34 matcher"]);
    expect(findings(text, recent)).toEqual([]);
  });

  test("matchers that only the classic parser accepts are warned about since 0.27", () => {
    expect(findings(child("matchers: ['a=b c']"))).toEqual([]);
    expect(findings(child("matchers: ['a=b c']"), recent)).toEqual(["4:17 ambiguous-matcher (warning)"]);
  });
});

describe("secrets", () => {
  test("are not quoted in any diagnostic", () => {
    const text = `global: {slack_api_url: "s3cret-1", opsgenie_api_key: [s3cret-2]}\n${receiver("webhook", "url: 's3cret-3', http_config: {bearer_token: s3cret-4, basic_auth: {password: s3cret-5}}")}`;
    const { diagnostics } = read(text, recent);
    expect(diagnostics.length).toBeGreaterThan(2);
    expect(JSON.stringify(diagnostics)).not.toContain("s3cret");
  });
});

test("routes can be nested as deep as YAML", () => {
  const depth = 3_000;
  const text = `route: {receiver: a, routes: [${"{routes: [".repeat(depth)}{receiver: b}${"]}".repeat(depth)}]}\nreceivers: [{name: a}]\n`;
  expect(findings(text)).toEqual(["1:30042 undefined-receiver"]);
});

test("every id has a sentence", () => {
  for (const [id, { sentence }] of Object.entries(alertmanagerFindings)) {
    expect(id).toMatch(/^alertmanager\/[a-z-]+$/);
    expect(sentence).toMatch(/\.$/);
  }
});

test("the nearest receiver or time interval is suggested for a misspelled one", () => {
  const text = [
    "route: { receiver: tem, routes: [{ mute_time_intervals: [nigth, holidays] }] }",
    "receivers: [{ name: team }]",
    "time_intervals: [{ name: night }]",
  ].join("\n");
  const { diagnostics } = readAlertmanager(text, { file: "alertmanager.yml", version: { major: 0, minor: 28 } });
  expect(diagnostics.map(({ fix }) => fix)).toEqual([
    'did you mean "team"?',
    'did you mean "night"?',
    "define it in time_intervals",
  ]);
});
