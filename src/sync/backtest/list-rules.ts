import type { Artifact, RulesArtifact } from "../../compile/compiled.js";
import { durationMs } from "../../model/definition/duration.js";
import type { Settings } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { ruleDialect } from "../../promql/index.js";
import { type RuleGroupSource, ruleGroupSource } from "../../simulate/rules/group.js";
import { type PreparedRule, prepareRules } from "../../simulate/rules/prepared-rule.js";
import type { Recording } from "./expand-recorded.js";

/** An alerting rule of an environment, ready to be replayed. */
export interface ReplayedRule {
  readonly rule: PreparedRule;
  readonly expr: string;
  readonly severity: string;
  readonly system: string;
  readonly settings: Settings;
  readonly group: RuleGroupSource;
}

/** The rules of an environment on metrics. */
export interface EnvironmentRules {
  readonly alerts: readonly ReplayedRule[];
  /** By the metric that they record. */
  readonly recordings: ReadonlyMap<string, readonly Recording[]>;
  /** The names of alerts that Loki evaluates. */
  readonly onLogs: readonly string[];
}

/** Lists the rules of an environment. */
export function listRules(artifacts: readonly Artifact[], environment: string): EnvironmentRules {
  const own = artifacts.filter(({ settings }) => settings.environment === environment);
  const alerts: ReplayedRule[] = [];
  const recordings = new Map<string, Recording[]>();
  for (const artifact of own) {
    if (artifact.kind !== "prometheus rules") continue;
    for (const group of groupsOf(artifact)) {
      const { settings, system } = artifact;
      const prepared = prepareRules(group, ruleDialect(prometheusRelease(settings.versions)));
      for (const [index, rule] of prepared.entries()) {
        const { expr } = group.rules[index]!;
        const labels = Object.fromEntries(rule.labels);
        if (rule.kind === "alert") {
          alerts.push({ rule, expr, severity: labels.severity ?? "", system: system.name, settings, group });
          continue;
        }
        const known = recordings.get(rule.name) ?? [];
        recordings.set(rule.name, [...known, { expr, labels, interval: group.interval }]);
      }
    }
  }
  const onLogs = own.flatMap((one) =>
    one.kind === "loki rules" ? one.value.groups.flatMap(({ rules }) => rules.flatMap(alertName)) : [],
  );
  return { alerts, recordings, onLogs };
}

function groupsOf({ value, path, settings }: RulesArtifact): readonly RuleGroupSource[] {
  const interval = durationMs(settings.evaluationInterval) ?? 60_000;
  return value.groups.map((group) => ruleGroupSource(group, { file: path, interval }));
}

function alertName(rule: { readonly alert: string } | { readonly record: string }): readonly string[] {
  return "alert" in rule ? [rule.alert] : [];
}
