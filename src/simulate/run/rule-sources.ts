import type { AnyRulesArtifact, CompiledAlert } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule, type RuleLanguage } from "../../formats/prometheus/types.js";
import { settingMs } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { type Dialect, ruleDialect } from "../../promql/index.js";
import { type RuleGroupSource, type RuleReference, ruleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";

/** An alerting rule in a simulation. */
export interface AlertRule {
  readonly name: string;
  /** `for`, in milliseconds. */
  readonly hold: number;
  readonly expr: string;
  readonly language: RuleLanguage;
  readonly reference: RuleReference;
  /** The labels that it sets, some of them templates. */
  readonly labels: Readonly<Record<string, string>>;
  /** The compiled definition; undefined for rules taken from a Prometheus rule file. */
  readonly compiled: CompiledAlert | undefined;
}

/**
 * Collects the rule groups of artifacts. Prometheus evaluates groups at different moments, so a rule that reads another
 * group's result sees that of the evaluation before, in the worst case. Here it always does: the reading group comes first.
 */
export function collectGroups(artifacts: readonly AnyRulesArtifact[]): readonly RuleGroupSource[] {
  const groups = artifacts.flatMap((artifact) => {
    const { path: file, value, settings } = artifact;
    const facts = { file, interval: settingMs(settings.evaluationInterval), language: languageOf(artifact) };
    return value.groups.map((group) => ruleGroupSource(group, facts));
  });
  const readers = findReaders(groups, dialectOf(artifacts));
  const left = new Set(groups);
  const ordered: RuleGroupSource[] = [];
  while (left.size > 0) {
    const isFree = (group: RuleGroupSource) => ![...readers.get(group)!].some((reader) => left.has(reader));
    // Groups that read each other keep their order.
    const next = [...left].find(isFree) ?? [...left][0]!;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

function languageOf({ kind }: AnyRulesArtifact): RuleLanguage {
  return kind === "loki rules" ? "logql" : "promql";
}

function dialectOf([artifact]: readonly AnyRulesArtifact[]): Dialect {
  return ruleDialect(prometheusRelease(artifact?.settings.versions));
}

/** The other groups that read what a group records. */
function findReaders(groups: readonly RuleGroupSource[], dialect: Dialect) {
  const graph = new RuleGraph(groups, dialect);
  const keyOf = ({ file, group }: RuleReference) => `${file}\n${group}`;
  const byKey = new Map(groups.map((group) => [keyOf({ file: group.file, group: group.name, index: 0 }), group]));
  const readers = new Map(groups.map((group) => [group, new Set<RuleGroupSource>()]));
  for (const { reference, reads } of graph.nodes) {
    const reader = byKey.get(keyOf(reference))!;
    for (const writer of reads.flatMap((selector) => graph.findWriters(selector))) {
      const written = byKey.get(keyOf(writer.reference))!;
      if (written !== reader) readers.get(written)!.add(reader);
    }
  }
  return readers;
}

/** Collects the alerting rules of artifacts, each with its definition. */
export function collectAlertRules(artifacts: readonly AnyRulesArtifact[]): readonly AlertRule[] {
  return artifacts.flatMap((artifact) => {
    const { path, value, rules: compiled } = artifact;
    const language = languageOf(artifact);
    let number = 0;
    return value.groups.flatMap(({ name, rules, labels }) =>
      rules.flatMap((rule, index): readonly AlertRule[] => {
        const from = compiled[number++];
        if (!isAlertingRule(rule)) return [];
        const reference = { file: path, group: name, index };
        return [
          {
            ...{ name: rule.alert, expr: rule.expr, language, hold: parseDuration(rule.for ?? "0s") ?? 0, reference },
            labels: { ...labels, ...rule.labels },
            compiled: from?.kind === "alert" ? from : undefined,
          },
        ];
      }),
    );
  });
}
