import type { Integration } from "../../formats/alertmanager/types.js";
import type { EmailTexts, PagerdutyTexts, SlackTexts } from "../../model/alert/receiver-texts.js";
import { templateField } from "./notification-templates.js";

/** Uses a text that `templates/telltale.tmpl` defines. */
function use(name: string): string {
  return `{{ template "telltale.${name}" . }}`;
}

/** The texts of a Slack message. Phones show the fallback. */
export function slackTexts({ title, text, color, footer }: SlackTexts): Integration {
  return {
    color: color ?? use("slack.color"),
    fallback: title ?? use("title"),
    title: title ?? use("title"),
    title_link: use("link"),
    text: text ?? use("slack.text"),
    footer: footer ?? use("slack.footer"),
    image_url: "{{ .CommonAnnotations.image_url }}",
  };
}

/** The fields of an event in PagerDuty, which leaves out links and images without an address. */
export function pagerdutyTexts(texts: PagerdutyTexts, serviceLabel: string): Integration {
  const annotation = (name: string) => `{{ .CommonAnnotations.${name} }}`;
  const links = {
    Runbook: annotation("runbook_url"),
    Panel: annotation("panel_url"),
    Dashboard: "{{ if not .CommonAnnotations.panel_url }}{{ .CommonAnnotations.dashboard_url }}{{ end }}",
    Logs: annotation("logs_url"),
    Traces: annotation("traces_url"),
    Silence: use("silence"),
    ...texts.links,
  };
  return {
    description: texts.description ?? use("pagerduty.description"),
    severity: texts.severity ?? use("pagerduty.severity"),
    class: texts.class ?? "{{ .CommonLabels.alertname }}",
    component: texts.component ?? `{{ ${templateField(".CommonLabels", serviceLabel)} }}`,
    group: texts.group ?? use("pagerduty.group"),
    source: texts.source ?? use("pagerduty.source"),
    links: Object.entries(links).map(([text, href]) => ({ href, text })),
    images: [{ src: annotation("image_url"), href: use("link") }],
    details: {
      description: annotation("description"),
      firing: use("text.firing"),
      resolved: use("text.resolved"),
      ...texts.details,
    },
  };
}

/** The subject and both bodies of an email. */
export function emailTexts({ subject, text, html }: EmailTexts): Integration {
  return {
    headers: { Subject: subject ?? use("title") },
    text: text ?? use("email.text"),
    html: html ?? use("email.html"),
  };
}
