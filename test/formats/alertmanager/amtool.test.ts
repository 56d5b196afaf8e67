import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAlertmanager } from "../../../src/formats/alertmanager/index.js";
import { rounds } from "../../oracles/rounds.js";
import { missingTool } from "../../oracles/tools.js";
import { mutate, randomNumbers } from "../mutate.js";

const skipped = missingTool("amtool", "0.25");

const seed = `global:
  resolve_timeout: 5m
  smtp_smarthost: mail.example.org:587
  smtp_from: a@example.org
  smtp_require_tls: false
  slack_api_url: https://hooks.example.org/x
  opsgenie_api_key: k
  victorops_api_key: k
  wechat_api_secret: s
  wechat_api_corp_id: c
  http_config:
    follow_redirects: true
    basic_auth: {username: a, password: b}
    tls_config:
      insecure_skip_verify: true
      min_version: TLS12
templates: [/etc/x/*.tmpl]
route:
  receiver: a
  group_by: [alertname, job]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h
  routes:
    - receiver: b
      matchers: [severity="critical", 'team=~"a|b"']
      continue: true
      mute_time_intervals: [night]
      routes:
        - match: {a: b}
          match_re: {c: "d.*"}
    - matchers: ["x!=y"]
      active_time_intervals: [day]
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [job]
  - source_match: {a: b}
    target_match_re: {a: "c|d"}
receivers:
  - name: a
    webhook_configs:
      - url: http://127.0.0.1:5001/
        send_resolved: false
        max_alerts: 0
        http_config:
          bearer_token: x
    email_configs:
      - to: x@y.z
        headers: {Subject: s, X-A: b}
        require_tls: true
    slack_configs:
      - channel: '#x'
        title: "{{ .x }}"
        fields:
          - title: a
            value: b
            short: true
        actions:
          - type: button
            text: t
            url: http://x
            confirm: {text: sure}
  - name: b
    pagerduty_configs:
      - routing_key: k
        details: {a: b}
        links: [{href: x, text: y}]
        images: [{src: x}]
    opsgenie_configs:
      - responders: [{type: team, name: x}]
        tags: a
        update_alerts: true
    pushover_configs:
      - user_key: u
        token: t
        retry: 1m
        expire: 1h
    victorops_configs:
      - routing_key: r
        custom_fields: {x: y}
    wechat_configs:
      - message_type: markdown
    sns_configs:
      - topic_arn: arn
        sigv4: {region: x, access_key: a, secret_key: b}
        attributes: {a: b}
    telegram_configs:
      - bot_token: t
        chat_id: -100
        parse_mode: HTML
    webex_configs:
      - room_id: r
        http_config:
          authorization: {type: Bearer, credentials: x}
    discord_configs:
      - webhook_url: http://discord/x
mute_time_intervals:
  - name: night
    time_intervals:
      - times: [{start_time: "00:00", end_time: "06:00"}]
        weekdays: [monday:friday, sunday]
        days_of_month: ["1:5", "-3:-1"]
        months: [january, "3:5", may:august]
        years: ["2020:2030"]
        location: Europe/Berlin
time_intervals:
  - name: day
    time_intervals:
      - times:
        - start_time: 08:00
          end_time: 24:00
`;

const replacements = [
  ..."a 1 0 -1 5m 0s 1.5h true yes null ~ '' [] {} [a] http://x.y/z ftp://x :: x.y:25 :25 a=b é a.b ... monday".split(
    " ",
  ),
  ..."friday:monday 1:5 -1:3 32 13 24:00 12:60 Europe/Berlin Mars/X TLS12 Markdown 2020-01-01 0x10".split(" "),
  ..."{a: b}|a=~'['|'{a=\"b\"}'|!!int 3|http://a b/|https://h:99999/|<secret>".split("|"),
];

/** Runs `amtool check-config` on the texts. True for each one that it accepts. */
function runAmtool(texts: readonly string[]): boolean[] {
  const folder = mkdtempSync(join(tmpdir(), "alertmanager-"));
  try {
    const names = texts.map((_, index) => `f${index}.yml`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, names[index]!), text);
    const { stdout } = spawnSync("amtool", ["check-config", ...names], { cwd: folder, encoding: "utf8" });
    return stdout.split(/^(?=Checking ')/m).map((part) => /^Checking '[^']*' {2}SUCCESS/.test(part));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function accepts(text: string): boolean {
  const { diagnostics } = readAlertmanager(text, { file: "a.yml", version: { major: 0, minor: 25 } });
  return diagnostics.every(({ severity }) => severity !== "error");
}

describe.skipIf(skipped)("verdicts equal amtool's", () => {
  test("for randomly changed configurations", () => {
    const random = randomNumbers(7);
    const texts = [seed, ...Array.from({ length: rounds(100) }, () => mutate(seed, replacements, random))];
    const verdicts = runAmtool(texts);
    expect(verdicts).toHaveLength(texts.length);
    expect(verdicts[0]).toBe(true);
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
    for (const [index, text] of texts.entries()) expect(accepts(text), text).toBe(verdicts[index]);
  });

  test("for every way to write true and false", () => {
    const words = "true True TRUE tRue y Y yes Yes YES n no on ON off 1 0 null ~ t f".split(" ");
    const values = words.flatMap((word) => [
      word,
      `"${word}"`,
      `'${word}'`,
      `!!bool ${word}`,
      `!!bool "${word}"`,
      `!!str ${word}`,
    ]);
    const texts = values.map(
      (value) =>
        `route: {receiver: a}\nreceivers: [{name: a, opsgenie_configs: [{api_key: k, update_alerts: ${value}}]}]`,
    );
    const verdicts = runAmtool(texts);
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
    expect(values.filter((_, index) => accepts(texts[index]!))).toEqual(values.filter((_, index) => verdicts[index]));
  });
});
