/** Declares `$several`, which is true if the notification has several alerts. */
const several = "\n{{- $several := gt (len .Alerts) 1 }}";

/** A line break. */
const br = '{{ "\\n" }}';

/** Alerts of each status that a notification lists. The title has their number; chats cut off or fold longer messages. */
const maxListed = 5;

/** Annotations that the other alerts of the group do not share. */
const ownAnnotations = ".Annotations.Remove $.CommonAnnotations.Names";

/** Labels that tell an alert of several apart, where the summaries do not. */
const ownLabels = `
{{- if and $several $.CommonAnnotations.summary }}
{{- with .Labels.Remove $.CommonLabels.Names }} ({{ template "telltale.labels" . }}){{ end }}
{{- end }}`;

/** The value of `$alert`, unless its summary says it. */
const ownValue = (shown: string) => `
{{- with .Annotations.value }}
{{- $pattern := printf "(^|[^0-9.])%s([.]?$|[.]?[^0-9A-Za-z%%.])" (reReplaceAll "[^0-9A-Za-z]" "." .) }}
{{- if not (match $pattern $alert.Annotations.summary) }} (value ${shown}){{ end }}
{{- end }}`;

/** Arguments of `or` that are true if there is a link. */
const hasLinks = (map: string) =>
  ["runbook_url", "panel_url", "dashboard_url", "logs_url", "traces_url"].map((name) => `${map}.${name}`).join(" ");

/** Lists the alerts of a status. `each` is the template of one, in which `$several` is true if the notification has several. */
function listAlerts(status: "Firing" | "Resolved", each: string, open = "", close = ""): string {
  return `
{{- range $index, $alert := .Alerts.${status} }}{{ if lt $index ${maxListed} }}${open}${each}${close}
{{- end }}{{ end }}`;
}

/** Says how many more there are: "and 15 more firing". */
function countOthers(status: "Firing" | "Resolved", open: string, close = ""): string {
  const alerts = `.Alerts.${status}`;
  return `
{{- if gt (len ${alerts}) ${maxListed} }}${open}and {{ len (slice ${alerts} ${maxListed}) }} more ${status.toLowerCase()}${close}{{ end }}`;
}

/** The start of a single alert; several have different ones. */
const since = (open: string, close = "") => `
{{- if eq (len .Alerts) 1 }}{{ range .Alerts.Firing }}${open}Since {{ .StartsAt.UTC.Format "2 Jan 15:04" }} UTC${close}{{ end }}{{ end }}`;

/** Templates of Slack: links are `<address|text>`, and text must not look like one. */
export function slackTemplates(footerLabels: string): string {
  const escaped = '{{ template "telltale.slack.escape" . }}';
  const link = (text: string) => `{{ $gap }}<${escaped}|${text}>{{ $gap = " · " }}`;
  const summary = `{{ with .Annotations.summary }}${escaped}{{ else }}{{ .Labels.alertname }}{{ end }}`;
  const firing = `
{{- if $index }}${br}{{ end }}
{{- if $several }}• {{ end }}${summary}${ownLabels}${ownValue(escaped)}
{{- with ${ownAnnotations} }}
{{- if or ${hasLinks("")} }} · {{ template "telltale.slack.links" . }}{{ end }}
{{- with .description }}${br}${escaped}{{ end }}
{{- end }}`;
  const resolved = `
{{- if or $index $.Alerts.Firing }}${br}{{ end }}
{{- if $several }}• {{ end }}Resolved: ${summary}${ownLabels}
{{- if $several }} ({{ template "telltale.period" . }}){{ else }}${br}It fired from {{ template "telltale.period" . }}.{{ end }}`;
  return `{{/* Slack */}}

{{ define "telltale.slack.escape" }}
{{- reReplaceAll "&" "&amp;" . | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}
{{- end }}

{{ define "telltale.slack.links" }}
{{- $gap := "" }}
{{- with .runbook_url }}${link("Runbook")}{{ end }}
{{- with .panel_url }}${link("Panel")}{{ end }}
{{- if not .panel_url }}{{ with .dashboard_url }}${link("Dashboard")}{{ end }}{{ end }}
{{- with .logs_url }}${link("Logs")}{{ end }}
{{- with .traces_url }}${link("Traces")}{{ end }}
{{- end }}

{{ define "telltale.slack.text" }}${several}${listAlerts("Firing", firing)}${countOthers("Firing", `${br}• <{{ template "telltale.list" . }}|`, ">")}${listAlerts("Resolved", resolved)}${countOthers("Resolved", `${br}• `)}
{{- if .Alerts.Firing }}
{{- with .CommonAnnotations.description }}${br}${escaped}{{ end }}
${since(br).trimStart()}
{{- end }}
{{- if or .Alerts.Firing ${hasLinks(".CommonAnnotations")} }}${br}{{ end }}
{{- template "telltale.slack.links" .CommonAnnotations }}
{{- if .Alerts.Firing }}
{{- if or ${hasLinks(".CommonAnnotations")} }} · {{ end }}<{{ template "telltale.silence" . }}|Silence>
{{- end }}
{{- end }}

{{ define "telltale.slack.color" }}
{{- if eq .Status "resolved" }}good
{{- else }}{{ if match "^(?i:warning|warn)$" .CommonLabels.severity }}warning
{{- else }}{{ if match "^(?i:info|none)$" .CommonLabels.severity }}#439fe0
{{- else }}danger
{{- end }}{{ end }}{{ end }}
{{- end }}

{{ define "telltale.slack.footer" }}
{{- template "telltale.labels" ${footerLabels} }}
{{- end }}`;
}

