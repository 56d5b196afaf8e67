import type { AnyRulesArtifact } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { durationMs } from "../../model/definition/duration.js";
import { seriesOf } from "../../model/metric/any-metric.js";
import { type Settings, settingMs } from "../../model/project/project.js";
import type { RuleSource, RuleSubject } from "../check.js";
import type { JobView } from "../collection-subject.js";

/** Tells how the rules of a system are evaluated in an environment, and how often what they read is scraped. */
export function createRuleSource(
  files: readonly { readonly artifact: AnyRulesArtifact; readonly rules: readonly RuleSubject[] }[],
  jobs: readonly JobView[],
  settings: Settings,
): RuleSource {
  const groups = new Map<RuleSubject, { readonly key: string; readonly interval: number }>();
  const recordings = new Map<string, RuleSubject>();
  for (const { artifact, rules } of files) {
    const intervals = new Map(artifact.value.groups.map(({ name, interval }) => [name, interval]));
    for (const rule of rules) {
      const interval = parseDuration(intervals.get(rule.group) ?? settings.evaluationInterval);
      groups.set(rule, { key: `${artifact.path} ${rule.group}`, interval: interval ?? 0 });
      if ("record" in rule.data) recordings.set(rule.data.record, rule);
    }
  }
  const own = settingMs(settings.scrapeInterval);
  const scraped = new Map(
    jobs.flatMap(({ service, interval }) =>
      (service?.metrics ?? []).flatMap(seriesOf).map(({ name }) => [name, durationMs(interval) ?? own] as const),
    ),
  );
  return {
    intervalOf: (rule) => groups.get(rule)!.interval,
    areTogether: (one, other) => groups.get(one)!.key === groups.get(other)!.key,
    recordingOf: (name) => recordings.get(name),
    scrapeIntervalOf: (name) => scraped.get(name) ?? own,
  };
}
