import { annotationOptions, type RuleField } from "../../compile/prometheus/rule-field-parts.js";
import type { AlertingRule } from "../../formats/prometheus/types.js";
import { durationMs } from "../../model/definition/duration.js";
import type { Policy } from "../../model/project/policy.js";
import { loadRe2 } from "../../regexp/re2.js";
import type { Check } from "../check.js";

/** An alert that breaks a policy of the project. */
export const violatedPolicy: Check = {
  id: "policy/violated",
  on: "rule",
  of: "alert",
  keepsSeverity: true,
  *run(rule) {
    if (!("alert" in rule.data)) return;
    const { data } = rule;
    for (const { policy, isForFile } of rule.context.policies ?? []) {
      const { severity: severities } = policy.alerts ?? {};
      if (severities && !severities.includes(data.labels?.severity ?? "")) continue;
      if (!isForFile(rule.locate()?.file)) continue;
      for (const { problem, fix, field, key } of findViolations(data, policy, rule.identity !== undefined)) {
        yield {
          severity: policy.severity ?? "error",
          summary: `${problem}, against the policy "${policy.name}"`,
          ...(policy.why !== undefined && { details: policy.why }),
          fix,
          at: rule.locate(field, key),
        };
      }
    }
  },
};

interface Violation {
  readonly problem: string;
  readonly fix: string;
  readonly field?: RuleField;
  readonly key?: string;
}

/** @param isDefined - true for an alert of a definition, where some labels and annotations are options of their own */
function* findViolations(alert: AlertingRule, policy: Policy, isDefined: boolean): Generator<Violation> {
  const { require = {}, forbid = {}, values = {} } = policy;
  for (const kind of ["labels", "annotations"] as const) {
    const present = alert[kind] ?? {};
    const word = kind.slice(0, -1);
    for (const name of require[kind] ?? []) {
      if (present[name]) continue;
      const option = isDefined ? optionOf(kind, name) : undefined;
      if (option !== undefined)
        yield { problem: `the alert has no \`${option}\``, fix: `add \`${option}\``, field: kind };
      else yield { problem: `the alert has no ${word} \`${name}\``, fix: `add the ${word} \`${name}\``, field: kind };
    }
    for (const name of forbid[kind] ?? []) {
      if (present[name] === undefined) continue;
      yield { problem: `the alert has the ${word} \`${name}\``, fix: `remove \`${name}\``, field: kind, key: name };
    }
  }
  for (const [name, allowed] of Object.entries(values)) {
    const value = alert.labels?.[name];
    // The value of a template depends on the series.
    if (value === undefined || value.includes("{{") || allowed.includes(value)) continue;
    const problem = `the label \`${name}\` is "${value}"`;
    yield { problem, fix: `use one of: ${allowed.join(", ")}`, field: "labels", key: name };
  }
  if (require.for !== undefined && (durationMs(alert.for ?? "0s") ?? 0) < durationMs(require.for)!) {
    const problem = alert.for === undefined ? "the alert has no `for`" : `the alert waits only ${alert.for}`;
    yield { problem, fix: `set \`for\` to ${require.for} or longer`, field: "for" };
  }
  if (require.name !== undefined && !loadRe2().RE2JS.matches(require.name, alert.alert)) {
    yield { problem: `the name does not match ${require.name}`, fix: "rename the alert" };
  }
}

/** The option of a definition for a label or an annotation; undefined for those that have none of their own. */
function optionOf(kind: "labels" | "annotations", name: string): string | undefined {
  if (kind === "labels") return name === "severity" ? name : undefined;
  return annotationOptions.get(name);
}
