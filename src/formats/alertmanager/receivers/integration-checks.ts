import { goFunctions, parseTemplate, type TemplateOptions } from "../../../gotemplate/index.js";
import { type Fields, fieldsOf, listOf, type ShapeReader, textMapOf, textOf } from "../shapes/shape-reader.js";
import { checkTls, exclusive, hasValue, required } from "./http-config.js";

type IntegrationCheck = (reader: ShapeReader, fields: Fields, global: Fields | undefined) => void;

/** What each kind of integration needs, by kind. */
export const integrationChecks: Readonly<Record<string, IntegrationCheck>> = {
  discord: webhookUrl("a Discord receiver"),
  msteams: webhookUrl("an MS Teams receiver"),
  msteamsv2: webhookUrl("an MS Teams workflow receiver"),
  email(reader, fields, global) {
    required(reader, fields, "an email receiver", "to");
    inherited(reader, fields, global, "an email receiver", ["smarthost"], ["smtp_smarthost"]);
    inherited(reader, fields, global, "an email receiver", ["from"], ["smtp_from"]);
    checkHeaders(reader, fields);
    checkThreading(reader, fields);
    const tls = fieldsOf(fields, "tls_config");
    if (tls !== undefined) checkTls(reader, tls);
  },
  incidentio(reader, fields) {
    const what = "an incident.io receiver";
    required(reader, fields, what, "url", "url_file");
    exclusive(reader, fields, "url", "url_file");
    exclusive(reader, fields, "alert_source_token", "alert_source_token_file");
    const http = fieldsOf(fields, "http_config");
    const hasToken = hasValue(fields, "alert_source_token") || hasValue(fields, "alert_source_token_file");
    const hasAuthorization = http !== undefined && fieldsOf(http, "authorization") !== undefined;
    if (hasToken && hasAuthorization) {
      const summary = "alert_source_token cannot stand beside http_config.authorization";
      reader.decoder.report("alertmanager/exclusive-fields", fields.node, summary);
    }
    if (http !== undefined && !hasToken && !hasAuthorization) {
      required(reader, fields, what, "alert_source_token", "alert_source_token_file");
    }
  },
  jira(reader, fields, global) {
    required(reader, fields, "a Jira receiver", "project");
    required(reader, fields, "a Jira receiver", "issue_type");
    inherited(reader, fields, global, "a Jira receiver", ["api_url"], ["jira_api_url"]);
    oneOf(reader, fields, "api_type", ["auto", "cloud", "datacenter"]);
  },
  mattermost(reader, fields, global) {
    exclusive(reader, fields, "webhook_url", "webhook_url_file");
    const names = ["webhook_url", "webhook_url_file"];
    inheritedBy(reader, fields, global, "mattermost", "a Mattermost receiver", names);
    const attachments = [fields, ...listOf(fields, "attachments")];
    for (const field of attachments.flatMap((attachment) => listOf(attachment, "fields"))) {
      required(reader, field, "a Mattermost field", "title");
      required(reader, field, "a Mattermost field", "value");
    }
  },
  opsgenie(reader, fields, global) {
    exclusive(reader, fields, "api_key", "api_key_file");
    const names = ["api_key", "api_key_file"];
    inheritedBy(reader, fields, global, "opsgenie", "an OpsGenie receiver", names);
    for (const responder of listOf(fields, "responders")) checkResponder(reader, responder);
  },
  pagerduty(reader, fields) {
    const keys = ["routing_key", "service_key", "routing_key_file", "service_key_file"];
    required(reader, fields, "a PagerDuty receiver", ...keys);
    exclusive(reader, fields, "routing_key", "routing_key_file");
    exclusive(reader, fields, "service_key", "service_key_file");
  },
  pushover(reader, fields) {
    required(reader, fields, "a Pushover receiver", "user_key", "user_key_file");
    required(reader, fields, "a Pushover receiver", "token", "token_file");
    exclusive(reader, fields, "user_key", "user_key_file");
    exclusive(reader, fields, "token", "token_file");
    if (!isTrue(fields, "html") || !isTrue(fields, "monospace")) return;
    const place = fields.entries.get("monospace")!.key;
    reader.decoder.report("alertmanager/exclusive-fields", place, "only one of html and monospace can be set");
  },
  rocketchat(reader, fields, global) {
    for (const name of ["token", "token_id"]) {
      exclusive(reader, fields, name, `${name}_file`);
      const names = [name, `${name}_file`];
      inheritedBy(reader, fields, global, "rocketchat", "a Rocket.Chat receiver", names);
    }
  },
  slack(reader, fields, global) {
    checkSlack(reader, fields, global);
    for (const field of listOf(fields, "fields")) {
      required(reader, field, "a Slack field", "title");
      required(reader, field, "a Slack field", "value");
    }
    for (const action of listOf(fields, "actions")) {
      required(reader, action, "a Slack action", "type");
      required(reader, action, "a Slack action", "text");
      required(reader, action, "a Slack action", "url", "name");
      const confirm = fieldsOf(action, "confirm");
      if (confirm !== undefined) required(reader, confirm, "a Slack confirmation", "text");
    }
  },
  sns(reader, fields) {
    const targets = ["topic_arn", "target_arn", "phone_number"].filter((name) => hasValue(fields, name));
    // An odd number of targets passes Alertmanager's own test: three are taken like one.
    if (targets.length % 2 === 1) return;
    reader.decoder.report(
      "alertmanager/missing-field",
      fields.node,
      "an SNS receiver needs one of topic_arn, target_arn, phone_number",
    );
  },
  telegram(reader, fields, global) {
    const tokens = ["bot_token", "bot_token_file"];
    exclusive(reader, fields, ...tokens);
    inheritedBy(reader, fields, global, "telegram", "a Telegram receiver", tokens);
    required(reader, fields, "a Telegram receiver", "chat_id", "chat_id_file");
    if (hasValue(fields, "chat_id") && hasValue(fields, "chat_id_file")) {
      const place = fields.entries.get("chat_id_file")!.key;
      reader.decoder.report("alertmanager/exclusive-fields", place, "only one of chat_id and chat_id_file can be set");
    }
    oneOf(reader, fields, "parse_mode", ["Markdown", "MarkdownV2", "HTML"]);
  },
  victorops(reader, fields, global) {
    required(reader, fields, "a VictorOps receiver", "routing_key");
    exclusive(reader, fields, "api_key", "api_key_file");
    const names = ["api_key", "api_key_file"];
    inheritedBy(reader, fields, global, "victorops", "a VictorOps receiver", names);
    checkCustomFields(reader, fields);
  },
  webex(reader, fields) {
    required(reader, fields, "a Webex receiver", "room_id");
    const http = fieldsOf(fields, "http_config");
    const hasAuthorization =
      http !== undefined &&
      (http.values.has("authorization") ||
        textOf(http, "bearer_token") !== "" ||
        textOf(http, "bearer_token_file") !== "");
    if (hasAuthorization) return;
    reader.decoder.report(
      "alertmanager/missing-field",
      fields.node,
      "a Webex receiver needs http_config.authorization",
    );
  },
  webhook(reader, fields) {
    required(reader, fields, "a webhook receiver", "url", "url_file");
    exclusive(reader, fields, "url", "url_file");
  },
  wechat(reader, fields, global) {
    exclusive(reader, fields, "api_secret", "api_secret_file");
    const names = ["api_secret", "api_secret_file"];
    inheritedBy(reader, fields, global, "wechat", "a WeChat receiver", names);
    inherited(reader, fields, global, "a WeChat receiver", ["corp_id"], ["wechat_api_corp_id"]);
    oneOf(reader, fields, "message_type", ["text", "markdown"]);
  },
};

