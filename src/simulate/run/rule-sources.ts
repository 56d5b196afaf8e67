import type { CompiledAlert, RulesArtifact } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule } from "../../formats/prometheus/types.js";
import { settingMs } from "../../model/project/project.js";
import { type RuleGroupSource, type RuleReference, ruleGroupSource } from "../rules/group.js";

/** An alerting rule of a simulation. */
export interface AlertRule {
  readonly name: string;
  /** For how long its expression must hold, in milliseconds. */
  readonly hold: number;
  readonly expr: string;
  readonly reference: RuleReference;
  /** What it was compiled from; undefined where it was taken in Prometheus' own format. */
  readonly compiled: CompiledAlert | undefined;
}

/**
 * The rule groups of artifacts as the engine takes them. Prometheus evaluates groups beside each other; here those that
 * only record come first, so that alerts see what was recorded at the same time.
 */
export function collectGroups(artifacts: readonly RulesArtifact[]): readonly RuleGroupSource[] {
  const groups = artifacts.flatMap(({ path: file, value, settings }) => {
    const interval = settingMs(settings.evaluationInterval);
    return value.groups.map((group) => ruleGroupSource(group, { file, interval }));
  });
  const alerts = ({ rules }: RuleGroupSource) => rules.some(isAlertingRule);
  return [...groups.filter((group) => !alerts(group)), ...groups.filter(alerts)];
}

/** The alerting rules of artifacts, each with the definition it comes from. */
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
