import type { IntegrationKind } from "../../../formats/alertmanager/types.js";
import type { Setting } from "../../../formats/grafana-alerting/index.js";
import { isSecret } from "../../../model/alert/secret.js";
import { isAtLeast } from "../../../promql/index.js";
import { integrationForms } from "../../alertmanager/integrations.js";
import { pagerdutyTexts, slackTexts } from "../../alertmanager/receiver-texts.js";
import type { ContactPointForm, Fields, FormOf, Settings } from "./contact-point-form.js";

/** The same text as a receiver has by default. */
const is = (text: unknown) => (value: Setting) => JSON.stringify(value) === JSON.stringify(text);

const defaultSlack = slackTexts({});
const defaultPagerduty = pagerdutyTexts({}, "");
const defaults = (kind: keyof typeof integrationForms) => integrationForms[kind].defaults ?? {};

/** Names of fields that are the same in Alertmanager and in Grafana. */
const same = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

const basicAuth = { "http_config.basic_auth.username": "username", "http_config.basic_auth.password": "password" };
const authorization = {
  "http_config.authorization.type": "authorization_scheme",
  "http_config.authorization.credentials": "authorization_credentials",
};

const text = (setting: string) => (value: Setting) => ({ [setting]: String(value) });

const teams: ContactPointForm = { type: "teams", settings: { webhook_url: "url", title: "title", text: "message" } };

const discord: ContactPointForm = {
  type: "discord",
  settings: { webhook_url: "url", ...same("title", "message", "avatar_url") },
};

const slack: FormOf = (version) => {
  const hasFooter = isAtLeast(version, 13, 0);
  return {
    type: "slack",
    settings: {
      ...{ api_url: "url", channel: "recipient" },
      ...same("username", "icon_emoji", "icon_url", "color", "title", "text"),
      ...(hasFooter && { footer: "footer" }),
    },
    implied: {
      fallback: (value, fields) => value === fields.get("title"),
      title_link: is(defaultSlack.title_link),
      image_url: is(defaultSlack.image_url),
      ...(!hasFooter && { footer: is(defaultSlack.footer) }),
    },
  };
};

/** PagerDuty's contact point has no links: each is a detail of its name, which PagerDuty shows as one. */
function linksAsDetails(value: Setting): Settings {
  const links = value as readonly { readonly text: string; readonly href: string }[];
  return { details: Object.fromEntries(links.map(({ text: name, href }) => [name, href])) };
}

const pagerduty: ContactPointForm = {
  type: "pagerduty",
  settings: {
    ...{ routing_key: "integrationKey", description: "summary", links: linksAsDetails },
    ...same("details", "severity", "class", "component", "group", "source", "client", "client_url", "url"),
  },
  implied: { images: is(defaultPagerduty.images) },
};

const mailServer = { place: "[smtp] of its own configuration", has: () => true };

const email: ContactPointForm = {
  type: "email",
  settings: { to: "addresses", "headers.Subject": "subject", text: "message" },
  always: () => ({ singleEmail: true }),
  implied: { html: is('{{ template "telltale.email.html" . }}') },
  elsewhere: { from: mailServer, smarthost: mailServer, auth_username: mailServer, auth_password: mailServer },
};

/** Grafana takes a number: Alertmanager's default is an emergency while the alert fires. */
function pushoverPriority(fields: Fields): Settings {
  const set = fields.get("priority");
  const emergency = { retry: 60, expire: 3600 };
  if (set === undefined) return { priority: 2, okPriority: 0, ...emergency };
  return { priority: Number(set), okPriority: Number(set), ...(Number(set) === 2 && emergency) };
}

const pushover: ContactPointForm = {
  type: "pushover",
  settings: {
    ...{ user_key: "userKey", token: "apiToken", title: "title", message: "message" },
    sound: (value) => ({ sound: value, okSound: value }),
    priority: (value) => (/^-?[0-2]$/.test(String(value)) ? {} : undefined),
  },
  always: pushoverPriority,
  implied: { url: is(defaults("pushover").url) },
};

