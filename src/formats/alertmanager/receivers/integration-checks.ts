import { goFunctions, parseTemplate, type TemplateOptions } from "../../../gotemplate/index.js";
import { type Fields, getFields, getList, getText, getTextMap, type ShapeReader } from "../shapes/shape-reader.js";
import { checkExclusive, checkRequired, checkTls, hasValue } from "./http-config.js";

type IntegrationCheck = (reader: ShapeReader, fields: Fields, global: Fields | undefined) => void;

/** Checks of the fields of each kind of integration. */
export const integrationChecks: Readonly<Record<string, IntegrationCheck>> = {
  discord: checkWebhookUrl("a Discord receiver"),
  msteams: checkWebhookUrl("an MS Teams receiver"),
  msteamsv2: checkWebhookUrl("an MS Teams workflow receiver"),
  email(reader, fields, global) {
    checkRequired(reader, fields, "an email receiver", "to");
    checkInherited(reader, fields, global, "an email receiver", ["smarthost"], ["smtp_smarthost"]);
    checkInherited(reader, fields, global, "an email receiver", ["from"], ["smtp_from"]);
    checkHeaders(reader, fields);
    checkThreading(reader, fields);
    const tls = getFields(fields, "tls_config");
    if (tls !== undefined) checkTls(reader, tls);
  },
  incidentio(reader, fields) {
    const what = "an incident.io receiver";
    checkRequired(reader, fields, what, "url", "url_file");
    checkExclusive(reader, fields, "url", "url_file");
    checkExclusive(reader, fields, "alert_source_token", "alert_source_token_file");
    const http = getFields(fields, "http_config");
    const hasToken = hasValue(fields, "alert_source_token") || hasValue(fields, "alert_source_token_file");
    const hasAuthorization = http !== undefined && getFields(http, "authorization") !== undefined;
    if (hasToken && hasAuthorization) {
      const summary = "alert_source_token and http_config.authorization are mutually exclusive";
      reader.decoder.report("alertmanager/exclusive-fields", fields.node, summary);
    }
    if (http !== undefined && !hasToken && !hasAuthorization) {
      checkRequired(reader, fields, what, "alert_source_token", "alert_source_token_file");
    }
  },
  jira(reader, fields, global) {
    checkRequired(reader, fields, "a Jira receiver", "project");
    checkRequired(reader, fields, "a Jira receiver", "issue_type");
    checkInherited(reader, fields, global, "a Jira receiver", ["api_url"], ["jira_api_url"]);
    checkOneOf(reader, fields, "api_type", ["auto", "cloud", "datacenter"]);
  },
  mattermost(reader, fields, global) {
    checkExclusive(reader, fields, "webhook_url", "webhook_url_file");
    const names = ["webhook_url", "webhook_url_file"];
    checkInheritedByPrefix(reader, fields, global, "mattermost", "a Mattermost receiver", names);
    const attachments = [fields, ...getList(fields, "attachments")];
    for (const field of attachments.flatMap((attachment) => getList(attachment, "fields"))) {
      checkRequired(reader, field, "a Mattermost field", "title");
      checkRequired(reader, field, "a Mattermost field", "value");
    }
  },
  opsgenie(reader, fields, global) {
    checkExclusive(reader, fields, "api_key", "api_key_file");
    const names = ["api_key", "api_key_file"];
    checkInheritedByPrefix(reader, fields, global, "opsgenie", "an OpsGenie receiver", names);
    for (const responder of getList(fields, "responders")) checkResponder(reader, responder);
  },
  pagerduty(reader, fields) {
    const keys = ["routing_key", "service_key", "routing_key_file", "service_key_file"];
    checkRequired(reader, fields, "a PagerDuty receiver", ...keys);
    checkExclusive(reader, fields, "routing_key", "routing_key_file");
    checkExclusive(reader, fields, "service_key", "service_key_file");
  },
  pushover(reader, fields) {
    checkRequired(reader, fields, "a Pushover receiver", "user_key", "user_key_file");
    checkRequired(reader, fields, "a Pushover receiver", "token", "token_file");
    checkExclusive(reader, fields, "user_key", "user_key_file");
    checkExclusive(reader, fields, "token", "token_file");
    if (!isTrue(fields, "html") || !isTrue(fields, "monospace")) return;
    const range = fields.entries.get("monospace")!.key;
    reader.decoder.report("alertmanager/exclusive-fields", range, "only one of html and monospace can be set");
  },
  rocketchat(reader, fields, global) {
    for (const name of ["token", "token_id"]) {
      checkExclusive(reader, fields, name, `${name}_file`);
      const names = [name, `${name}_file`];
      checkInheritedByPrefix(reader, fields, global, "rocketchat", "a Rocket.Chat receiver", names);
    }
  },
  slack(reader, fields, global) {
    checkSlack(reader, fields, global);
    for (const field of getList(fields, "fields")) {
      checkRequired(reader, field, "a Slack field", "title");
      checkRequired(reader, field, "a Slack field", "value");
    }
    for (const action of getList(fields, "actions")) {
      checkRequired(reader, action, "a Slack action", "type");
      checkRequired(reader, action, "a Slack action", "text");
      checkRequired(reader, action, "a Slack action", "url", "name");
      const confirm = getFields(action, "confirm");
      if (confirm !== undefined) checkRequired(reader, confirm, "a Slack confirmation", "text");
    }
  },
  sns(reader, fields) {
    const targets = ["topic_arn", "target_arn", "phone_number"].filter((name) => hasValue(fields, name));
    // Alertmanager XORs the three, so it accepts all of them, too.
    if (targets.length % 2 === 1) return;
    reader.decoder.report(
      "alertmanager/missing-field",
      fields.node,
      "an SNS receiver needs exactly one of topic_arn, target_arn and phone_number",
    );
  },
  telegram(reader, fields, global) {
    const tokens = ["bot_token", "bot_token_file"];
    checkExclusive(reader, fields, ...tokens);
    checkInheritedByPrefix(reader, fields, global, "telegram", "a Telegram receiver", tokens);
    checkRequired(reader, fields, "a Telegram receiver", "chat_id", "chat_id_file");
    if (hasValue(fields, "chat_id") && hasValue(fields, "chat_id_file")) {
      const range = fields.entries.get("chat_id_file")!.key;
      reader.decoder.report("alertmanager/exclusive-fields", range, "only one of chat_id and chat_id_file can be set");
    }
    checkOneOf(reader, fields, "parse_mode", ["Markdown", "MarkdownV2", "HTML"]);
  },
  victorops(reader, fields, global) {
    checkRequired(reader, fields, "a VictorOps receiver", "routing_key");
    checkExclusive(reader, fields, "api_key", "api_key_file");
    const names = ["api_key", "api_key_file"];
    checkInheritedByPrefix(reader, fields, global, "victorops", "a VictorOps receiver", names);
    checkCustomFields(reader, fields);
  },
  webex(reader, fields) {
    checkRequired(reader, fields, "a Webex receiver", "room_id");
    const http = getFields(fields, "http_config");
    const hasAuthorization =
      http !== undefined &&
      (http.values.has("authorization") ||
        getText(http, "bearer_token") !== "" ||
        getText(http, "bearer_token_file") !== "");
    if (hasAuthorization) return;
    reader.decoder.report(
      "alertmanager/missing-field",
      fields.node,
      "a Webex receiver needs http_config.authorization",
    );
  },
  webhook(reader, fields) {
    checkRequired(reader, fields, "a webhook receiver", "url", "url_file");
    checkExclusive(reader, fields, "url", "url_file");
  },
  wechat(reader, fields, global) {
    checkExclusive(reader, fields, "api_secret", "api_secret_file");
    const names = ["api_secret", "api_secret_file"];
    checkInheritedByPrefix(reader, fields, global, "wechat", "a WeChat receiver", names);
    checkInherited(reader, fields, global, "a WeChat receiver", ["corp_id"], ["wechat_api_corp_id"]);
    checkOneOf(reader, fields, "message_type", ["text", "markdown"]);
  },
};

