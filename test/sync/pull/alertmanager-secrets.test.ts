import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAlertmanager } from "../../../src/formats/alertmanager/index.js";
import { replaceSecrets } from "../../../src/sync/pull/alertmanager/replace-secrets.js";
import { findContentProblem } from "../../../src/sync/pull/content-limits.js";
import { corpusFolder } from "../../oracles/corpus.js";

const version = { major: 0, minor: 32 };
const planted = "planted9f2c";
const url = `https://hooks.example.com/${planted}`;
const http = (fields: string) => `webhook_configs: [{ url_file: /u, http_config: { ${fields} } }]`;

/** Receivers and settings with a secret, by what becomes of it. */
const replaced: Readonly<Record<string, string>> = {
  discord: `discord_configs: [{ webhook_url: "${url}" }]`,
  email: `email_configs: [{ to: a@b.c, from: a@b.c, smarthost: "b.c:25", auth_username: a, auth_password: ${planted} }]`,
  "email, CRAM-MD5": `email_configs: [{ to: a@b.c, from: a@b.c, smarthost: "b.c:25", auth_secret: ${planted} }]`,
  "incident.io": `incidentio_configs: [{ url: https://api.example.com, alert_source_token: ${planted} }]`,
  mattermost: `mattermost_configs: [{ webhook_url: "${url}", channel: a, text: a }]`,
  teams: `msteams_configs: [{ webhook_url: "${url}" }]`,
  "teams, version 2": `msteamsv2_configs: [{ webhook_url: "${url}" }]`,
  opsgenie: `opsgenie_configs: [{ api_key: ${planted} }]`,
  pagerduty: `pagerduty_configs: [{ routing_key: ${planted} }]`,
  "pagerduty, version 1": `pagerduty_configs: [{ service_key: ${planted} }]`,
  pushover: `pushover_configs: [{ user_key: ${planted}, token: ${planted} }]`,
  "rocket.chat": `rocketchat_configs: [{ token: ${planted}, token_id: ${planted}, channel: a }]`,
  slack: `slack_configs: [{ api_url: "${url}", channel: a }]`,
  telegram: `telegram_configs: [{ bot_token: ${planted}, chat_id: 1 }]`,
  victorops: `victorops_configs: [{ api_key: ${planted}, routing_key: a }]`,
  webhook: `webhook_configs: [{ url: "${url}" }]`,
  wechat: `wechat_configs: [{ api_secret: ${planted}, corp_id: a }]`,
  "basic authentication": http(`basic_auth: { username: a, password: ${planted} }`),
  "a bearer token": http(`authorization: { credentials: ${planted} }`),
  "a bearer token of old": http(`bearer_token: ${planted}`),
  oauth2: http(`oauth2: { client_id: a, client_secret: ${planted}, token_url: https://example.com }`),
  "a private key": http(`tls_config: { cert_file: /c, key: ${planted} }`),
};

const refused: Readonly<Record<string, string>> = {
  sns: `sns_configs: [{ topic_arn: a, sigv4: { region: a, access_key: a, secret_key: ${planted} } }]`,
  "a header": http(`http_headers: { X-Key: { secrets: [${planted}] } }`),
  "a header for a proxy": http(`proxy_url: https://p.example.com, proxy_connect_header: { X-Key: [${planted}] }`),
  "the address of a proxy": http(`proxy_url: https://user:${planted}@p.example.com`),
};

const configOf = (receiver: string) => `route: { receiver: a }\nreceivers: [{ name: a, ${receiver} }]\n`;

function errorsOf(text: string): readonly string[] {
  const { diagnostics } = readAlertmanager(text, { file: "", version });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
}

describe("the secret of", () => {
  test.each(Object.entries(replaced))("%s becomes a reference", (_, receiver) => {
    const text = configOf(receiver);
    expect(errorsOf(text)).toEqual([]);
    const found = replaceSecrets(text, version, "/secrets");
    if ("problem" in found) throw new Error(found.problem);
    expect(found.text).not.toContain(planted);
    expect(found.text).toContain("_file: /secrets/A_");
    expect(errorsOf(found.text)).toEqual([]);
  });

  test.each(Object.entries(refused))("%s is a reason to leave the configuration out", (_, receiver) => {
    const found = replaceSecrets(configOf(receiver), version, "/secrets");
    expect("problem" in found ? found.problem : findContentProblem(found.text)).toMatch(/secret/);
  });

  test("global settings becomes a reference, also in JSON", () => {
    const global = {
      smtp_auth_password: planted,
      slack_api_url: url,
      opsgenie_api_key: planted,
      victorops_api_key: planted,
    };
    const text = JSON.stringify({ global, route: { receiver: "a" }, receivers: [{ name: "a" }] });
    const found = replaceSecrets(text, version, "/secrets");
    if ("problem" in found) throw new Error(found.problem);
    expect(JSON.parse(found.text)).toMatchObject({
      global: {
        smtp_auth_password_file: "/secrets/SMTP_AUTH_PASSWORD",
        slack_api_url_file: "/secrets/SLACK_API_URL",
        opsgenie_api_key_file: "/secrets/SMTP_AUTH_PASSWORD",
        victorops_api_key_file: "/secrets/SMTP_AUTH_PASSWORD",
      },
    });
  });
});

const { path: folder, missing } = corpusFolder("alertmanager");

test.skipIf(missing !== undefined)("configurations of others stay valid, and without secrets the same", () => {
  const valid = readdirSync(folder).flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return name.endsWith(".yml") && errorsOf(text).length === 0 ? [{ name, text }] : [];
  });
  expect(valid.length).toBeGreaterThan(15);
  for (const { name, text } of valid) {
    const found = replaceSecrets(text, version, "/secrets");
    if ("problem" in found) continue;
    expect(errorsOf(found.text), name).toEqual([]);
    if (found.variables.size === 0) expect(found.text, name).toBe(text);
  }
});
