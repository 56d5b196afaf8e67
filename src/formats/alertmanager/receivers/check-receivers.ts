import { receiverShapes } from "../shapes/receiver-shapes.js";
import { type Fields, getFields, getList, getText, getTextMap, type ShapeReader } from "../shapes/shape-reader.js";
import { checkExclusive, checkHttpConfig, checkRequired, checkTls, hasValue } from "./http-config.js";
import { checkOneOf, integrationChecks } from "./integration-checks.js";

/** Checks every receiver. `global` holds defaults for all of them. */
export function checkReceivers(reader: ShapeReader, receivers: readonly Fields[], global: Fields | undefined): void {
  const { decoder } = reader;
  const seen = new Map<string, Fields>();
  for (const receiver of receivers) {
    const name = getText(receiver, "name");
    decoder.subject = name === "" ? undefined : `receiver "${name}"`;
    const first = seen.get(name);
    if (name === "") checkRequired(reader, receiver, "a receiver", "name");
    else if (first === undefined) seen.set(name, receiver);
    else {
      const nameNode = receiver.entries.get("name")!.value;
      const related = [decoder.related("the first receiver with this name", first.entries.get("name")!.value)];
      decoder.report("alertmanager/duplicate-name", nameNode, `duplicate receiver "${name}"`, { related });
    }
    checkLabels(reader, receiver, name);
    for (const kind of Object.keys(receiverShapes)) {
      for (const integration of getList(receiver, `${kind}_configs`)) {
        const http = getFields(integration, "http_config");
        if (http !== undefined) checkHttpConfig(reader, http);
        integrationChecks[kind]?.(reader, integration, global);
      }
    }
  }
  decoder.subject = undefined;
}

function checkLabels({ decoder }: ShapeReader, receiver: Fields, name: string): void {
  const label = getTextMap(receiver, "labels").find((text) => text.name.value === "name");
  if (label === undefined || label.value.value === name) return;
  decoder.report(
    "alertmanager/invalid-value",
    label.value.node,
    'the label "name" must equal the name of the receiver',
  );
}

const globalPairs: readonly (readonly [string, string])[] = [
  ["slack_api_url", "slack_api_url_file"],
  ["slack_app_token", "slack_app_token_file"],
  ["opsgenie_api_key", "opsgenie_api_key_file"],
  ["victorops_api_key", "victorops_api_key_file"],
  ["telegram_bot_token", "telegram_bot_token_file"],
  ["smtp_auth_password", "smtp_auth_password_file"],
  ["smtp_auth_secret", "smtp_auth_secret_file"],
  ["rocketchat_token", "rocketchat_token_file"],
  ["rocketchat_token_id", "rocketchat_token_id_file"],
  ["wechat_api_secret", "wechat_api_secret_file"],
  ["mattermost_webhook_url", "mattermost_webhook_url_file"],
];

/** Checks the defaults in `global`. */
export function checkGlobal(reader: ShapeReader, global: Fields): void {
  for (const [value, file] of globalPairs) checkExclusive(reader, global, value, file);
  const slackUrl = hasValue(global, "slack_api_url") || hasValue(global, "slack_api_url_file");
  const slackToken = hasValue(global, "slack_app_token") || hasValue(global, "slack_app_token_file");
  const appUrl = getText(global, "slack_app_url") || "https://slack.com/api/chat.postMessage";
  if (slackUrl && slackToken && getText(global, "slack_api_url") !== appUrl) {
    const range = global.entries.get("slack_api_url")?.key ?? global.entries.get("slack_api_url_file")!.key;
    reader.decoder.report(
      "alertmanager/exclusive-fields",
      range,
      "slack_api_url and slack_app_token are mutually exclusive",
    );
  }
  const http = getFields(global, "http_config");
  if (http !== undefined) checkHttpConfig(reader, http);
  const tls = getFields(global, "smtp_tls_config");
  if (tls !== undefined) checkTls(reader, tls);
}

/** Checks `tracing`, which exports the traces of Alertmanager itself. */
export function checkTracing(reader: ShapeReader, tracing: Fields): void {
  checkRequired(reader, tracing, "tracing", "endpoint");
  checkOneOf(reader, tracing, "client_type", ["http", "grpc"]);
  checkOneOf(reader, tracing, "compression", ["gzip"]);
}
