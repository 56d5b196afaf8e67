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
  const rules = inhibitRules.map((rule) => compileRule(rule, version));
  return all.filter((source) =>
    rules.some(
      (rule) =>
        mayMatch(source, rule.source) &&
        targets.some((target) => mayMatch(target, rule.target) && mayAgree(source, target, rule.equal)),
    ),
  );
}

/**
 * Lists for each rule those whose alerts may inhibit its own; a rule that nothing inhibits is left out. Alerts have no labels
 * but those of their rule, except that the ones which must be equal may come from the series.
 */
export function pairInhibitors<Rule extends LabelledRule>(
  inhibitRules: readonly InhibitRule[],
  all: readonly Rule[],
  version: AlertmanagerVersion,
): ReadonlyMap<Rule, ReadonlySet<Rule>> {
  const pairs = new Map<Rule, Set<Rule>>();
  for (const { source, target, equal } of inhibitRules.map((rule) => compileRule(rule, version))) {
    const sources = all.filter((rule) => matches(rule, source));
    for (const rule of all.filter((one) => matches(one, target))) {
      // An alert on both sides does not inhibit one that is on both, too.
      const isOnBoth = matches(rule, source);
      const found = sources.filter((other) => mayAgree(other, rule, equal) && !(isOnBoth && matches(other, target)));
      if (found.length > 0) pairs.set(rule, new Set([...(pairs.get(rule) ?? []), ...found]));
    }
  }
  return pairs;
}

function compileRule(rule: InhibitRule, version: AlertmanagerVersion) {
  return {
    source: matchersOf(rule.source_matchers, version),
    target: matchersOf(rule.target_matchers, version),
    equal: rule.equal ?? [],
  };
}

type Matchers = ReturnType<typeof parseMatchers>["matchers"];

function matchersOf(texts: readonly string[] = [], version: AlertmanagerVersion): Matchers {
  return texts.flatMap((text) => parseMatchers(text, version).matchers);
}

/** True unless a label of the rule contradicts a matcher. */
function mayMatch(rule: LabelledRule, matchers: Matchers): boolean {
  return matches(
    rule,
    matchers.filter(({ name }) => knownLabel(rule, name) !== undefined),
  );
}

function matches(rule: LabelledRule, matchers: Matchers): boolean {
  return matchers.every(({ name, operator, value }) => {
    const actual = knownLabel(rule, name) ?? "";
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
