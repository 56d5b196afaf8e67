import type { Alert } from "../../model/alert/alert.js";
import type { RecordingRule } from "../../model/alert/recording-rule.js";
import { isPerEnvironment } from "../../model/definition/per-environment.js";
import { isCondition, isQuery } from "../../model/expression/query.js";
import { isSignal } from "../../model/expression/signal.js";
import { describeType } from "../describe-type.js";
import { reportError, type Scope, type Subject } from "../scope.js";

/** The type that an option must have. TypeScript checks the same, but a build does not run it. */
type Kind = "a string" | "a string or perEnvironment({ … })" | "a map of strings" | "a rule group";

const alertOptions: Readonly<Record<string, Kind>> = {
  severity: "a string",
  summary: "a string",
  description: "a string",
  runbook: "a string",
  dashboard: "a string",
  panel: "a string",
  for: "a string or perEnvironment({ … })",
  keepFiringFor: "a string or perEnvironment({ … })",
  window: "a string or perEnvironment({ … })",
  labels: "a map of strings",
  annotations: "a map of strings",
  group: "a rule group",
};

const recordingOptions: Readonly<Record<string, Kind>> = {
  window: "a string or perEnvironment({ … })",
  labels: "a map of strings",
  group: "a rule group",
};

const required: ReadonlySet<string> = new Set(["severity", "summary"]);

/** True if an alert can be compiled. Reports the options that are wrong. */
export function isSoundAlert(scope: Scope, subject: Subject, alert: Alert): boolean {
  const isFine = areSound(scope, subject, alert, alertOptions);
  const when: unknown = alert.when;
  if (isCondition(when) || isQuery(when)) return isFine;
  reportError(scope, "definition/wrong-type", subject, {
    ...(hasBounds(when)
      ? {
          summary: `"when" needs a bound: it is ${describeType(when)}`,
          fix: "add one, such as .above(0.05) or .below(10)",
        }
      : { summary: `"when" must be a condition or an expression, not ${describeType(when)}` }),
    option: ["when"],
  });
  return false;
}

/** True if a recording rule can be compiled. Reports the options that are wrong. */
export function isSoundRecordingRule(scope: Scope, subject: Subject, rule: RecordingRule): boolean {
  const isFine = areSound(scope, subject, rule, recordingOptions);
  if (isQuery(rule.query)) return isFine;
  reportError(scope, "definition/wrong-type", subject, {
    summary: `a recording rule needs an expression or a signal, not ${describeType(rule.query)}`,
    parts: [{ argument: 1, path: [] }],
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
    reportError(scope, "definition/wrong-type", subject, {
      summary: value === undefined ? `"${name}" is missing` : `"${name}" must be ${kind}, not ${describeType(value)}`,
      option: [name],
    });
  }
  return wrong.length === 0;
}

function isOf(kind: Kind, value: unknown, isRequired: boolean): boolean {
  if (value === undefined) return !isRequired;
  switch (kind) {
    case "a string":
      return typeof value === "string";
    case "a string or perEnvironment({ … })":
      return isPerEnvironment(value) ? Object.values(value.values).every(isText) : isText(value);
    case "a map of strings":
      return typeof value === "object" && value !== null && Object.values(value).every(isText);
    case "a rule group":
      return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "ruleGroup";
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** True for a signal and a recording rule, which have `.above(…)` and the like. */
function hasBounds(value: unknown): boolean {
  return isSignal(value) || (value as { kind?: unknown } | null | undefined)?.kind === "recordingRule";
}
