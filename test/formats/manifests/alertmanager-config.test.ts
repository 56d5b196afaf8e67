import { describe, expect, test } from "vitest";
import { readManifests } from "../../../src/formats/manifests/index.js";
import { renderYaml, type YamlValue } from "../../../src/yaml/index.js";

type Fields = Readonly<Record<string, YamlValue>>;

const receiver = (more: Fields) => ({ name: "team", ...more });

/** A valid object, and what a case changes in its `spec`. */
function config(spec: Fields, version = "v1alpha1"): string {
  const route = { receiver: "team", groupBy: ["alertname"], routes: [{ receiver: "team", matchers: [] }] };
  const metadata = { name: "shop", namespace: "shop" };
  const valid = { route, receivers: [receiver({})] };
  return renderYaml({
    apiVersion: `monitoring.coreos.com/${version}`,
    ...{ kind: "AlertmanagerConfig", metadata, spec: { ...valid, ...spec } },
  });
}

function findings(text: string): readonly string[] {
  return readManifests(text, { file: "a.yml" }).diagnostics.map(({ id, summary }) => `${id}: ${summary}`);
}

const integration = (list: string, item: Fields) => ({ receivers: [receiver({ [list]: [item] })] });
const nights = (interval: Fields) => ({ muteTimeIntervals: [{ name: "nights", timeIntervals: [interval] }] });
const route = (more: Fields) => ({ route: { receiver: "team", ...more } });
const below = (more: Fields) => route({ routes: [{ receiver: "team", routes: [more] }] });
const secret = { name: "secrets", key: "key" };

