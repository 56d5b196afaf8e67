import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { env, file, promql, type Receiver, receiver, system, timeInterval } from "telltale";
import { describe, expect, test } from "vitest";
import { readManifests } from "../../../src/formats/manifests/index.js";
import type { KubernetesTarget } from "../../../src/model/project/target.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { compiled } from "../project.js";
import { receiverSamples } from "../receiver-samples.js";

const { path: schemas, missing } = corpusFolder("collection/schemas");
const validate = missing ? undefined : compileSchema();

function compileSchema() {
  const text = readFileSync(`${schemas}prometheus-operator/AlertmanagerConfig_v1alpha1.json`, "utf8");
  const { $schema: _, ...draft } = JSON.parse(text) as { $schema: string };
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const check = ajv.compile(draft);
  return (value: unknown) => (check(value) ? [] : [ajv.errorsText(check.errors)]);
}

function compileFor(shop: SystemFacts | readonly SystemFacts[], changes: Partial<KubernetesTarget> = {}) {
  const place = { kind: "kubernetes", environment: "prod", directory: "cluster", namespace: "monitoring" } as const;
  const targets = { cluster: { ...place, alertmanagerConfig: "global" as const, ...changes } };
  const { artifacts, diagnostics } = compiled(shop, { targets, versions: { alertmanager: "0.35" } });
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager config");
  return {
    manifest: artifact?.value as { readonly spec: { readonly receivers: readonly object[] } } | undefined,
    path: artifact?.path,
    problems: diagnostics.map(({ subject, summary }) => `${subject}: ${summary}`),
  };
}

const key = env("KEY");
const onCall = receiver.pagerduty("on-call", { key, links: { Status: "https://status.example.com" } });
const team = receiver.slack("team", { url: key, channel: "#shop" });
const warning = (one: Receiver) => system("shop", { routes: { warning: [one] } });

const receivers: Readonly<Record<string, Receiver>> = {
  discord: receiver.discord("a", { url: key }),
  email: receiver.email("a", { to: "a@b.c", from: "a@b.c", smarthost: "b.c:25", username: "me", password: key }),
  opsgenie: receiver.opsgenie("a", { key, tags: ["x", "y"], responders: [{ type: "team", name: "shop" }] }),
  pagerduty: onCall,
  pushover: receiver.pushover("a", { userKey: key, token: key }),
  rocketchat: receiver.rocketchat("a", { token: key, tokenId: key, channel: "#ops" }),
  slack: team,
  sns: receiver.sns("a", { topicArn: "arn:aws:sns:eu-central-1:1:a", region: "eu-central-1", roleArn: "arn:x" }),
  teams: receiver.teams("a", { url: key }),
  telegram: receiver.telegram("a", { token: key, chat: -100, parseMode: "HTML" }),
  victorops: receiver.victorops("a", { key, routingKey: "shop" }),
  webex: receiver.webex("a", { token: key, roomId: "room" }),
  webhook: receiver.webhook("a", { url: key }),
  wechat: receiver.wechat("a", { secret: key, corpId: "corp", toParty: "2" }),
};

