import {
  chatTemplates,
  emailHtmlTemplate,
  emailTextTemplate,
  pagerdutyTemplates,
  slackTemplates,
  textTemplates,
} from "./receiver-templates.js";

/** Names of the labels that tell where an alert comes from. */
export interface OriginLabels {
  readonly environment: string;
  readonly system: string;
}

export const originLabels: OriginLabels = { environment: "environment", system: "system" };

/** Path of the file, relative to `alertmanager.yml`. */
export const notificationTemplatesPath = "templates/telltale.tmpl";

/** A field of a map in a template. Names that are no identifiers need `index`. */
export function templateField(map: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${map}.${name}` : `(index ${map} ${JSON.stringify(name)})`;
}

let names: ReadonlySet<string> | undefined;

/** The names of the texts, which do not depend on labels. */
export function notificationTemplateNames(): ReadonlySet<string> {
  names ??= new Set(
    [...renderNotificationTemplates(originLabels).matchAll(/\{\{ define "([^"]+)"/g)].map(([, name]) => name!),
  );
  return names;
}

/** The server that sends notifications. Grafana has other addresses, and a label for the folder of a rule. */
export type NotifyingServer = "alertmanager" | "grafana";

interface ServerTexts {
  /** The file, or the part of a file, that holds the templates. */
  readonly note: string;
  readonly labels: readonly string[];
  readonly silence: string;
  readonly list: string;
}

const serverTexts: Readonly<Record<NotifyingServer, ServerTexts>> = {
  alertmanager: {
    note: "this file is generated",
    labels: [],
    silence: `{{- .ExternalURL }}/#/silences/new?filter=%7B
{{- range $index, $label := .CommonLabels.SortedPairs }}{{ if $index }}%2C%20{{ end }}
{{- urlquery $label.Name }}%3D{{ printf "%q" $label.Value | urlquery | reReplaceAll "[+]" "%20" }}
{{- end }}%7D`,
    list: "{{ .ExternalURL }}/#/alerts?receiver={{ urlquery .Receiver }}",
  },
  grafana: {
    note: "they are generated",
    labels: ["grafana_folder"],
    silence: `{{- .ExternalURL | reReplaceAll "/+$" "" }}/alerting/silence/new?alertmanager=grafana
{{- range .CommonLabels.SortedPairs }}&matcher={{ urlquery .Name }}%3D{{ urlquery .Value | reReplaceAll "[+]" "%20" }}
{{- end }}`,
    list: '{{ .ExternalURL | reReplaceAll "/+$" "" }}/alerting/list',
  },
};

/**
 * Renders the file that defines the texts of all notifications. It works in every supported Alertmanager: no functions
 * later than 0.25, and templates take one value, so what concerns an alert and its group is inside one `range`.
 */
export function renderNotificationTemplates(labels: OriginLabels, server: NotifyingServer = "alertmanager"): string {
  const texts = serverTexts[server];
  const environment = templateField(".CommonLabels", labels.environment);
  const system = templateField(".CommonLabels", labels.system);
  const inTitle = ["alertname", "severity", labels.environment, labels.system, ...texts.labels];
  const titleLabels = `(stringSlice ${inTitle.map((name) => JSON.stringify(name)).join(" ")})`;
  const isKnown = `or ${system} ${environment}`;
  return `{{/* The texts of notifications. Options of a receiver change them: ${texts.note}. */}}

{{/* "shop prod": the system and environment that alert. */}}
{{ define "telltale.origin" }}
{{- with ${system} }}{{ . }}{{ end }}
{{- if and ${system} ${environment} }} {{ end }}
{{- with ${environment} }}{{ . }}{{ end }}
{{- end }}

{{/* "CartFails api": the alert, and what it is grouped by. */}}
{{ define "telltale.subject" }}
{{- with .CommonLabels.alertname }}{{ . }}{{ else }}{{ len .Alerts }} alerts{{ end }}
{{- with .GroupLabels.Remove ${titleLabels} }} {{ .Values | join " " }}{{ end }}
{{- end }}

{{/* "(2 firing, 1 resolved)", if there are several alerts. */}}
{{ define "telltale.count" }}
{{- if gt (len .Alerts) 1 }} (
{{- with .Alerts.Firing }}{{ len . }} firing{{ end }}
{{- if and .Alerts.Firing .Alerts.Resolved }}, {{ end }}
{{- with .Alerts.Resolved }}{{ len . }} resolved{{ end }})
{{- end }}
{{- end }}

{{/* "[CRITICAL]" */}}
{{ define "telltale.mark" }}
{{- if eq .Status "resolved" }}[RESOLVED]
{{- else }}[{{ with .CommonLabels.severity }}{{ toUpper . }}{{ else }}FIRING{{ end }}]
{{- end }}
{{- end }}

{{/* "[CRITICAL] shop prod: CartFails api" */}}
{{ define "telltale.title" }}
{{- template "telltale.mark" . }}
{{- if ${isKnown} }} {{ template "telltale.origin" . }}:{{ end }} {{ template "telltale.subject" . }}
{{- template "telltale.count" . }}
{{- end }}

{{/* "cart fails 12 % of its requests": the summary of an alert, or else its name. */}}
{{ define "telltale.summary" }}
{{- with .Annotations.summary }}{{ . }}{{ else }}{{ .Labels.alertname }}{{ end }}
{{- end }}

{{/* "28 Nov 13:24 to 28 Nov 13:36 UTC, for 12m0s": when a resolved alert fired. */}}
{{ define "telltale.period" }}
{{- .StartsAt.UTC.Format "2 Jan 15:04" }} to {{ .EndsAt.UTC.Format "2 Jan 15:04" }} UTC, for {{ (.EndsAt.Sub .StartsAt).Round 1000000000 }}
{{- end }}

{{/* "pod=a, namespace=b" */}}
{{ define "telltale.labels" }}
{{- range $index, $label := .SortedPairs }}{{ if $index }}, {{ end }}{{ $label.Name }}={{ $label.Value }}{{ end }}
{{- end }}

{{/* The address that silences the alerts of the notification. */}}
{{ define "telltale.silence" }}
${texts.silence}
{{- end }}

{{/* The address that lists the alerts. */}}
{{ define "telltale.list" -}}
${texts.list}
{{- end }}

{{/* The address to look at first. */}}
{{ define "telltale.link" }}
{{- with .CommonAnnotations.panel_url }}{{ . }}
{{- else }}{{ with .CommonAnnotations.dashboard_url }}{{ . }}
{{- else }}{{ with .CommonAnnotations.runbook_url }}{{ . }}
{{- else }}{{ template "telltale.list" . }}
{{- end }}{{ end }}{{ end }}
{{- end }}

${slackTemplates(`.CommonLabels.Remove ${titleLabels}`)}

${textTemplates}

${chatTemplates}

${pagerdutyTemplates(isKnown, system)}

${emailTextTemplate}
${server === "grafana" ? "" : emailHtmlTemplate}`;
}
