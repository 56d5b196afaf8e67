import type { YamlEntry } from "../../../yaml/index.js";
import type { RuleFileReader } from "./rule-file-reader.js";

/** Fields that Loki's ruler reads and drops, with what to write in their place. */
const ignored: Readonly<Record<string, { readonly effect: string; readonly fix: string }>> = {
  keep_firing_for: {
    effect: "the alert resolves at the first evaluation that returns nothing",
    fix: "remove it, and count over a longer range to bridge gaps",
  },
  query_offset: {
    effect: "rules read up to the time of the evaluation",
    fix: "use the offset modifier in the expressions",
  },
  labels: { effect: "the rules of the group do not get them", fix: "write the labels on each rule" },
};

/** Reports fields that have no effect in a file for Loki. */
export function reportIgnoredFields(
  { decoder, language }: RuleFileReader,
  fields: ReadonlyMap<string, YamlEntry>,
  names: readonly (keyof typeof ignored)[],
): void {
  if (language !== "logql") return;
  for (const name of names) {
    const entry = fields.get(name);
    const { effect, fix } = ignored[name]!;
    if (entry) decoder.report("rules/ignored-by-loki", entry.key, `Loki ignores ${name}: ${effect}`, { fix });
  }
}
