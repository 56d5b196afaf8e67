import { renderYaml } from "../../yaml/index.js";
import type { AlertingRule, RecordingRule, Rule, RuleFile, RuleGroup } from "./types.js";
import { isAlertingRule } from "./types.js";

/**
 * Renders a rule file, with fields in the order of Prometheus' documentation. Equal rules give equal bytes.
 *
 * ```ts
 * renderRuleFile({ groups: [{ name: "api", rules: [{ alert: "Down", expr: "up == 0" }] }] });
 * ```
 */
export function renderRuleFile(file: RuleFile): string {
  return renderYaml({ groups: file.groups.map(orderGroup) });
}

function orderGroup(group: RuleGroup) {
  const { name, interval, query_offset, limit, partial_response_strategy, labels, rules } = group;
  return { name, interval, query_offset, limit, partial_response_strategy, labels, rules: rules.map(orderRule) };
}

function orderRule(rule: Rule): {
  [Field in keyof (AlertingRule & RecordingRule)]?: AlertingRule[keyof AlertingRule];
} {
  if (!isAlertingRule(rule)) return { record: rule.record, expr: rule.expr, labels: rule.labels };
  const { alert, expr, for: pending, keep_firing_for, labels, annotations } = rule;
  return { alert, expr, for: pending, keep_firing_for, labels, annotations };
}