/** One line per link, with two spaces before it if it belongs to an alert of a list. */
function textLinks(map: string, indent: string): string {
  return `
{{- with ${map}.runbook_url }}${br}${indent}Runbook: {{ . }}{{ end }}
{{- with ${map}.panel_url }}${br}${indent}Panel: {{ . }}{{ end }}
{{- if not ${map}.panel_url }}{{ with ${map}.dashboard_url }}${br}${indent}Dashboard: {{ . }}{{ end }}{{ end }}
{{- with ${map}.logs_url }}${br}${indent}Logs: {{ . }}{{ end }}
{{- with ${map}.traces_url }}${br}${indent}Traces: {{ . }}{{ end }}`;
}

const shortFiringText = `
{{- if $index }}${br}{{ end }}
{{- if $several }}- {{ end }}{{ template "telltale.summary" . }}${ownLabels}${ownValue("{{ . }}")}`;

const firingText = `${shortFiringText}
{{- with ${ownAnnotations} }}
{{- with .description }}${br}  {{ . }}{{ end }}${textLinks("", "  ")}
{{- end }}`;

const resolvedText = `
{{- if $index }}${br}{{ end }}
{{- if $several }}- {{ end }}Resolved: {{ template "telltale.summary" . }}${ownLabels}
{{- if $several }} ({{ template "telltale.period" . }}){{ else }}${br}It fired from {{ template "telltale.period" . }}.{{ end }}`;

/** Plain text, for email and for the details of PagerDuty. */
export const textTemplates = `{{/* Plain text */}}

{{ define "telltale.text.firing" }}${several}${listAlerts("Firing", firingText)}${countOthers("Firing", `${br}- `)}
{{- end }}

{{ define "telltale.text.resolved" }}${several}${listAlerts("Resolved", resolvedText)}${countOthers("Resolved", `${br}- `)}
{{- end }}`;

/** The alerts of both statuses; a template lists those that fire. */
const bothStatuses = (firing: string) => `
{{- template "${firing}" . }}
{{- if and .Alerts.Firing .Alerts.Resolved }}${br}${br}{{ end }}
{{- template "telltale.text.resolved" . }}
{{- if .Alerts.Firing }}
{{- with .CommonAnnotations.description }}${br}${br}{{ . }}{{ end }}
${since(br + br).trimStart()}
{{- end }}`;

const linksAndLabels = `
{{- if or .Alerts.Firing ${hasLinks(".CommonAnnotations")} }}${br}{{ end }}${textLinks(".CommonAnnotations", "")}
{{- if .Alerts.Firing }}${br}Silence: {{ template "telltale.silence" . }}{{ end }}
{{- "\\n\\n" }}Labels: {{ template "telltale.labels" .CommonLabels }}${br}`;

/** Plain text for chats, which cut off long messages: it has only the links and the description that all alerts share. */
export const chatTemplates = `{{/* Chats */}}

{{ define "telltale.chat.firing" }}${several}${listAlerts("Firing", shortFiringText)}${countOthers("Firing", `${br}- `)}
{{- end }}

{{ define "telltale.chat.text" }}${bothStatuses("telltale.chat.firing")}${linksAndLabels}
{{- end }}

{{/* Without links and labels, for phones. */}}
{{ define "telltale.chat.short" }}${bothStatuses("telltale.chat.firing")}
{{- end }}

{{/* "[CRITICAL] shop prod: cart fails 12 % of its requests": a line, because each part of a long SMS is charged. */}}
{{ define "telltale.sms" }}
{{- template "telltale.mark" . }} {{ template "telltale.pagerduty.description" . }}
{{- end }}`;

