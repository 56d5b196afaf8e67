import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, InhibitRule } from "../formats/alertmanager/types.js";
import { compileMatchers, type Labels, type LabelTest } from "./label-test.js";

interface Source {
  readonly labels: Labels;
  readonly endsAt: number;
}

interface CompiledInhibitRule {
  readonly isSource: LabelTest;
  readonly isTarget: LabelTest;
  readonly equal: readonly string[];
  /** The alerts that may inhibit others, by the values of the labels that must be equal, and by their own labels. */
  readonly sources: Map<string, Map<string, Source>>;
}

/** Tells which alerts are inhibited by others that fire. */
export class Inhibition {
  private readonly rules: readonly CompiledInhibitRule[];

  constructor({ inhibit_rules: rules = [] }: Pick<AlertmanagerConfig, "inhibit_rules">, version: AlertmanagerVersion) {
    this.rules = rules.map((rule) => compileRule(rule, version));
  }

  /** Adds an alert, or changes the time at which it ends. */
  insert(key: string, source: Source): void {
    for (const { isSource, equal, sources } of this.rules) {
      if (!isSource(source.labels)) continue;
      const values = valuesOf(source.labels, equal);
      const same = sources.get(values) ?? new Map<string, Source>();
      sources.set(values, same);
      same.set(key, source);
    }
  }

  isInhibited(labels: Labels, now: number): boolean {
    return this.rules.some((rule) => {
      if (!rule.isTarget(labels)) return false;
      const sources = rule.sources.get(valuesOf(labels, rule.equal));
      if (sources === undefined) return false;
      // An alert on both sides of a rule does not inhibit itself, nor another one that is on both.
      const isOnBoth = rule.isSource(labels);
      for (const { labels: source, endsAt } of sources.values()) {
        if (endsAt > now && !(isOnBoth && rule.isTarget(source))) return true;
      }
      return false;
    });
  }
}

function compileRule(rule: InhibitRule, version: AlertmanagerVersion): CompiledInhibitRule {
  const { source_matchers, source_match, source_match_re, target_matchers, target_match, target_match_re } = rule;
  return {
    isSource: compileMatchers({ matchers: source_matchers, match: source_match, match_re: source_match_re }, version),
    isTarget: compileMatchers({ matchers: target_matchers, match: target_match, match_re: target_match_re }, version),
    equal: rule.equal ?? [],
    sources: new Map(),
  };
}

/** A label that is missing is equal to one that is empty. */
function valuesOf(labels: Labels, names: readonly string[]): string {
  if (names.length === 1) return Object.hasOwn(labels, names[0]!) ? labels[names[0]!]! : "";
  return JSON.stringify(names.map((name) => (Object.hasOwn(labels, name) ? labels[name] : "")));
}
