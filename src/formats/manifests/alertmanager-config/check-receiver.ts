import type { YamlMapping } from "../../../yaml/index.js";
import { type AlertmanagerDecoder, hostPortProblem, urlProblem } from "../../alertmanager/index.js";
import { fieldOf, filledField, mappingsIn, textOf } from "../fields.js";
import { checkHttpConfig } from "./check-http-config.js";
import { checkExclusive, reportMissing, setFields } from "./demands.js";

interface IntegrationRules {
  /** Groups of fields of which one is needed. */
  readonly needs?: readonly (readonly string[])[];
  /** Groups of fields of which at most one may be set. */
  readonly excludes?: readonly (readonly string[])[];
  readonly urls?: readonly string[];
  /** Lists of objects with a field that is a URL. */
  readonly nestedUrls?: Readonly<Record<string, string>>;
  readonly check?: (config: YamlMapping, decoder: AlertmanagerDecoder) => void;
}

/** The fields that the operator requires of each kind of receiver, beyond those of the schema. */
const integrations: Readonly<Record<string, IntegrationRules>> = {
  emailConfigs: { needs: [["to"]], check: checkEmail },
  opsgenieConfigs: { urls: ["apiURL"], check: checkOpsgenie },
  pagerdutyConfigs: {
    needs: [["routingKey", "serviceKey"]],
    urls: ["url", "clientURL"],
    nestedUrls: { pagerDutyLinkConfigs: "href", pagerDutyImageConfigs: "href" },
  },
  pushoverConfigs: {
    needs: [
      ["userKey", "userKeyFile"],
      ["token", "tokenFile"],
    ],
    urls: ["url"],
    check: checkPushover,
  },
  rocketchatConfigs: { urls: ["apiURL", "iconURL", "imageURL", "thumbURL"], nestedUrls: { actions: "url" } },
  slackConfigs: { check: checkSlack },
  snsConfigs: { urls: ["apiURL"], check: checkSns },
  telegramConfigs: {
    needs: [["botToken", "botTokenFile"]],
    excludes: [["botToken", "botTokenFile"]],
    urls: ["apiURL"],
    check: checkTelegram,
  },
  victoropsConfigs: { urls: ["apiUrl"], check: checkVictorops },
  webexConfigs: { urls: ["apiURL"] },
  webhookConfigs: { needs: [["url", "urlSecret"]], urls: ["url"] },
  wechatConfigs: { urls: ["apiURL"] },
  discordConfigs: {},
  msteamsConfigs: {},
  msteamsv2Configs: {},
};

/** Checks the integrations of a receiver. Findings never quote values, which may be secret. */
export function checkReceiver(receiver: YamlMapping, decoder: AlertmanagerDecoder): void {
  for (const [list, rules] of Object.entries(integrations)) {
    for (const config of mappingsIn(fieldOf(receiver, list))) {
      checkFields(config, list, rules, decoder);
      checkUrls(config, rules.urls ?? [], decoder);
      for (const [nested, field] of Object.entries(rules.nestedUrls ?? {})) {
        for (const item of mappingsIn(fieldOf(config, nested))) checkUrls(item, [field], decoder);
      }
      rules.check?.(config, decoder);
      const http = fieldOf(config, "httpConfig");
      if (http?.kind === "mapping") checkHttpConfig(http, decoder);
    }
  }
}

function checkFields(config: YamlMapping, list: string, rules: IntegrationRules, decoder: AlertmanagerDecoder): void {
  for (const fields of rules.needs ?? []) {
    if (setFields(config, fields).length > 0) continue;
    reportMissing(config, `an item of ${list} needs ${fields.join(" or ")}`, decoder);
  }
  for (const fields of rules.excludes ?? []) checkExclusive(config, fields, `an item of ${list}`, decoder);
}

/** Templates are rendered before they are read as URLs. */
function checkUrls(config: YamlMapping, fields: readonly string[], decoder: AlertmanagerDecoder): void {
  for (const field of fields) {
    const url = fieldOf(config, field);
    if (url?.kind !== "scalar" || url.value === "" || url.value.includes("{{")) continue;
    const problem = urlProblem(url.value);
    if (problem !== undefined) decoder.report("alertmanager/invalid-url", url, `${field} ${problem}`);
  }
}

function checkEmail(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  const host = fieldOf(config, "smarthost");
  const problem = host?.kind === "scalar" ? hostPortProblem(host.value) : undefined;
  if (problem !== undefined) decoder.report("alertmanager/invalid-url", host!, `smarthost ${problem}`);
  const seen = new Set<string>();
  for (const header of mappingsIn(fieldOf(config, "headers"))) {
    const key = fieldOf(header, "key");
    if (key?.kind !== "scalar") continue;
    const name = key.value.toLowerCase();
    if (seen.has(name)) decoder.report("alertmanager/invalid-value", key, `duplicate header "${key.value}"`);
    seen.add(name);
  }
}

function checkOpsgenie(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  for (const responder of mappingsIn(fieldOf(config, "responders"))) {
    if (["id", "name", "username"].some((field) => (textOf(responder, field) ?? "") !== "")) continue;
    reportMissing(responder, "a responder needs id, name or username", decoder);
  }
}

function checkPushover(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  if (textOf(config, "html") !== "true" || textOf(config, "monospace") !== "true") return;
  const summary = "an item of pushoverConfigs cannot have both html and monospace";
  decoder.report("alertmanager/exclusive-fields", fieldOf(config, "monospace")!, summary);
}

function checkSlack(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  for (const action of mappingsIn(fieldOf(config, "actions"))) {
    if (["name", "url"].some((field) => (textOf(action, field) ?? "") !== "")) continue;
    reportMissing(action, "an action of Slack needs name or url", decoder);
  }
}

/** Accepts one field, and, as the operator does, all three. */
function checkSns(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  const url = filledField(config, "apiURL");
  // Elsewhere, an empty URL counts as none.
  if (url?.kind === "scalar" && url.value === "") {
    decoder.report("alertmanager/invalid-url", url, "apiURL of snsConfigs must not be empty");
  }
  const targets = ["topicARN", "targetARN", "phoneNumber"];
  const set = targets.filter((field) => (textOf(config, field) ?? "") !== "");
  if (set.length === 0) reportMissing(config, `an item of snsConfigs needs ${targets.join(" or ")}`, decoder);
  if (set.length === 2) checkExclusive(config, set, "an item of snsConfigs", decoder);
}

function checkTelegram(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  const chat = fieldOf(config, "chatID");
  if (chat?.kind !== "scalar" || Number(chat.value) !== 0) return;
  decoder.report("alertmanager/invalid-value", chat, "chatID must not be 0");
}

const reserved = new Set(
  "routing_key message_type state_message entity_display_name monitoring_tool entity_id entity_state".split(" "),
);

function checkVictorops(config: YamlMapping, decoder: AlertmanagerDecoder): void {
  for (const custom of mappingsIn(fieldOf(config, "customFields"))) {
    const key = fieldOf(custom, "key");
    if (key?.kind !== "scalar" || !reserved.has(key.value)) continue;
    decoder.report("alertmanager/invalid-value", key, `VictorOps reserves the custom field "${key.value}"`);
  }
}
