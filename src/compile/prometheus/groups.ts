import type { RuleGroup as RuleGroupData } from "../../formats/prometheus/types.js";
import type { RuleGroup } from "../../model/alert/rule-group.js";
import { durationMs } from "../../model/definition/duration.js";
import { isAtLeast } from "../../promql/index.js";
import type { CompiledAlert, CompiledRecordingRule, CompiledRule } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { seriesNames } from "./owners.js";

/** Rules that Prometheus evaluates in sequence. */
export interface CompiledGroup {
  readonly data: RuleGroupData;
  readonly rules: readonly CompiledRule[];
}

/** Puts rules into their groups, ordered by name: their order in the source does not matter. */
export function groupRules(scope: Scope, rules: readonly CompiledRule[]): readonly CompiledGroup[] {
  const byName = new Map<string, CompiledRule[]>();
  for (const rule of rules) {
    const same = byName.get(rule.group);
    if (same) same.push(rule);
    else byName.set(rule.group, [rule]);
  }
  return sortBy(byName, ([name]) => name).map(([name, members]) => {
    const ordered = sortForEvaluation(members);
    const definition = members.find(({ definition: { group } }) => group !== undefined)?.definition.group;
    return {
      data: { ...groupFields(scope, name, definition), rules: ordered.map(({ data }) => data) },
      rules: ordered,
    };
  });
}

function groupFields(scope: Scope, name: string, group: RuleGroup | undefined): Omit<RuleGroupData, "rules"> {
  if (!group) return { name };
  const { interval, limit, queryOffset } = group;
  const { settings, versions } = scope;
  if (queryOffset !== undefined && !isAtLeast(versions.prometheus, 2, 53)) {
    reportError(scope, "definition/unsupported", createSubject("rule group", name, group), {
      summary: `Prometheus ${settings.versions.prometheus} has no query_offset`,
      details: "Prometheus reads it from 2.53 on; older versions reject the rule file.",
      fix: "remove queryOffset, or use the offset modifier in the expressions",
      option: ["queryOffset"],
    });
  }
  const isUsual = interval === undefined || durationMs(interval) === durationMs(settings.evaluationInterval);
  return {
    name,
    ...(!isUsual && { interval }),
    ...(queryOffset !== undefined && { query_offset: queryOffset }),
    ...(limit !== undefined && { limit }),
  };
}

/** Orders recording rules after those they read, so that no value is an interval late; then the alerts. */
function sortForEvaluation(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const recordings = rules.filter((rule): rule is CompiledRecordingRule => rule.kind === "recordingRule");
  const alerts = rules.filter((rule): rule is CompiledAlert => rule.kind === "alert");
  return [...sortByDependency(sortBy(recordings, sortKey)), ...sortBy(alerts, sortKey)];
}

function sortByDependency(sorted: readonly CompiledRecordingRule[]): readonly CompiledRecordingRule[] {
  const names = new Set(sorted.map(({ data }) => data.record));
  const reads = new Map(
    sorted.map((rule) => [
      rule,
      seriesNames(rule.query).filter((name) => names.has(name) && name !== rule.data.record),
    ]),
  );
  const result: CompiledRecordingRule[] = [];
  let left = [...sorted];
  while (left.length > 0) {
    const missing = new Set(left.map(({ data }) => data.record));
    const ready = left.filter((rule) => reads.get(rule)!.every((name) => !missing.has(name)));
    // Rules that read each other in a cycle stay in the order of their names.
    if (ready.length === 0) return [...result, ...left];
    const done = new Set(ready);
    result.push(...ready);
    left = left.filter((rule) => !done.has(rule));
  }
  return result;
}

/** Everything that distinguishes rules of one group: name, key, labels, expression. */
function sortKey({ data, definition, query }: CompiledRule): string {
  const name = "alert" in data ? data.alert : data.record;
  return JSON.stringify([name, definition.key ?? "", data.labels ?? {}, query.rendered]);
}
