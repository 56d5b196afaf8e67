import {
  type AlertingRule,
  labelNameProblem,
  parseDuration,
  type RecordingRule,
  recordingNameProblem,
} from "../../../formats/prometheus/index.js";
import { alertTemplateOptions, parseTemplate } from "../../../gotemplate/index.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { partsOfField, type RuleField } from "../rule-field-parts.js";

/** Reports what Prometheus would reject in a compiled rule: names, durations, templates. */
export function checkRule(scope: Scope, subject: Subject, rule: AlertingRule | RecordingRule): void {
  checkNames(scope, subject, rule);
  if ("record" in rule) return;
  checkDuration(scope, subject, "for", rule.for);
  checkDuration(scope, subject, "keep_firing_for", rule.keep_firing_for);
  for (const field of ["labels", "annotations"] as const) {
    for (const [name, text] of Object.entries(rule[field] ?? {})) checkTemplate(scope, subject, field, name, text);
  }
}

function checkNames(scope: Scope, subject: Subject, rule: AlertingRule | RecordingRule): void {
  const { prometheus } = scope.versions;
  const kind = "alert" in rule ? "alert" : "recordingRule";
  const at = (field: RuleField, key?: string) => ({ parts: partsOfField(kind, field, key) });
  if ("alert" in rule && rule.alert === "") {
    reportError(scope, "rules/missing-name", subject, { summary: "the alert has no name", ...at("alert") });
  }
  const record = "record" in rule ? recordingNameProblem(rule.record, prometheus) : undefined;
  if (record) reportError(scope, "rules/invalid-recording-name", subject, { ...record, ...at("record") });
  for (const name of Object.keys(rule.labels ?? {})) {
    const problem = labelNameProblem(name, "label", prometheus);
    if (problem) reportError(scope, "rules/invalid-label-name", subject, { ...problem, ...at("labels", name) });
  }
  for (const name of Object.keys("alert" in rule ? (rule.annotations ?? {}) : {})) {
    const problem = labelNameProblem(name, "annotation", prometheus);
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

function checkTemplate(
  scope: Scope,
  subject: Subject,
  field: "labels" | "annotations",
  name: string,
  text: string,
): void {
  if (!text.includes("{{")) return;
  const { errors } = parseTemplate(text, alertTemplateOptions(scope.versions.prometheus));
  for (const { message, start, end, hint } of errors) {
    reportError(scope, "template/syntax", subject, {
      summary: message,
      ...(hint !== undefined && { fix: hint }),
      parts: partsOfField("alert", field, name),
      excerpt: { text, start, end },
    });
  }
}