/** The verdicts are those of the validation of prometheus-operator 0.93. */
const refused: readonly (readonly [spec: Fields, finding: string])[] = [
  [route({ receiver: "taem" }), 'undefined-receiver: receiver "taem" is not defined'],
  [route({ receiver: "" }), "missing-route: the root route has no receiver"],
  [below({ receiver: "other" }), 'undefined-receiver: receiver "other" is not defined'],
  [{ receivers: [receiver({}), receiver({})] }, 'duplicate-name: duplicate receiver "team"'],
  [below({ groupBy: ["a", "a"] }), 'group-by: groupBy lists "a" twice'],
  [route({ groupBy: ["a", "..."] }), "group-by: `...` in groupBy cannot be combined with labels"],
  [route({ muteTimeIntervals: ["gone"] }), 'undefined-time-interval: time interval "gone" is not defined'],
  [below({ activeTimeIntervals: ["gone"] }), 'undefined-time-interval: time interval "gone" is not defined'],
  [route({ matchers: [{ name: " ", matchType: "=", value: "a" }] }), "matcher: the name of a label is blank"],
  [
    { inhibitRules: [{ sourceMatch: [{ name: " ", matchType: "=", value: "a" }], targetMatch: [] }] },
    "matcher: the name of a label is blank",
  ],
  [{ muteTimeIntervals: [{ name: "" }] }, "missing-name: a time interval needs a name"],
  [
    nights({ times: [{ startTime: "22:00", endTime: "06:00" }] }),
    "time-interval: startTime must be before endTime; split a range that crosses midnight",
  ],
  [nights({ times: [{ startTime: "22:00" }] }), "time-interval: times needs both startTime and endTime"],
  [nights({ weekdays: ["friday:monday"] }), 'time-interval: weekdays: "friday:monday" ends before it starts'],
  [nights({ months: ["may:april"] }), 'time-interval: months: "may:april" ends before it starts'],
  [nights({ years: ["2027:2026"] }), 'time-interval: years: "2027:2026" ends before it starts'],
  [nights({ daysOfMonth: [{ start: 1 }] }), 'time-interval: daysOfMonth: "1:0" is out of range: 1 to 31, or -31 to -1'],
  [integration("pagerdutyConfigs", {}), "missing-field: an item of pagerdutyConfigs needs routingKey or serviceKey"],
  [integration("webhookConfigs", {}), "missing-field: an item of webhookConfigs needs url or urlSecret"],
  [integration("emailConfigs", {}), "missing-field: an item of emailConfigs needs to"],
  [
    integration("emailConfigs", { to: "a@example.org", smarthost: "mail" }),
    "invalid-url: smarthost must be a host and a port, such as smtp.example.org:587",
  ],
  [
    integration("emailConfigs", {
      to: "a@example.org",
      headers: ["Reply-To", "reply-to"].map((key) => ({ key, value: "" })),
    }),
    'invalid-value: duplicate header "reply-to"',
  ],
  [
    integration("pushoverConfigs", { token: secret }),
    "missing-field: an item of pushoverConfigs needs userKey or userKeyFile",
  ],
  [
    integration("pushoverConfigs", { token: secret, userKey: secret, html: true, monospace: true }),
    "exclusive-fields: an item of pushoverConfigs cannot have both html and monospace",
  ],
  [integration("telegramConfigs", { botToken: secret, chatID: 0 }), "invalid-value: chatID must not be 0"],
  [
    integration("telegramConfigs", { botToken: secret, botTokenFile: "/token", chatID: 1 }),
    "exclusive-fields: an item of telegramConfigs cannot have both botToken and botTokenFile",
  ],
  [integration("snsConfigs", {}), "missing-field: an item of snsConfigs needs topicARN or targetARN or phoneNumber"],
  [
    integration("snsConfigs", { topicARN: "a", targetARN: "b" }),
    "exclusive-fields: an item of snsConfigs cannot have both topicARN and targetARN",
  ],
  [
    integration("opsgenieConfigs", { responders: [{ type: "team" }] }),
    "missing-field: a responder needs id, name or username",
  ],
  [
    integration("slackConfigs", { actions: [{ type: "button", text: "Open" }] }),
    "missing-field: an action of Slack needs name or url",
  ],
  [
    integration("victoropsConfigs", { routingKey: "a", customFields: [{ key: "entity_id", value: "1" }] }),
    'invalid-value: VictorOps reserves the custom field "entity_id"',
  ],
  [
    integration("discordConfigs", {
      apiURL: secret,
      httpConfig: { authorization: { credentials: secret }, basicAuth: {} },
    }),
    "exclusive-fields: httpConfig cannot have both authorization and basicAuth",
  ],
  [
    integration("discordConfigs", { apiURL: secret, httpConfig: { authorization: {} } }),
    "missing-field: authorization needs credentials",
  ],
  [
    integration("discordConfigs", {
      apiURL: secret,
      httpConfig: { authorization: { type: "basic", credentials: secret } },
    }),
    "invalid-value: authorization cannot be of the type Basic",
  ],
  [
    integration("discordConfigs", {
      apiURL: secret,
      httpConfig: { oauth2: { clientId: {}, clientSecret: secret, tokenUrl: "http://a" } },
    }),
    "missing-field: clientId needs secret or configMap",
  ],
  [
    integration("discordConfigs", { apiURL: secret, httpConfig: { proxyFromEnvironment: true, proxyUrl: "http://a" } }),
    "exclusive-fields: httpConfig cannot have both proxyFromEnvironment and proxyUrl",
  ],
  [
    integration("discordConfigs", { apiURL: secret, httpConfig: { noProxy: "a" } }),
    "missing-field: httpConfig with noProxy needs proxyUrl",
  ],
  [
    integration("webexConfigs", { roomID: "a", httpConfig: { tlsConfig: { keySecret: secret } } }),
    "missing-field: tlsConfig with keySecret needs cert",
  ],
  [
    integration("webexConfigs", { roomID: "a", httpConfig: { tlsConfig: { cert: { secret } } } }),
    "missing-field: tlsConfig with cert needs keySecret",
  ],
  [
    integration("webexConfigs", { roomID: "a", httpConfig: { tlsConfig: { ca: { secret, configMap: secret } } } }),
    "exclusive-fields: ca cannot have both secret and configMap",
  ],
  [
    integration("webexConfigs", {
      roomID: "a",
      httpConfig: { tlsConfig: { minVersion: "TLS13", maxVersion: "TLS12" } },
    }),
    "invalid-value: maxVersion is before minVersion",
  ],
  [integration("snsConfigs", { topicARN: "a", apiURL: "" }), "invalid-url: apiURL of snsConfigs must not be empty"],
  [
    below({ matchers: [{ name: "a", matchType: "==", value: "b" }] }),
    "matcher: matchType must be one of =, !=, =~, !~",
  ],
  [integration("webhookConfigs", { url: "https://a:b" }), "invalid-url: url has an invalid host or port"],
  [
    integration("pagerdutyConfigs", { routingKey: secret, pagerDutyLinkConfigs: [{ href: "runbook" }] }),
    "invalid-url: href must start with http:// or https://",
  ],
];