function webhookUrl(what: string): IntegrationCheck {
  return (reader, fields) => {
    required(reader, fields, what, "webhook_url", "webhook_url_file");
    exclusive(reader, fields, "webhook_url", "webhook_url_file");
  };
}

/** Reports when neither the receiver sets one of `names` nor `global` one of `globalNames`. */
function inherited(
  reader: ShapeReader,
  fields: Fields,
  global: Fields | undefined,
  what: string,
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
    `${what} needs ${known.join(" or ")}, or ${globalNames[0]} in global`,
  );
}

/** The same, where the global fields are called like the receiver's own, after the integration's prefix. */
function inheritedBy(
  reader: ShapeReader,
  fields: Fields,
  global: Fields | undefined,
  prefix: string,
  what: string,
  names: readonly string[],
): void {
  const globalNames = names.map((name) => `${prefix}_${name}`);
  inherited(reader, fields, global, what, names, globalNames);
}

/** Reports a value that is none of those allowed. */
export function oneOf({ decoder }: ShapeReader, fields: Fields, name: string, allowed: readonly string[]): void {
  const value = textOf(fields, name);
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
  exclusive(reader, fields, "api_url", "api_url_file");
  exclusive(reader, fields, "app_token", "app_token_file");
  const hasUrl = hasValue(fields, "api_url") || hasValue(fields, "api_url_file");
  const hasToken = hasValue(fields, "app_token") || hasValue(fields, "app_token_file");
  if (hasUrl && hasToken) {
    const summary = "a Slack receiver has api_url or app_token, not both";
    reader.decoder.report("alertmanager/exclusive-fields", fields.node, summary);
  }
  const globalNames = ["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"];
  inherited(
    reader,
    fields,
    global,
    "a Slack receiver",
    ["api_url", "api_url_file", "app_token", "app_token_file"],
    globalNames,
  );
  if (isTrue(fields, "update_message") && textOf(fields, "api_url") !== "https://slack.com/api/chat.postMessage") {
    const place = fields.entries.get("update_message")!.key;
    const fix = "set api_url to https://slack.com/api/chat.postMessage";
    reader.decoder.report("alertmanager/invalid-value", place, "update_message needs a bot token", { fix });
  }
}

