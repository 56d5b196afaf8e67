import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Artifact } from "../../compile/index.js";
import type { Integration } from "../../formats/alertmanager/types.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import type { Labels } from "../../routing/label-test.js";
import type { Notification } from "../../routing/notifications.js";
import { renderMessage } from "../../routing/render-message.js";
import type { FoundReceiver } from "./find-receiver.js";

/** A message to one integration of a receiver. The address and the body may hold secrets: neither is ever printed. */
export interface TestMessage {
  /** `slack_configs[0]` */
  readonly integration: string;
  readonly url: string;
  readonly body: object;
}

export interface ComposeOptions {
  readonly artifacts: readonly Artifact[];
  /** Returns the secret that Alertmanager reads from a file. */
  readonly secretOf: (path: string) => string | undefined;
  readonly now: number;
  /** @default PagerDuty's own */
  readonly pagerdutyUrl?: string;
}

/** The messages that can be sent, and why others cannot. */
export interface ComposedMessages {
  readonly messages: readonly TestMessage[];
  readonly problems: readonly string[];
}

const summary = "This is a test by telltale page: nothing is wrong";

/** Composes the test notification for each integration of a receiver, as Alertmanager would send it. */
export function composeMessages(found: FoundReceiver, options: ComposeOptions): ComposedMessages {
  const messages: TestMessage[] = [];
  const problems: string[] = [];
  const { name: _, labels: __, ...kinds } = found.receiver;
  for (const [kind, list] of Object.entries(kinds)) {
    for (const [index, fields] of (list as readonly Integration[]).entries()) {
      const result = composeMessage(found, `${kind}[${index}]`, fields, options);
      if ("problem" in result) problems.push(result.problem);
      else messages.push(result);
    }
  }
  return { messages, problems };
}

function composeMessage(
  found: FoundReceiver,
  integration: string,
  fields: Integration,
  { artifacts, secretOf, now, pagerdutyUrl = "https://events.pagerduty.com/v2/enqueue" }: ComposeOptions,
): TestMessage | { readonly problem: string } {
  const notification = testNotification(found, integration, now);
  const secret = (field: string): string | undefined => {
    const path = fields[`${field}_file`];
    return path === undefined ? (fields[field] as string | undefined) : secretOf(String(path));
  };
  const missing = (field: string) => {
    const path = String(fields[`${field}_file`]);
    return { problem: `${integration}: set ${basename(path)}, or run this where ${path} exists` };
  };
  const rendered = renderTexts(found, notification, artifacts);
  if (rendered.texts === undefined) return rendered;
  const { texts } = rendered;
  if (integration.startsWith("webhook_")) {
    const url = secret("url");
    return url === undefined ? missing("url") : { integration, url, body: webhookBody(notification) };
  }
  if (integration.startsWith("slack_")) {
    const url = secret("api_url");
    return url === undefined ? missing("api_url") : { integration, url, body: slackBody(texts) };
  }
  if (integration.startsWith("pagerduty_")) {
    const key = secret("routing_key");
    if (key === undefined) return missing("routing_key");
    return { integration, url: pagerdutyUrl, body: pagerdutyBody(texts, key, notification) };
  }
  const kind = integration.replace(/_configs.*/, "");
  return { problem: `${integration}: telltale page cannot send to ${kind}, only to webhooks, Slack and PagerDuty` };
}

/** An alert that reaches the receiver, with a summary that says what this is. */
function testNotification({ alertmanager, receiver }: FoundReceiver, integration: string, now: number): Notification {
  const example = alertmanager.alerts.find(({ nodes }) => nodes.some((node) => node.receiver === receiver.name));
  const route = example?.nodes.find((node) => node.receiver === receiver.name) ?? alertmanager.tree.root;
  const labels: Labels = { ...example?.labels, alertname: "TelltaleTest" };
  const groupLabels = Object.fromEntries(
    route.groupBy.filter((name) => Object.hasOwn(labels, name)).map((name) => [name, labels[name]!]),
  );
  const alert = { status: "firing" as const, labels, annotations: { summary }, startsAt: now, endsAt: now + 300_000 };
  return { at: now, receiver: receiver.name, integration, route, groupLabels, alerts: [alert] };
}

type Texts = Readonly<Record<string, string>>;

function renderTexts(
  { alertmanager: { artifact } }: FoundReceiver,
  notification: Notification,
  artifacts: readonly Artifact[],
): { readonly texts: Texts } | { readonly texts?: undefined; readonly problem: string } {
  const folder = artifact.path.replace(/\/[^/]*$/, "");
  const templates = artifacts.find((one) => one.kind === "notification templates" && one.path.startsWith(`${folder}/`));
  const version = releaseOrDefault("alertmanager", artifact.settings.versions.alertmanager);
  const text = templates?.kind === "notification templates" ? templates.value : "";
  const rendered = renderMessage(notification, { config: artifact.value, templates: text, version });
  const texts: Record<string, string> = {};
  for (const [field, one] of rendered) {
    if ("error" in one)
      return { problem: `${notification.integration}: Alertmanager cannot render ${field}: ${one.error}` };
    texts[field] = one.text;
  }
  return { texts };
}

function webhookBody({ receiver, groupLabels, alerts }: Notification): object {
  const [{ labels, annotations }] = alerts as readonly [Notification["alerts"][number]];
  const all = alerts.map(({ startsAt, endsAt, ...alert }) => ({
    ...alert,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    generatorURL: "",
    fingerprint: fingerprintOf(alert.labels),
  }));
  return {
    ...{ receiver, status: "firing", alerts: all, groupLabels, commonLabels: labels, commonAnnotations: annotations },
    ...{ externalURL: "", version: "4", groupKey: `{}:${JSON.stringify(groupLabels)}`, truncatedAlerts: 0 },
  };
}

function slackBody(texts: Texts): object {
  const { channel, username, api_url_file: _, send_resolved: __, ...attachment } = texts;
  const fields = Object.entries(attachment).filter(([field, text]) => !field.includes(".") && text !== "");
  const attachments = [{ ...Object.fromEntries(fields), mrkdwn_in: ["fallback", "pretext", "text"] }];
  return { ...(channel !== undefined && { channel }), ...(username !== undefined && { username }), attachments };
}

function pagerdutyBody(texts: Texts, key: string, { alerts }: Notification): object {
  const below = (prefix: string) =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([field, text]) =>
        field.startsWith(`${prefix}.`) ? [[field.slice(prefix.length + 1), text]] : [],
      ),
    );
  const links = Object.values(groupByIndex(below("links"))).filter(({ href }) => href !== "");
  const { description, source, severity, component, group, class: kind } = texts;
  return {
    ...{ routing_key: key, dedup_key: fingerprintOf(alerts[0]!.labels), event_action: "trigger" },
    payload: {
      summary: description,
      source,
      severity,
      component,
      group,
      class: kind,
      custom_details: { num_firing: "1", num_resolved: "0", ...below("details") },
    },
    links,
  };
}

/** `{ "0.href": "a", "0.text": "b" }` → `{ "0": { href: "a", text: "b" } }` */
function groupByIndex(texts: Texts): Readonly<Record<string, Texts>> {
  const groups: Record<string, Record<string, string>> = {};
  for (const [path, text] of Object.entries(texts)) {
    const [index, field] = path.split(".") as [string, string];
    groups[index] = { ...groups[index], [field]: text };
  }
  return groups;
}

function fingerprintOf(labels: Labels): string {
  return createHash("sha256")
    .update(JSON.stringify(Object.entries(labels).sort()))
    .digest("hex")
    .slice(0, 16);
}
