import type { SourceInhibitRule } from "../../../formats/alertmanager/index.js";
import type { AlertView } from "../../check.js";
import { mayMatch } from "./reaching-alerts.js";

/** Alerts that may silence another one by an inhibition rule. */
export interface InhibitionEdge {
  readonly rule: SourceInhibitRule;
  readonly source: AlertView;
  readonly target: AlertView;
}

/**
 * Lists which alerts may silence which. Alertmanager ignores a source that is also a target, so that the alerts of one rule
 * do not silence each other.
 */
export function listEdges(
  rules: readonly SourceInhibitRule[],
  alerts: readonly AlertView[],
): readonly InhibitionEdge[] {
  return rules.flatMap((rule) => {
    const sources = alerts.filter((alert) => rule.source.every((matcher) => mayMatch(alert, matcher)));
    const targets = alerts.filter((alert) => rule.target.every((matcher) => mayMatch(alert, matcher)));
    const equal = rule.data.equal ?? [];
    const byName = equal.includes("alertname") ? groupBy(targets, ({ name }) => name) : undefined;
    return sources.flatMap((source) =>
      (byName ? (byName.get(source.name) ?? []) : targets)
        .filter((target) => target !== source && mayAgree(source, target, equal))
        .map((target) => ({ rule, source, target })),
    );
  });
}

/** True if two alerts may have the same values of some labels. One that lacks a label has the empty value. */
function mayAgree(one: AlertView, other: AlertView, labels: readonly string[]): boolean {
  const knownValue = ({ labels: fixed, mayHave }: AlertView, label: string) =>
    Object.hasOwn(fixed, label) ? fixed[label] : mayHave(label) ? undefined : "";
  return labels.every((label) => {
    const [left, right] = [knownValue(one, label), knownValue(other, label)];
    return left === undefined || right === undefined || left === right;
  });
}

/** The edges by the alert that silences. */
export function groupBySource(edges: readonly InhibitionEdge[]): ReadonlyMap<AlertView, readonly InhibitionEdge[]> {
  return groupBy(edges, ({ source }) => source);
}

function groupBy<T, Key>(items: readonly T[], keyOf: (item: T) => Key): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const same = groups.get(keyOf(item));
    if (same) same.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Finds a path of inhibitions that leads from an alert back to itself. */
export function findCircle(
  edges: ReadonlyMap<AlertView, readonly InhibitionEdge[]>,
  start: InhibitionEdge,
): readonly InhibitionEdge[] | undefined {
  const pending: (readonly InhibitionEdge[])[] = [[start]];
  const seen = new Set<AlertView>();
  for (const path of pending) {
    const { target } = path.at(-1)!;
    if (target === start.source) return path;
    if (seen.has(target)) continue;
    seen.add(target);
    for (const edge of edges.get(target) ?? []) pending.push([...path, edge]);
  }
  return undefined;
}
