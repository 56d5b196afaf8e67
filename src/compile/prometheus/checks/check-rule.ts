import {
  type AlertingRule,
  labelNameProblem,
  lokiNames,
  lokiTemplates,
  parseDuration,
  type RecordingRule,
  recordingNameProblem,
} from "../../../formats/prometheus/index.js";
import { alertTemplateOptions, parseTemplate } from "../../../gotemplate/index.js";
import type { Query } from "../../../model/expression/query.js";
import type { PrometheusVersion } from "../../../promql/index.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { partsOfField, type RuleField } from "../rule-field-parts.js";

/** Reports what Prometheus, or Loki's ruler, would reject in a compiled rule: names, durations, templates. */
export function checkRule(
  scope: Scope,
  subject: Subject,
  rule: AlertingRule | RecordingRule,
  language: Query["language"],
): void {
  const { prometheus } = scope.versions;
  checkNames(scope, subject, rule, { language, version: language === "logql" ? lokiNames : prometheus });
  if ("record" in rule) return;
  checkDuration(scope, subject, "for", rule.for);
  checkDuration(scope, subject, "keep_firing_for", rule.keep_firing_for);
  const version = language === "logql" ? lokiTemplates : prometheus;
  for (const field of ["labels", "annotations"] as const) {
    for (const [name, text] of Object.entries(rule[field] ?? {}))
      checkTemplate(scope, subject, { field, name, text, version });
  }
}

function checkNames(
  scope: Scope,
  subject: Subject,
  rule: AlertingRule | RecordingRule,
  { language, version }: { readonly language: Query["language"]; readonly version: PrometheusVersion },
): void {
  const kind = "alert" in rule ? "alert" : "recordingRule";
  const at = (field: RuleField, key?: string) => ({ parts: partsOfField(kind, field, key) });
  if ("alert" in rule && rule.alert === "") {
    reportError(scope, "rules/missing-name", subject, { summary: "the alert has no name", ...at("alert") });
  }
  const record = "record" in rule ? recordingNameProblem(rule.record, version) : undefined;
  if (record) reportError(scope, "rules/invalid-recording-name", subject, { ...record, ...at("record") });
  for (const name of Object.keys(rule.labels ?? {})) {
    const problem = labelNameProblem(name, "label", version);
    if (!problem) continue;
    const summary = language === "logql" ? `${problem.summary} in a rule of Loki` : problem.summary;
    reportError(scope, "rules/invalid-label-name", subject, { ...problem, summary, ...at("labels", name) });
  }
  for (const name of Object.keys("alert" in rule ? (rule.annotations ?? {}) : {})) {
    const problem = labelNameProblem(name, "annotation", version);
    if (problem)
      reportError(scope, "rules/invalid-annotation-name", subject, { ...problem, ...at("annotations", name) });
  }
}

function checkDuration(
  scope: Scope,
  subject: Subject,
  field: "for" | "keep_firing_for",
  text: string | undefined,
): void {
  if (text === undefined || parseDuration(text) !== undefined) return;
  reportError(scope, "rules/invalid-duration", subject, {
    summary: `"${text}" is not a duration`,
    fix: "write it with units, such as 5m, 90s or 1h30m",
    parts: partsOfField("alert", field),
  });
}

interface TemplateField {
  readonly field: "labels" | "annotations";
  readonly name: string;
  readonly text: string;
  readonly version: PrometheusVersion;
}

function checkTemplate(scope: Scope, subject: Subject, { field, name, text, version }: TemplateField): void {
  if (!text.includes("{{")) return;
  const { errors } = parseTemplate(text, alertTemplateOptions(version));
  for (const { message, start, end, hint } of errors) {
    reportError(scope, "template/syntax", subject, {
      summary: message,
      ...(hint !== undefined && { fix: hint }),
      parts: partsOfField("alert", field, name),
      excerpt: { text, start, end },
    });
  }
}