function checkHeaders({ decoder }: ShapeReader, fields: Fields): void {
  const seen = new Set<string>();
  for (const { name } of textMapOf(fields, "headers")) {
    const folded = name.value.toLowerCase();
    if (seen.has(folded))
      decoder.report("alertmanager/exclusive-fields", name.node, `the header ${name.value} stands twice`);
    seen.add(folded);
  }
}

function checkThreading(reader: ShapeReader, fields: Fields): void {
  const threading = fieldsOf(fields, "threading");
  if (threading === undefined || !isTrue(threading, "enabled")) return;
  for (const { name } of textMapOf(fields, "headers")) {
    if (!/^(?:references|in-reply-to)$/i.test(name.value)) continue;
    reader.decoder.report("alertmanager/exclusive-fields", name.node, `threading sets the header ${name.value} itself`);
  }
  oneOf(reader, threading, "thread_by_date", ["none", "daily"]);
}

const responderTypes: readonly string[] = ["team", "teams", "user", "escalation", "schedule"];

/** A responder's type is parsed with no functions but Go's own. */
const bareTemplate: TemplateOptions = { functions: new Set(goFunctions), variables: [], elseWith: true };

function checkResponder(reader: ShapeReader, responder: Fields): void {
  required(reader, responder, "an OpsGenie responder", "id", "username", "name");
  const type = textOf(responder, "type");
  const place = responder.entries.get("type")?.value ?? responder.node;
  const isValid = type.includes("{{")
    ? parseTemplate(type, bareTemplate).errors.length === 0
    : responderTypes.includes(type.toLowerCase());
  if (isValid) return;
  reader.decoder.report("alertmanager/invalid-value", place, `type must be one of ${responderTypes.join(", ")}`);
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
  for (const { name } of textMapOf(fields, "custom_fields")) {
    if (!reservedFields.has(name.value)) continue;
    decoder.report("alertmanager/invalid-value", name.node, `custom_fields cannot set ${name.value}`);
  }
}
