import type { Alert, RecordingRule } from "../../model/alert/alert.js";
import { isPerEnvironment } from "../../model/definition/per-environment.js";
import { isCondition, isQuery, isSignal } from "../../model/expression/promql.js";
import { fault, type Scope, type Subject } from "../scope.js";
import { describe } from "../wrong-type.js";

/** What an option must be: the compiler of TypeScript asks for the same, but who runs it before every build? */
type Kind = "text" | "text or one for each environment" | "texts by name" | "a rule group";

const alertOptions: Readonly<Record<string, Kind>> = {
  severity: "text",
  summary: "text",
  description: "text",
  runbook: "text",
  dashboard: "text",
  panel: "text",
  for: "text or one for each environment",
  keepFiringFor: "text or one for each environment",
  window: "text or one for each environment",
  labels: "texts by name",
  annotations: "texts by name",
  group: "a rule group",
};

const recordingOptions: Readonly<Record<string, Kind>> = {
  window: "text or one for each environment",
  labels: "texts by name",
  group: "a rule group",
};

const required: ReadonlySet<string> = new Set(["severity", "summary"]);

/** Whether an alert can be compiled; what keeps it from that is reported. */
export function isSoundAlert(scope: Scope, subject: Subject, alert: Alert): boolean {
  const isFine = areSound(scope, subject, alert, alertOptions);
  const when: unknown = alert.when;
  if (isCondition(when) || isQuery(when)) return isFine;
  fault(scope, "definition/wrong-type", subject, {
    ...(hasBounds(when)
      ? { summary: '"when" says what is measured, and no bound', fix: "add one, such as .above(0.05) or .below(10)" }
      : { summary: `"when" must be a condition or an expression, and is ${describe(when)}` }),
    option: ["when"],
  });
  return false;
}

/** Whether a recording rule can be compiled; what keeps it from that is reported. */
export function isSoundRecordingRule(scope: Scope, subject: Subject, rule: RecordingRule): boolean {
  const isFine = areSound(scope, subject, rule, recordingOptions);
  if (isQuery(rule.query)) return isFine;
  fault(scope, "definition/wrong-type", subject, {
    summary: `what is recorded must be an expression or a signal, and is ${describe(rule.query)}`,
    writtenAt: [{ argument: 1, path: [] }],
  });
  return false;
}

function areSound(
  scope: Scope,
  subject: Subject,
  definition: object,
  options: Readonly<Record<string, Kind>>,
): boolean {
  const values = definition as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(options).filter(([name, kind]) => !isOf(kind, values[name], required.has(name)));
  for (const [name, kind] of wrong) {
    const value = values[name];
    fault(scope, "definition/wrong-type", subject, {
      summary: value === undefined ? `"${name}" is missing` : `"${name}" must be ${kind}, and is ${describe(value)}`,
      option: [name],
    });
  }
  return wrong.length === 0;
}

function isOf(kind: Kind, value: unknown, isRequired: boolean): boolean {
  if (value === undefined) return !isRequired;
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "text or one for each environment":
      return isPerEnvironment(value) ? Object.values(value.values).every(isText) : isText(value);
    case "texts by name":
      return typeof value === "object" && value !== null && Object.values(value).every(isText);
    case "a rule group":
      return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "ruleGroup";
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** A signal, or the result of a recording rule: something to compare. */
function hasBounds(value: unknown): boolean {
  return isSignal(value) || (value as { kind?: unknown } | null | undefined)?.kind === "recordingRule";
}