function checkWebhookUrl(description: string): IntegrationCheck {
  return (reader, fields) => {
    checkRequired(reader, fields, description, "webhook_url", "webhook_url_file");
    checkExclusive(reader, fields, "webhook_url", "webhook_url_file");
  };
}

/** Reports a receiver that sets none of `names` where `global` sets none of `globalNames`. */
function checkInherited(
  reader: ShapeReader,
  fields: Fields,
  global: Fields | undefined,
  description: string,
  names: readonly string[],
  globalNames: readonly string[],
): void {
  if (global !== undefined && globalNames.some((name) => hasValue(global, name))) return;
  if (names.some((name) => hasValue(fields, name))) return;
  const { start } = fields.node;
  const known = names.filter((name) => fields.entries.has(name) || !name.endsWith("_file"));
  reader.decoder.report(
    "alertmanager/missing-field",
    { start, end: start },
    `${description} needs ${known.join(" or ")}, or ${globalNames[0]} in global`,
  );
}

/** Like `checkInherited`, where the global fields have the same names after a prefix. */
function checkInheritedByPrefix(
  reader: ShapeReader,
  fields: Fields,
  global: Fields | undefined,
  prefix: string,
  description: string,
  names: readonly string[],
): void {
  const globalNames = names.map((name) => `${prefix}_${name}`);
  checkInherited(reader, fields, global, description, names, globalNames);
}

