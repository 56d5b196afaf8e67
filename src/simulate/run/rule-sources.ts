import type { CompiledAlert, RulesArtifact } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule } from "../../formats/prometheus/types.js";
import { settingMs } from "../../model/project/project.js";
import { type RuleGroupSource, type RuleReference, ruleGroupSource } from "../rules/group.js";

/** An alerting rule in a simulation. */
export interface AlertRule {
  readonly name: string;
  /** `for`, in milliseconds. */
  readonly hold: number;
  readonly expr: string;
  readonly reference: RuleReference;
  /** The compiled definition; undefined for rules taken from a Prometheus rule file. */
  readonly compiled: CompiledAlert | undefined;
}

/**
 * Collects the rule groups of artifacts. Prometheus evaluates groups concurrently; here groups that only record come
 * first, so that alerts read values recorded at the same time.
 */
export function collectGroups(artifacts: readonly RulesArtifact[]): readonly RuleGroupSource[] {
  const groups = artifacts.flatMap(({ path: file, value, settings }) => {
    const interval = settingMs(settings.evaluationInterval);
    return value.groups.map((group) => ruleGroupSource(group, { file, interval }));
  });
  const alerts = ({ rules }: RuleGroupSource) => rules.some(isAlertingRule);
  return [...groups.filter((group) => !alerts(group)), ...groups.filter(alerts)];
}

/** Collects the alerting rules of artifacts, each with its definition. */
export function collectAlertRules(artifacts: readonly RulesArtifact[]): readonly AlertRule[] {
  return artifacts.flatMap(({ path, value, rules: compiled }) => {
    let number = 0;
    return value.groups.flatMap(({ name, rules }) =>
      rules.flatMap((rule, index): readonly AlertRule[] => {
        const from = compiled[number++];
        if (!isAlertingRule(rule)) return [];
        const reference = { file: path, group: name, index };
        return [
          {
            ...{ name: rule.alert, expr: rule.expr, hold: parseDuration(rule.for ?? "0s") ?? 0, reference },
            compiled: from?.kind === "alert" ? from : undefined,
          },
        ];
      }),
    );
  });
}
