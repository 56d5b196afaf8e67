import { compareText } from "../../diagnostics/order.js";
import type { RuleGroup as RuleGroupData } from "../../formats/prometheus/types.js";
import type { RuleGroup } from "../../model/alert/rule-group.js";
import { durationMs } from "../../model/definition/duration.js";
import type { Query } from "../../model/expression/query.js";
import { isAtLeast } from "../../promql/index.js";
import type { CompiledRule } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { findReads } from "./rule-reads.js";

/** Rules that Prometheus or Loki evaluates in sequence. */
export interface CompiledGroup {
  readonly data: RuleGroupData;
  readonly rules: readonly CompiledRule[];
}

/** Puts rules into their groups, ordered by name: their order in the source does not matter. */
export function groupRules(
  scope: Scope,
  rules: readonly CompiledRule[],
  language: Query["language"],
): readonly CompiledGroup[] {
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
      data: {
        ...(language === "logql" ? lokiFields(scope, name, definition) : groupFields(scope, name, definition)),
        rules: ordered.map(({ data }) => data),
      },
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

/** Loki has an evaluation interval of its own: that of the environment is written, too. */
function lokiFields(scope: Scope, name: string, group: RuleGroup | undefined): Omit<RuleGroupData, "rules"> {
  const { interval = scope.settings.evaluationInterval, limit, queryOffset } = group ?? {};
  if (queryOffset !== undefined) {
    reportError(scope, "definition/unsupported", createSubject("rule group", name, group!), {
      summary: "Loki ignores query_offset: rules read up to the time of the evaluation",
      fix: "remove queryOffset, and use the offset modifier in the expressions",
      option: ["queryOffset"],
    });
  }
  return { name, interval, ...(limit !== undefined && { limit }) };
}

/** Orders rules after those they read, so that no value is an interval late: recording rules first, then alerts. */
function sortForEvaluation(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const reads = findReads(rules);
  const afterAlerts = findReaders(
    rules.filter(({ kind }) => kind === "alert"),
    reads,
  );
  const sorted = sortByName(rules);
  const first = sorted.filter((rule) => !afterAlerts.has(rule));
  const last = sorted.filter((rule) => afterAlerts.has(rule));
  return [...sortByDependency(first, reads), ...sortByDependency(last, reads)];
}

/** Sorts recording rules and then alerts by name, and those of one name by all else that distinguishes them. */
function sortByName(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const named = rules.map((rule) => {
    const { data } = rule;
    return { rule, name: "alert" in data ? `1${JSON.stringify(data.alert)}` : `0${JSON.stringify(data.record)}` };
  });
  named.sort((a, b) => compareText(a.name, b.name) || compareText(distinction(a.rule), distinction(b.rule)));
  return named.map(({ rule }) => rule);
}

type Reads = ReadonlyMap<CompiledRule, readonly CompiledRule[]>;

/** Adds the rules that read one of these, directly or not. */
function findReaders(rules: readonly CompiledRule[], reads: Reads): ReadonlySet<CompiledRule> {
  const readers = new Map<CompiledRule, CompiledRule[]>();
  for (const [reader, read] of reads) {
    for (const rule of read) readers.set(rule, [...(readers.get(rule) ?? []), reader]);
  }
  const found = new Set(rules);
  for (const rule of found) for (const reader of readers.get(rule) ?? []) found.add(reader);
  return found;
}

function sortByDependency(sorted: readonly CompiledRule[], reads: Reads): readonly CompiledRule[] {
  const result: CompiledRule[] = [];
  const left = new Set(sorted);
  while (left.size > 0) {
    const ready = [...left].filter((rule) => !reads.get(rule)!.some((read) => left.has(read)));
    // Rules that read each other in a cycle stay in the order of their names.
    if (ready.length === 0) return [...result, ...left];
    result.push(...ready);
    for (const rule of ready) left.delete(rule);
  }
  return result;
}

/** Everything that distinguishes rules of one name in a group: key, labels, expression. */
function distinction({ data, definition, query }: CompiledRule): string {
  return JSON.stringify([definition.key ?? "", data.labels ?? {}, query.rendered]);
}
