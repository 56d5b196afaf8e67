import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { compareText } from "../../../diagnostics/order.js";
import { type Expr, metricName, print, selectors } from "../../../promql/index.js";
import { namePosition, type SourceGroup, type SourceRule } from "../source-rules.js";
import type { RuleFileReader } from "./rule-file-reader.js";

/** A rule that has the name and labels of an earlier one, and the warning about it. */
export interface DuplicateRule {
  readonly rule: SourceRule;
  readonly warning: Diagnostic;
}

/** Warns about duplicate rules, as promtool's lint `duplicate-rules` does. */
export function reportDuplicateRules(
  { decoder }: RuleFileReader,
  groups: readonly SourceGroup[],
): readonly DuplicateRule[] {
  const duplicates: DuplicateRule[] = [];
  for (const namesakes of groupByName(groups).values()) {
    if (namesakes.length === 1) continue;
    const seen = new Map<string, SourceRule>();
    for (const { group, rule } of namesakes) {
      const identity = identify(group, rule);
      const first = seen.get(identity);
      if (first === undefined) {
        seen.set(identity, rule);
        continue;
      }
      const name = rule.name?.value ?? "";
      decoder.subject = `${rule.kind === "alert" ? "alert" : "recording rule"} "${name}" of group "${group.data.name}"`;
      const warning = decoder.report(
        "rules/duplicate-rules",
        namePosition(rule),
        "duplicate rule: an earlier rule has the same name and labels",
        {
          ...consequence(first, rule),
          ...(isSamePlace(first, rule) ? {} : { related: [decoder.related("the first rule", namePosition(first))] }),
        },
      );
      duplicates.push({ rule, warning });
    }
  }
  return duplicates;
}

/**
 * Rules that select different series mostly keep the label that tells them apart, and write different ones. Alerts on
 * different metrics often have the same labels.
 */
function consequence(first: SourceRule, rule: SourceRule): Partial<Diagnostic> {
  if (first.parsed && rule.parsed && haveOtherSeries(first.parsed, rule.parsed, rule.kind === "alert")) {
    return {
      severity: "info",
      details:
        "promtool reports it, too. They select different series: if their results keep that label, both are fine.",
      fix: "make sure that they keep the label, or give one of them another name or label",
    };
  }
  return {
    details: "If their expressions return the same labels, both write the same series.",
    fix: "give one of them another name or label, or remove it",
  };
}

function haveOtherSeries(one: Expr, other: Expr, ofSameMetrics: boolean): boolean {
  if (selectorTexts(one) === selectorTexts(other)) return false;
  return !ofSameMetrics || metricNames(one) === metricNames(other);
}

function metricNames(expr: Expr): string {
  const names = selectors(expr).map((selector) => metricName(selector) ?? "");
  return [...new Set(names)].sort().join("\n");
}

function selectorTexts(expr: Expr): string {
  return selectors(expr)
    .map((selector) => print(selector))
    .sort()
    .join("\n");
}

/** True for a rule that an alias repeats: both are at the anchor. */
function isSamePlace(first: SourceRule, rule: SourceRule): boolean {
  return namePosition(first).start === namePosition(rule).start;
}

interface Member {
  readonly group: SourceGroup;
  readonly rule: SourceRule;
}

function groupByName(groups: readonly SourceGroup[]): ReadonlyMap<string, readonly Member[]> {
  const named = new Map<string, Member[]>();
  for (const group of groups) {
    for (const rule of group.rules) {
      const name = rule.name?.value ?? "";
      const members = named.get(name);
      if (members) members.push({ group, rule });
      else named.set(name, [{ group, rule }]);
    }
  }
  return named;
}

function identify(group: SourceGroup, { labels }: SourceRule): string {
  const values = new Map(group.labels.map((label) => [label.name.value, label.value.value]));
  for (const label of labels) values.set(label.name.value, label.value.value);
  const sorted = [...values].sort(([left], [right]) => compareText(left, right));
  return JSON.stringify(sorted);
}