/** Configurations that the operator accepts and Alertmanager refuses. */
const refusedLater: typeof refused = [
  [
    route({ matchers: [{ name: "a", matchType: "=~", value: "(" }] }),
    "matcher: error parsing regexp: missing closing ): `(`",
  ],
  [
    below({ matchers: [{ name: "a", regex: true, value: "(" }] }),
    "matcher: error parsing regexp: missing closing ): `(`",
  ],
  [{ muteTimeIntervals: [{ name: "a" }, { name: "a" }] }, 'duplicate-name: duplicate time interval "a"'],
];

const accepted: readonly Fields[] = [
  {},
  { route: null, receivers: null } as unknown as Fields,
  below({ receiver: null, matchers: [{ name: "a", matchType: "", value: "b" }] } as unknown as Fields),
  below({ receiver: "", groupBy: null, groupWait: "", repeatInterval: "0" } as unknown as Fields),
  route({ groupBy: ["..."], repeatInterval: "0s" }),
  { inhibitRules: [{ equal: ["a"] }] },
  route({ matchers: [{ name: "a", matchType: "=", regex: true, value: "(" }] }),
  { ...route({ activeTimeIntervals: ["nights"] }), ...nights({ times: [{ startTime: "22:00", endTime: "24:00" }] }) },
  nights({ daysOfMonth: [{ start: 1, end: -1 }], weekdays: ["Monday:Friday"], months: ["1:12"], years: ["2026"] }),
  integration("webhookConfigs", { url: "{{ .CommonLabels.url }}" }),
  integration("snsConfigs", { topicARN: "a", targetARN: "b", phoneNumber: "1" }),
  integration("opsgenieConfigs", { responders: [{ name: "a", type: "team" }] }),
];

describe("an AlertmanagerConfig that the operator or Alertmanager refuses", () => {
  test.each([...refused, ...refusedLater])("%j", (spec, finding) => {
    expect(findings(config(spec))).toEqual([`alertmanager/${finding}`]);
  });

  test("a route below the first, which the schema leaves to the operator", () => {
    expect(findings(config(below({ group_by: ["a"] })))).toEqual([
      'manifest/unknown-field: a route has no field "group_by"',
    ]);
    expect(findings(config(below({ repeatInterval: "4 hours" })))).toEqual([
      "manifest/wrong-type: repeatInterval must be a duration",
    ]);
    expect(findings(config(route({ routes: ["team"] })))).toEqual(["manifest/wrong-type: a route must be a mapping"]);
  });

  test("in v1beta1, whose time intervals have another name", () => {
    const intervals = [{ name: "nights", timeIntervals: [{ weekdays: ["friday:monday"] }] }];
    const spec = { ...route({ muteTimeIntervals: ["nights", "night"] }), timeIntervals: intervals };
    expect(findings(config(spec, "v1beta1"))).toEqual([
      'alertmanager/undefined-time-interval: time interval "night" is not defined',
      'alertmanager/time-interval: weekdays: "friday:monday" ends before it starts',
    ]);
  });

  test("names the object, the place and the nearest name", () => {
    const { diagnostics } = readManifests(config(route({ receiver: "taem" })), { file: "a.yml" });
    expect(diagnostics).toMatchObject([
      { subject: 'AlertmanagerConfig "shop"', fix: 'did you mean "team"?', span: { start: { line: 8, column: 15 } } },
    ]);
  });
});

test.each(accepted)("an AlertmanagerConfig that is accepted: %j", (spec) => {
  const ofSchema = /^manifest\/wrong-type: (?:route|receivers) must be/;
  expect(findings(config(spec)).filter((finding) => !ofSchema.test(finding))).toEqual([]);
});

test("fields that are merged in are there", () => {
  const text = config(integration("pagerdutyConfigs", { "<<": "*keys" })).replace('"*keys"', "*keys");
  expect(findings(`${text}x: &keys { routingKey: { name: a, key: b } }\n`)).toEqual([]);
});
