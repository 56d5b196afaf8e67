import { parseMatchers } from "../../formats/alertmanager/index.js";
import type { InhibitRule } from "../../formats/alertmanager/types.js";

interface InhibitionChange {
  readonly before: string;
  readonly after: string;
  /** What takes the place of the rule. */
  readonly changed: readonly InhibitRule[];
}

/** Leaves out an inhibition, or one of the labels that must be equal. */
export function inhibitionChanges(rule: InhibitRule): readonly InhibitionChange[] {
  const { source_matchers: source = [], target_matchers: target = [], equal = [] } = rule;
  const shown = `${source.join(", ")} inhibits ${target.join(", ")}`;
  const pinned = pinnedLabels(source, target);
  const narrowed = equal.flatMap((label, index): readonly InhibitionChange[] => {
    if (pinned.has(label)) return [];
    const changed = [{ ...rule, equal: equal.toSpliced(index, 1) }];
    return [{ before: `${shown} with equal ${label}`, after: "left out", changed }];
  });
  return [{ before: shown, after: "left out", changed: [] }, ...narrowed];
}

/** The labels that the matchers of both sides give one value: they are equal in any case. */
function pinnedLabels(source: readonly string[], target: readonly string[]): ReadonlySet<string> {
  const values = (matchers: readonly string[]) => {
    const all = matchers.flatMap((text) => parseMatchers(text, { major: 0, minor: 28 }).matchers);
    return new Map(all.filter(({ operator }) => operator === "=").map(({ name, value }) => [name, value]));
  };
  const [ofSource, ofTarget] = [values(source), values(target)];
  return new Set([...ofSource].filter(([name, value]) => ofTarget.get(name) === value).map(([name]) => name));
}
