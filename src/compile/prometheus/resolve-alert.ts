import type { Alert, AlertOptions } from "../../model/alert/alert.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Condition, Query } from "../../model/expression/query.js";
import { resolveValue, type Scope, type Subject } from "../scope.js";

type Texts = Readonly<Record<string, string>>;

/** An alert with the values of one environment. */
export interface ResolvedAlert {
  readonly when: Condition | Query;
  readonly severity: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly for: string | undefined;
  readonly keepFiringFor: string | undefined;
  readonly labels: Texts;
  readonly annotations: Texts;
}

/** Resolves the options of an alert. Reports values that are missing; without a required one, there is no alert. */
export function resolveAlert(scope: Scope, subject: Subject, alert: Alert): ResolvedAlert | undefined {
  const value = <T>(name: keyof AlertOptions, varying: Varying<T> | undefined) =>
    resolveValue(scope, subject, `"${name}"`, varying, [name]);
  const resolved = {
    when: value("when", alert.when),
    severity: value("severity", alert.severity),
    summary: value("summary", alert.summary),
    description: value("description", alert.description),
    for: value("for", alert.for),
    keepFiringFor: value("keepFiringFor", alert.keepFiringFor),
    labels: resolveTexts(scope, subject, "labels", alert.labels),
    annotations: resolveTexts(scope, subject, "annotations", alert.annotations),
  };
  const { when, severity, summary } = resolved;
  if (when === undefined || severity === undefined || summary === undefined) return undefined;
  return Object.assign(resolved, { when, severity, summary });
}

/** Resolves labels or annotations: all of them may vary, and each. */
export function resolveTexts(
  scope: Scope,
  subject: Subject,
  option: "labels" | "annotations",
  texts: Varying<Readonly<Record<string, Varying<string>>>> | undefined,
): Texts {
  const all = resolveValue(scope, subject, `"${option}"`, texts, [option]) ?? {};
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, varying]) => {
      const text = resolveValue(scope, subject, `"${option}.${name}"`, varying, [option, name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
