import type { MetricOwner } from "../../../model/metric/metric.js";
import { type Expr, hasVariable, type LabelSet, postOrder, selectors } from "../../../promql/index.js";
import type { CompiledQuery } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import { collectRecordings } from "./recordings.js";

/**
 * True if a result is split by nothing but the service, and comes from series of one: it has one series.
 *
 * @param labels - those that it is split by; undefined if they are unknown
 */
export function isOfOneService(
  scope: Scope,
  labels: readonly string[] | undefined,
  { expr, composed }: CompiledQuery,
): boolean {
  const { system, catalogue } = scope;
  if (labels === undefined || labels.some((label) => label !== system.serviceLabel)) return false;
  if (!expr || postOrder(expr).some(writesLabel)) return false;
  const recordings = collectRecordings(scope, composed.references);
  const recorded = new Set<string | undefined>(recordings.map(({ record }) => record));
  const selected = [expr, ...recordings.flatMap((one) => one.expr ?? [])]
    .flatMap(selectors)
    .filter(({ name }) => !recorded.has(name))
    .map(({ name = "", matchers }) => {
      const matcher = matchers.find(({ label }) => label === system.serviceLabel);
      if (matcher === undefined) return onlyOwner(catalogue.series.get(name)?.owners ?? [], system.serviceLabel);
      const isOne = matcher.operator === "=" && !hasVariable(matcher.value) && !matcher.variable;
      return isOne ? matcher.value : undefined;
    });
  return new Set(selected).size === 1 && selected[0] !== undefined;
}

/** True for `label_replace` and `label_join`, which may copy any label to that of the service. */
function writesLabel(node: Expr): boolean {
  return node.kind === "call" && node.name.startsWith("label_");
}

/** The labels of a result, if the expression alone determines them. */
export function determinedLabels({ labels, isOpen }: LabelSet): readonly string[] | undefined {
  return isOpen ? undefined : [...labels].flatMap(([label, presence]) => (presence === "never" ? [] : [label]));
}

/** The service label of the only service that exposes a series. */
function onlyOwner(owners: readonly MetricOwner[], serviceLabel: string): string | undefined {
  const [owner, ...others] = owners;
  if (owner === undefined || others.length > 0 || owner.ownLabel !== serviceLabel) return undefined;
  const value = owner.selector[serviceLabel];
  return typeof value === "string" ? value : owner.service;
}
