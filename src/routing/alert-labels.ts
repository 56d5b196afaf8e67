import { inferConstantLabels, inferConstantLabelsOfText } from "../model/expression/own-series.js";
import type { Settings } from "../model/project/project.js";
import type { Labels } from "./label-test.js";
import type { RoutedRule } from "./routed-rule.js";

const constants = new WeakMap<RoutedRule, Labels>();

/**
 * The labels that every alert of a rule has when it reaches Alertmanager: those of the rule, those on which all its series
 * agree, and those that Prometheus adds.
 */
export function labelsOfRule(rule: RoutedRule, system: string, settings: Settings): Labels {
  const { name, labels } = rule;
  const [environment, own] = [settings.alertLabels.environment, settings.alertLabels.system];
  // Alerts of objectives have the labels of their system from recorded series.
  const origin = {
    ...(environment !== undefined && { [environment]: settings.environment }),
    ...(own !== undefined && { [own]: system }),
  };
  const fixed = Object.entries(labels).filter(([, value]) => !value.includes("{{"));
  return {
    ...origin,
    ...settings.externalLabels,
    ...constantsOf(rule),
    ...Object.fromEntries([...fixed, ["alertname", name]]),
  };
}

function constantsOf(rule: RoutedRule): Labels {
  let found = constants.get(rule);
  if (found === undefined) {
    if (rule.parsed) found = inferConstantLabels(rule.parsed);
    else found = rule.language === "promql" ? inferConstantLabelsOfText(rule.expr) : {};
    constants.set(rule, found);
  }
  return found;
}
