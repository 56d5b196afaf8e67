import type { Binary } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { Metric } from "../labels/metric.js";
import { mergeSameLabels } from "../vector/merge.js";
import { absent, type Column, copySample, emptyColumn, isEmpty, type Kinds } from "../vector/value.js";
import { createMatching, createSignature } from "./signature.js";

export function isSetOperator(operator: string): boolean {
  return operator === "and" || operator === "or" || operator === "unless";
}

/** Evaluates `and`, `or` and `unless`, which filter one side by the presence of samples on the other. */
export function applySetOperator(
  node: Binary,
  lefts: readonly Column[],
  rights: readonly Column[],
  context: Context,
): readonly Column[] {
  const signature = createSignature(createMatching(node), context.memoFor(node));
  if (node.operator === "or") {
    const presence = findPresence(lefts, signature);
    return mergeSameLabels([...lefts, ...filterByPresence(rights, signature, presence, false)]);
  }
  return filterByPresence(lefts, signature, findPresence(rights, signature), node.operator === "and");
}

/** Finds the steps at which each signature has a sample. */
function findPresence(columns: readonly Column[], signature: (metric: Metric) => Metric): Map<Metric, Kinds> {
  const presence = new Map<Metric, Kinds>();
  for (const { metric, kinds } of columns) {
    const key = signature(metric);
    const known = presence.get(key);
    if (!known) presence.set(key, kinds.slice());
    else for (let step = 0; step < kinds.length; step++) known[step]! |= kinds[step]!;
  }
  return presence;
}

/** Keeps the samples at whose step the signature is present, or absent. */
function filterByPresence(
  columns: readonly Column[],
  signature: (metric: Metric) => Metric,
  presence: ReadonlyMap<Metric, Kinds>,
  keepsPresent: boolean,
): Column[] {
  const result: Column[] = [];
  for (const column of columns) {
    const mask = presence.get(signature(column.metric));
    if (!mask) {
      if (!keepsPresent) result.push(column);
      continue;
    }
    const filtered = emptyColumn(column.metric, column.dropName, column.kinds.length);
    for (let step = 0; step < mask.length; step++) {
      if ((mask[step] !== absent) === keepsPresent) copySample(filtered, column, step);
    }
    if (!isEmpty(filtered)) result.push(filtered);
  }
  return result;
}
