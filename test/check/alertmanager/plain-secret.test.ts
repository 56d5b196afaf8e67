import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const found = (integration: string, global = "{}") =>
  summariesOf(
    "alertmanager/plain-secret",
    `global: ${global}\nroute: {receiver: a}\nreceivers: [{name: a, ${integration}}]\n`,
  ).map((summary) => summary.replace(/ of the receiver "a" is a secret in plain text$/, ""));

const slack = (url: string) => found(`slack_configs: [{channel: x, api_url: "${url}"}]`);
const webhook = (url: string) => found(`webhook_configs: [{url: "${url}"}]`);

test("keys, tokens and passwords are secrets", () => {
  expect(found("pagerduty_configs: [{routing_key: 8f14e45fceea167a}]")).toEqual(["3: routing_key"]);
  expect(found("webhook_configs: [{url: http://a, http_config: {basic_auth: {username: a, password: b}}}]")).toEqual([
    "3: password",
  ]);
  expect(found("opsgenie_configs: [{message: x}]", "{opsgenie_api_key: abc}")).toEqual([
    "1: opsgenie_api_key is a secret in plain text",
  ]);
});

test("so are addresses with a token or a password in them, and no others", () => {
  expect(slack("https://hooks.slack.com/services/T0A/B0B/fX3kQ9vL2mN8pR4sT6uW1yZ0")).toEqual(["3: api_url"]);
  expect(webhook("https://me:pass@example.com/hook")).toEqual(["3: url"]);
  expect(webhook("https://example.com/hook?token=abc")).toEqual(["3: url"]);
  expect(webhook("http://alerts.monitoring.svc.cluster.local:8080/a/longer/path-of-an-internal-service")).toEqual([]);
  expect(webhook("https://heartbeat.example.com/")).toEqual([]);
});

test("the path of a secret is not reported, nor is a placeholder", () => {
  expect(found("pagerduty_configs: [{routing_key_file: /run/secrets/key}]")).toEqual([]);
  const placeholders = ["${KEY}", "$KEY", "<secret>", "{{ .Values.key }}", "__KEY__", "YOUR_KEY", "changeme", "xxxx"];
  for (const key of placeholders) expect(found(`pagerduty_configs: [{routing_key: "${key}"}]`), key).toEqual([]);
  expect(slack("https://hooks.slack.com/services/${SLACK_PATH}")).toEqual([]);
  expect(slack("https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")).toEqual([]);
});