/** Templates of PagerDuty; `isKnown` is the condition that alerts say where they come from. */
export function pagerdutyTemplates(isKnown: string, system: string): string {
  return `{{/* PagerDuty */}}

{{ define "telltale.pagerduty.description" }}
{{- if ${isKnown} }}{{ template "telltale.origin" . }}: {{ end }}
{{- if gt (len .Alerts) 1 }}{{ template "telltale.subject" . }}{{ template "telltale.count" . }}
{{- else }}{{ range .Alerts }}{{ with .Annotations.summary }}{{ . }}{{ else }}{{ template "telltale.subject" $ }}{{ end }}{{ end }}
{{- end }}
{{- end }}

{{ define "telltale.pagerduty.group" }}
{{- with ${system} }}{{ . }}{{ end }}
{{- end }}

{{/* PagerDuty refuses an event without a source. */}}
{{ define "telltale.pagerduty.source" }}
{{- if ${isKnown} }}{{ template "telltale.origin" . }}{{ else }}{{ .ExternalURL }}{{ end }}
{{- end }}

{{/* PagerDuty knows critical, error, warning and info. */}}
{{ define "telltale.pagerduty.severity" }}
{{- $severity := toLower .CommonLabels.severity }}
{{- if match "^(critical|page|fatal|emergency)$" $severity }}critical
{{- else }}{{ if match "^(warning|warn|ticket)$" $severity }}warning
{{- else }}{{ if match "^(info|none)$" $severity }}info
{{- else }}error
{{- end }}{{ end }}{{ end }}
{{- end }}`;
}

const htmlLink = (text: string) => `<a href="{{ . }}">${text}</a> `;

const htmlLinks = (map: string) => `
{{- with ${map}.runbook_url }}${htmlLink("Runbook")}{{ end }}
{{- with ${map}.panel_url }}${htmlLink("Panel")}{{ end }}
{{- if not ${map}.panel_url }}{{ with ${map}.dashboard_url }}${htmlLink("Dashboard")}{{ end }}{{ end }}
{{- with ${map}.logs_url }}${htmlLink("Logs")}{{ end }}
{{- with ${map}.traces_url }}${htmlLink("Traces")}{{ end }}`;

const firingHtml = `{{ template "telltale.summary" . }}${ownLabels}${ownValue("{{ . }}")}
{{- with ${ownAnnotations} }}
{{- with .description }}<br>{{ . }}{{ end }}
{{- if or ${hasLinks("")} }}<br>${htmlLinks("")}{{ end }}
{{- end }}`;

const resolvedHtml = `Resolved: {{ template "telltale.summary" . }}${ownLabels}<br>It fired from {{ template "telltale.period" . }}.`;

/** The address is not that of `telltale.silence`, because `html/template` escapes the labels itself. */
const silenceHref = `{{ .ExternalURL }}/#/silences/new?filter=%7B
{{- range $index, $label := .CommonLabels.SortedPairs }}{{ if $index }}%2C%20{{ end }}{{ $label.Name }}%3D{{ printf "%q" $label.Value }}{{ end }}%7D`;

/** The template of emails as plain text. The subject is `telltale.title`. */
export const emailTextTemplate = `{{/* Email */}}

{{ define "telltale.email.text" }}${bothStatuses("telltale.text.firing")}${linksAndLabels}
{{- end }}`;

/** The template of emails as HTML. */
export const emailHtmlTemplate = `
{{ define "telltale.email.html" -}}
{{ $several := gt (len .Alerts) 1 -}}
<!DOCTYPE html>
<html>
<body style="font-family: sans-serif">
<h2 style="color: {{ if eq .Status "resolved" }}#2e7d32{{ else }}#c62828{{ end }}">{{ template "telltale.title" . }}</h2>
{{ if .Alerts.Firing -}}
<ul>${listAlerts("Firing", firingHtml, "\n<li>", "</li>")}${countOthers("Firing", "\n<li>", "</li>")}
</ul>
{{ end -}}
{{ if .Alerts.Resolved -}}
<ul>${listAlerts("Resolved", resolvedHtml, "\n<li>", "</li>")}${countOthers("Resolved", "\n<li>", "</li>")}
</ul>
{{ end -}}
{{ if .Alerts.Firing -}}
{{ with .CommonAnnotations.description }}<p>{{ . }}</p>
{{ end -}}${since("<p>", "</p>\n")}
{{- end -}}
<p>${htmlLinks(".CommonAnnotations")}
{{- if .Alerts.Firing }}<a href="${silenceHref}">Silence</a>{{ end }}</p>
<p style="color: #757575">{{ template "telltale.labels" .CommonLabels }}</p>
</body>
</html>
{{ end }}
`;
