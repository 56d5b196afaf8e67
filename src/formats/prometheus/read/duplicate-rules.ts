import type { SourceGroup, SourceRule } from "../source-rules.js";
import type { RuleFileReader } from "./rule-file-reader.js";

/** Warns about rules that have the name and labels of an earlier one, as promtool's lint `duplicate-rules` does. */
export function reportDuplicateRules({ decoder }: RuleFileReader, groups: readonly SourceGroup[]): void {
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
      decoder.report("rules/duplicate-rules", rule.name ?? rule, "another rule has the same name and labels", {
        details: "Their results are the same series, so that they overwrite each other.",
        fix: "give the rules different names or labels, or remove one",
        related: [decoder.related("the first of them", first.name ?? first)],
      });
    }
  }
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
  const sorted = [...values].sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify(sorted);
}
