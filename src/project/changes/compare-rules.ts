import { isAlertingRule, type Rule, type RuleGroup } from "../../formats/prometheus/types.js";
import type { CompiledProject, ProjectRevisions } from "../git/compile-both.js";
import type { AlertChange, SystemChange } from "./change.js";
import { compareItems, type Described, describePair, pairItems } from "./pair.js";
import { comparePlaces, type Place } from "./per-environment.js";

interface DescribedRule extends Described {
  readonly severity: string;
}

/** Compares the alerts of two revisions: by their name, and by their expression if they were renamed. */
export function compareAlerts(revisions: ProjectRevisions): readonly AlertChange[] {
  return comparePlaces(
    revisions,
    (project) => listRules(project, true),
    (before, after) =>
      pairItems(before, after, [
        JSON.stringify,
        ({ name, severity }) => JSON.stringify([name, severity]),
        ({ name }) => name,
        expressionOf,
      ]).flatMap((pair) => {
        const change = describePair(pair);
        return change ? [{ ...change, severity: (pair.after ?? pair.before)!.severity }] : [];
      }),
  );
}

/** Compares the recording rules of two revisions. */
export function compareRecordingRules(revisions: ProjectRevisions): readonly SystemChange[] {
  return comparePlaces(
    revisions,
    (project) => listRules(project, false),
    (before, after) =>
      compareItems(before, after, [
        JSON.stringify,
        ({ name, fields }) => JSON.stringify([name, fields.labels]),
        ({ name }) => name,
        expressionOf,
      ]),
  );
}

function expressionOf({ fields }: DescribedRule): string {
  return JSON.stringify([fields.language, fields.expr]);
}

function* listRules({ artifacts }: CompiledProject, isAlert: boolean): Generator<readonly [Place, DescribedRule]> {
  for (const { kind, system, settings, value } of artifacts.filter(isRuleFile)) {
    const place = { system: system.name, environment: settings.environment };
    for (const group of value.groups) {
      for (const rule of group.rules) {
        if (isAlertingRule(rule) === isAlert) yield [place, describeRule(rule, group, kind)];
      }
    }
  }
}

type Artifact = CompiledProject["artifacts"][number];
type RuleArtifact = Extract<Artifact, { readonly kind: "prometheus rules" | "loki rules" }>;

function isRuleFile(artifact: Artifact): artifact is RuleArtifact {
  return artifact.kind === "prometheus rules" || artifact.kind === "loki rules";
}

function describeRule(rule: Rule, { interval, limit, query_offset, labels }: RuleGroup, kind: string): DescribedRule {
  const { severity, ...own }: Readonly<Record<string, string>> = { ...labels, ...rule.labels };
  const [name, fields] = isAlertingRule(rule)
    ? [rule.alert, { for: rule.for, keep_firing_for: rule.keep_firing_for, annotations: rule.annotations ?? {} }]
    : [rule.record, {}];
  const all = {
    ...{ severity, expr: rule.expr, ...fields, labels: own, interval, limit, query_offset },
    language: kind === "loki rules" ? "LogQL" : "PromQL",
  };
  const present = Object.entries(all).filter(([, value]) => value !== undefined);
  return { name, severity: severity ?? "", fields: Object.fromEntries(present) };
}