const victoropsUrl = "https://alert.victorops.com/integrations/generic/20131114/alert/";

const victorops: ContactPointForm = {
  type: "victorops",
  settings: {
    api_key: (key, fields) => {
      const route = `/${String(fields.get("routing_key") ?? "")}`;
      return isSecret(key) ? { url: { kind: "secret text", parts: [victoropsUrl, key, route] } } : undefined;
    },
    routing_key: () => ({}),
    ...{ entity_display_name: "title", state_message: "description", message_type: "messageType" },
  },
};

const opsgenie: ContactPointForm = {
  type: "opsgenie",
  settings: {
    ...{ api_key: "apiKey", message: "message", description: "description", responders: "responders" },
    api_url: (value) => ({ apiUrl: `${String(value).replace(/\/+$/, "")}/v2/alerts` }),
  },
  elsewhere: {
    priority: { place: "the rules of the team in Opsgenie", has: is(defaults("opsgenie").priority) },
  },
};

const telegram: ContactPointForm = {
  type: "telegram",
  settings: {
    ...{ bot_token: "bottoken", chat_id: text("chatid"), message_thread_id: text("message_thread_id") },
    ...same("message", "disable_notifications"),
    parse_mode: (value) => ({ parse_mode: value === "" ? "None" : value }),
  },
};

/** WeCom puts the title above the message. */
const wechat: ContactPointForm = {
  type: "wecom",
  settings: {
    ...{ api_secret: "secret", corp_id: "corp_id", agent_id: "agent_id", to_user: "touser" },
    message: (value) => {
      const [title, ...lines] = String(value).split("\n");
      const isUsual = value === defaults("wechat").message;
      return isUsual ? { title: title!, message: lines.join("\n") } : { title: '{{ "" }}', message: value };
    },
  },
  always: () => ({ msgtype: "text" }),
  needs: { agent_id: "agentId" },
};

const sns: ContactPointForm = {
  type: "sns",
  settings: same(
    ..."api_url topic_arn target_arn phone_number subject message attributes".split(" "),
    ..."region role_arn profile access_key secret_key".split(" ").map((name) => `sigv4.${name}`),
  ),
};

const jira: ContactPointForm = {
  type: "jira",
  settings: {
    ...same(..."api_url project issue_type summary description priority labels fields".split(" ")),
    ...same("resolve_transition", "reopen_transition", "wont_fix_resolution", "reopen_duration"),
    "http_config.basic_auth.username": "user",
    "http_config.basic_auth.password": "password",
    "http_config.authorization.credentials": "api_token",
  },
};

const webex: ContactPointForm = {
  type: "webex",
  settings: { "http_config.authorization.credentials": "bot_token", ...same("room_id", "message", "api_url") },
};

const webhook: ContactPointForm = {
  type: "webhook",
  settings: { url: "url", max_alerts: "maxAlerts", ...basicAuth, ...authorization },
};

/** The form of each kind; undefined for one that Grafana does not have. */
export const contactPointForms: { readonly [Kind in IntegrationKind]: FormOf | undefined } = {
  discord: () => discord,
  email: () => email,
  incidentio: undefined,
  jira: () => jira,
  mattermost: undefined,
  msteams: () => teams,
  msteamsv2: () => teams,
  opsgenie: () => opsgenie,
  pagerduty: () => pagerduty,
  pushover: () => pushover,
  rocketchat: undefined,
  slack,
  sns: () => sns,
  telegram: () => telegram,
  victorops: () => victorops,
  webex: () => webex,
  webhook: () => webhook,
  wechat: () => wechat,
};

/** Receivers that reach people of a kind that Grafana does not have. */
export const otherWays: Readonly<Partial<Record<IntegrationKind, string>>> = {
  incidentio: "use receiver.raw with webhook_configs: incident.io has an alert source for webhooks of Grafana",
  mattermost: "use receiver.slack with the address of the webhook: Mattermost takes messages of Slack",
  rocketchat: "use receiver.slack with the address of an incoming webhook: Rocket.Chat takes messages of Slack",
};