/** Reports a value that is not allowed. */
export function checkOneOf({ decoder }: ShapeReader, fields: Fields, name: string, allowed: readonly string[]): void {
  const value = getText(fields, name);
  if (value === "" || allowed.includes(value)) return;
  decoder.report(
    "alertmanager/invalid-value",
    fields.entries.get(name)!.value,
    `${name} must be one of ${allowed.join(", ")}`,
  );
}

function isTrue(fields: Fields, name: string): boolean {
  const value = fields.values.get(name);
  return value?.kind === "plain" && value.value === true;
}

function checkSlack(reader: ShapeReader, fields: Fields, global: Fields | undefined): void {
  checkExclusive(reader, fields, "api_url", "api_url_file");
  checkExclusive(reader, fields, "app_token", "app_token_file");
  const hasUrl = hasValue(fields, "api_url") || hasValue(fields, "api_url_file");
  const hasToken = hasValue(fields, "app_token") || hasValue(fields, "app_token_file");
  if (hasUrl && hasToken) {
    const summary = "api_url and app_token of a Slack receiver are mutually exclusive";
    reader.decoder.report("alertmanager/exclusive-fields", fields.node, summary);
  }
  const globalNames = ["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"];
  checkInherited(
    reader,
    fields,
    global,
    "a Slack receiver",
    ["api_url", "api_url_file", "app_token", "app_token_file"],
    globalNames,
  );
  if (isTrue(fields, "update_message") && getText(fields, "api_url") !== "https://slack.com/api/chat.postMessage") {
    const range = fields.entries.get("update_message")!.key;
    const fix = "set api_url to https://slack.com/api/chat.postMessage";
    reader.decoder.report(
      "alertmanager/invalid-value",
      range,
      "update_message needs a bot token and the API method chat.postMessage",
      { fix },
    );
  }
}

function checkHeaders({ decoder }: ShapeReader, fields: Fields): void {
  const seen = new Set<string>();
  for (const { name } of getTextMap(fields, "headers")) {
    const folded = name.value.toLowerCase();
    if (seen.has(folded)) decoder.report("alertmanager/exclusive-fields", name.node, `duplicate header ${name.value}`);
    seen.add(folded);
  }
}

function checkThreading(reader: ShapeReader, fields: Fields): void {
  const threading = getFields(fields, "threading");
  if (threading === undefined || !isTrue(threading, "enabled")) return;
  for (const { name } of getTextMap(fields, "headers")) {
    if (!/^(?:references|in-reply-to)$/i.test(name.value)) continue;
    reader.decoder.report(
      "alertmanager/exclusive-fields",
      name.node,
      `threading already sets the header ${name.value}`,
    );
  }
  checkOneOf(reader, threading, "thread_by_date", ["none", "daily"]);
}

const responderTypes: readonly string[] = ["team", "teams", "user", "escalation", "schedule"];

/** The type of a responder is a template with only Go's built-in functions. */
const bareTemplate: TemplateOptions = { functions: new Set(goFunctions), variables: [], elseWith: true };

function checkResponder(reader: ShapeReader, responder: Fields): void {
  checkRequired(reader, responder, "an OpsGenie responder", "id", "username", "name");
  const type = getText(responder, "type");
  const range = responder.entries.get("type")?.value ?? responder.node;
  const isValid = type.includes("{{")
    ? parseTemplate(type, bareTemplate).errors.length === 0
    : responderTypes.includes(type.toLowerCase());
  if (isValid) return;
  reader.decoder.report("alertmanager/invalid-value", range, `type must be one of ${responderTypes.join(", ")}`);
}

const reservedFields: ReadonlySet<string> = new Set([
  "routing_key",
  "message_type",
  "state_message",
  "entity_display_name",
  "monitoring_tool",
  "entity_id",
  "entity_state",
]);

function checkCustomFields({ decoder }: ShapeReader, fields: Fields): void {
  for (const { name } of getTextMap(fields, "custom_fields")) {
    if (!reservedFields.has(name.value)) continue;
    decoder.report("alertmanager/invalid-value", name.node, `custom_fields cannot set ${name.value}`);
  }
}