describe("each kind of receiver", () => {
  test.each(Object.keys(receivers))("%s is in the schema of the operator, with references to secrets", (name) => {
    const { manifest, problems } = compileFor(warning(receivers[name]!));
    expect(problems).toEqual([]);
    if (validate) expect(validate(manifest)).toEqual([]);
    if (name !== "sns") expect(JSON.stringify(manifest)).toContain('{"name":"alertmanager-secrets","key":"KEY"}');
    expect(JSON.stringify(manifest)).not.toMatch(/_file|\/etc\//);
  });

  test("is in the schema with all its options, too", () => {
    const define = receiver as unknown as Readonly<Record<string, (name: string, options: object) => Receiver>>;
    for (const [kind, { required, optional }] of Object.entries(receiverSamples)) {
      if (kind === "incidentio" || kind === "jira" || kind === "mattermost") continue;
      const { manifest, problems } = compileFor(warning(define[kind]!("a", { ...required, ...optional })));
      expect([kind, problems, validate?.(manifest) ?? []]).toEqual([kind, [], []]);
    }
  });

  test("has the fields of the object", async () => {
    const all = Object.entries(receivers).map(([name, one]) => {
      return [name, compileFor(warning(one)).manifest!.spec.receivers[0]];
    });
    await expect(JSON.stringify(Object.fromEntries(all), undefined, 2)).toMatchFileSnapshot("./goldens/receivers.json");
  });
});

test("the schema refuses what it does not know", () => {
  if (!validate) return;
  const { manifest } = compileFor(warning(team));
  expect(validate({ ...manifest, spec: { ...manifest!.spec, bogus: 1 } })).toHaveLength(1);
});

describe("routes", () => {
  const hours = { times: [{ from: "08:00", to: "17:00" }], daysOfMonth: ["1:15", -1], months: ["may:august"] } as const;
  const nights = timeInterval("nights", hours);

  function shopWithOutage(interval = nights) {
    const shop = system("shop", {
      serviceLabel: "app",
      routes: { critical: [onCall, team], warning: { to: [team], mute: [interval], otherwise: "wait" } },
    });
    const slow = shop.alert("Slow", { when: promql`sum by (app) (up) < 2`, severity: "warning", summary: "Slow" });
    const when = promql`sum by (app) (up) == 0`;
    shop.alert("Down", { when, severity: "critical", summary: "Down", silences: [slow] });
    return shop;
  }

  test("are those of Alertmanager, with inhibition and time intervals", async () => {
    const { manifest, problems, path } = compileFor(shopWithOutage());
    expect([problems, path]).toEqual([[], "prod/kubernetes/cluster.yaml"]);
    if (validate) expect(validate(manifest)).toEqual([]);
    await expect(JSON.stringify(manifest, undefined, 2)).toMatchFileSnapshot("./goldens/shop.json");
  });

  test("in a time zone are an error, because the object has none", () => {
    const berlin = timeInterval("nights", { ...hours, timeZone: "Europe/Berlin" });
    expect(compileFor(shopWithOutage(berlin)).problems).toEqual([
      'time interval "nights": an AlertmanagerConfig has no time zones: its hours are in UTC, also in summer',
    ]);
  });

  test("of the namespace only are an error for alerts elsewhere", () => {
    const matcher = 'the operator routes only alerts with namespace="monitoring"';
    expect(compileFor(shopWithOutage(), { alertmanagerConfig: "OnNamespace" }).problems).toEqual([
      `alert "Down": nobody would hear of this alert and 1 more: ${matcher}`,
    ]);
    expect(compileFor(shopWithOutage(), { alertmanagerConfig: "None" }).problems).toEqual([]);
    const shop = system("shop", { routes: { warning: [team] } });
    const labels = { namespace: "monitoring" };
    shop.alert("Here", { when: promql`up == 0`, severity: "warning", summary: "Down", labels });
    expect(compileFor(shop, { alertmanagerConfig: "OnNamespace" }).problems).toEqual([]);
    shop.alert("There", { when: promql`up{namespace="shop"} == 0`, severity: "warning", summary: "Down" });
    expect(compileFor(shop, { alertmanagerConfig: "OnNamespace" }).problems).toEqual([
      `alert "There": nobody would hear of this alert: ${matcher}`,
    ]);
  });
});

describe("v1beta1", () => {
  const beta = { alertmanagerConfigVersion: "v1beta1" } as const;
  const findings = (manifest: unknown) => {
    const { diagnostics } = readManifests(JSON.stringify(manifest), { file: "config.yaml" });
    return diagnostics.map(({ summary }) => summary);
  };
  const nights = timeInterval("nights", { times: [{ from: "08:00", to: "17:00" }] });
  const muted = system("shop", { routes: { warning: { to: [team, onCall], mute: [nights], otherwise: "wait" } } });

  test("is the same, but for the name of the time intervals", () => {
    const [alpha, later] = [compileFor(muted).manifest!, compileFor(muted, beta).manifest!];
    const { muteTimeIntervals, ...spec } = alpha.spec as unknown as Record<string, unknown>;
    expect(muteTimeIntervals).toHaveLength(1);
    expect(later).toEqual({
      ...alpha,
      apiVersion: "monitoring.coreos.com/v1beta1",
      spec: { ...spec, timeIntervals: muteTimeIntervals },
    });
  });

  test("and v1alpha1 are read, each by its own schema", () => {
    for (const one of Object.values(receivers)) {
      expect(findings(compileFor(warning(one)).manifest)).toEqual([]);
      expect(findings(compileFor(warning(one), beta).manifest)).toEqual([]);
    }
    const [alpha, later] = [compileFor(muted).manifest!, compileFor(muted, beta).manifest!];
    expect(findings({ ...alpha, spec: later.spec })).toEqual([expect.stringContaining("timeIntervals")]);
    expect(findings({ ...later, spec: alpha.spec })).toEqual([expect.stringContaining("muteTimeIntervals")]);
    const unnamed = JSON.stringify(later).replaceAll('"name":"alertmanager-secrets",', "");
    expect(findings(JSON.parse(unnamed))).toContainEqual(expect.stringContaining("name"));
    expect(findings(JSON.parse(unnamed.replace("v1beta1", "v1alpha1").replace('"timeI', '"muteTimeI')))).toEqual([]);
  });

  test("has no updateAlerts for Opsgenie", () => {
    const updated = receiver.opsgenie("a", { key, updateAlerts: true });
    expect(compileFor(warning(updated)).problems).toEqual([]);
    expect(compileFor(warning(updated), beta).problems).toEqual([
      'receiver "a": the opsgenie receiver of an AlertmanagerConfig has no update_alerts',
    ]);
  });
});

describe("what the object cannot express is reported at the receiver", () => {
  test.each([
    [receiver.mattermost("a", { url: key }), "an AlertmanagerConfig has no receiver of the kind mattermost"],
    [
      receiver.slack("a", { url: file("/run/secrets/slack"), channel: "#a" }),
      "an AlertmanagerConfig takes api_url from a Secret, and this is a file",
    ],
    [
      receiver.raw("a", { webhook_configs: [{ url: "http://localhost" }] }),
      "an AlertmanagerConfig takes url from a Secret, and this is text",
    ],
    [
      receiver.raw("a", { webhook_configs: [{ url_file: key, http_config: { proxy_url: "http://p" } }] }),
      "the webhook receiver of an AlertmanagerConfig has no http_config.proxy_url",
    ],
    [
      receiver.telegram("a", { token: key, chat: 1 }),
      "an AlertmanagerConfig cannot say that a message is plain text: Telegram would read it as HTML",
    ],
  ])("%#", (one, summary) => {
    expect(compileFor(warning(one)).problems).toContain(`receiver "a": ${summary}`);
  });

  test("and not where no target asks for it", () => {
    const { artifacts, diagnostics } = compiled(warning(receiver.mattermost("a", { url: key })), {
      versions: { alertmanager: "0.35" },
    });
    expect([artifacts.some(({ kind }) => kind === "alertmanager config"), diagnostics]).toEqual([false, []]);
  });
});
