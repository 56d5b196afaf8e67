import type { Alert } from "../../../model/alert/alert.js";
import { isRecordingRule, type RecordingRule } from "../../../model/alert/recording-rule.js";
import type { Definition } from "../../../model/definition/definition.js";
import { describeType } from "../../../model/definition/describe-type.js";
import { isPerEnvironment } from "../../../model/definition/per-environment.js";
import { isCondition, isQuery } from "../../../model/expression/query.js";
import { isSignal } from "../../../model/expression/signal.js";
import { reportError, type Scope, type Subject } from "../../scope.js";

/** True if an alert can be compiled. Reports a `when` that is not a condition; other options were checked before. */
export function isSoundAlert(scope: Scope, subject: Subject, alert: Alert): boolean {
  if (alert.when === undefined) return false;
  const values: readonly unknown[] = isPerEnvironment(alert.when) ? Object.values(alert.when.values) : [alert.when];
  if (values.some((value) => isCondition(value) && value.traits.lacksTraffic)) {
    reportError(scope, "definition/no-traffic", subject, {
      summary: "`whenBusy` needs the rate of the events, and what is compared has none",
      details: "Ratios and quantiles of the library know the rate of their events, and so do rules that record them.",
      fix: "give the signal its `traffic`, or combine conditions: .and(requestRate(…).above(0.1))",
      option: ["when"],
    });
    return false;
  }
  const wrong = values.findIndex((value) => !isCondition(value) && !isQuery(value));
  if (wrong === -1) return hasUsableOptions(alert) && hasRequiredOptions(alert);
  const when = values[wrong];
  reportError(scope, "definition/wrong-type", subject, {
    ...(isSignal(when) || isRecordingRule(when)
      ? {
          summary: `"when" needs a bound: it is ${describeType(when)}`,
          fix: "add one, such as .above(0.05) or .below(10)",
        }
      : { summary: `"when" must be a condition or an expression, not ${describeType(when)}` }),
    option: ["when"],
  });
  return false;
}

/** True if a recording rule can be compiled. Reports a result that is not an expression. */
export function isSoundRecordingRule(scope: Scope, subject: Subject, rule: RecordingRule): boolean {
  if (isQuery(rule.query)) return hasUsableOptions(rule);
  reportError(scope, "definition/wrong-type", subject, {
    summary: `a recording rule needs an expression or a signal, not ${describeType(rule.query)}`,
    parts: [{ argument: 1, path: [] }],
  });
  return false;
}

/** False if one is missing, or misspelled. */
function hasRequiredOptions({ severity, summary }: Partial<Alert>): boolean {
  return severity !== undefined && summary !== undefined;
}

/** True unless an option has a value that cannot be compiled. An unknown option changes nothing. */
function hasUsableOptions({ origin }: Definition): boolean {
  return (origin.wrongOptions?.problems ?? []).every(({ type }) => type === "unknown");
}
