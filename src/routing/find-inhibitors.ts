import { type AlertmanagerVersion, compilePattern, parseMatchers } from "../formats/alertmanager/index.js";
import type { InhibitRule } from "../formats/alertmanager/types.js";
import type { RoutedRule } from "./routed-rule.js";

type LabelledRule = Pick<RoutedRule, "name" | "labels">;

/** Finds the rules whose alerts may inhibit those of others, by the labels that rules set themselves. */
export function findInhibitors<Rule extends LabelledRule>(
  inhibitRules: readonly InhibitRule[],
  targets: readonly Rule[],
  all: readonly Rule[],
  version: AlertmanagerVersion,
): readonly Rule[] {
  const rules = inhibitRules.map((rule) => ({
    source: matchersOf(rule.source_matchers, version),
    target: matchersOf(rule.target_matchers, version),
    equal: rule.equal ?? [],
  }));
  return all.filter((source) =>
    rules.some(
      (rule) =>
        mayMatch(source, rule.source) &&
        targets.some((target) => mayMatch(target, rule.target) && mayAgree(source, target, rule.equal)),
    ),
  );
}

type Matchers = ReturnType<typeof parseMatchers>["matchers"];

function matchersOf(texts: readonly string[] = [], version: AlertmanagerVersion): Matchers {
  return texts.flatMap((text) => parseMatchers(text, version).matchers);
}

function mayMatch(rule: LabelledRule, matchers: Matchers): boolean {
  return matchers.every(({ name, operator, value }) => {
    const actual = knownLabel(rule, name);
    if (actual === undefined) return true;
    if (operator === "=" || operator === "!=") return (actual === value) === (operator === "=");
    return compilePattern(value).test(actual) === (operator === "=~");
  });
}

function mayAgree(source: LabelledRule, target: LabelledRule, equal: readonly string[]): boolean {
  return equal.every((name) => {
    const [one, other] = [knownLabel(source, name), knownLabel(target, name)];
    return one === undefined || other === undefined || one === other;
  });
}

/** The value of a label that a rule sets. That of others comes from its series, that of a template from both. */
function knownLabel({ name: alertName, labels }: LabelledRule, name: string): string | undefined {
  if (name === "alertname") return alertName;
  const value = labels[name];
  return value?.includes("{{") ? undefined : value;
}
