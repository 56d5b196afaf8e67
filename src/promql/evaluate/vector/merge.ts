import type { Context } from "../context.js";
import type { Metric } from "../labels/metric.js";
import { fail } from "../query/failure.js";
import { absent, type Column, copySample, createVector, emptyColumn, type VectorValue } from "./value.js";

/** Merges series with the same labels. They may not have samples at the same step, since a vector has no duplicates. */
export function mergeSameLabels(columns: readonly Column[]): readonly Column[] {
  const byKey = new Map<string, Column>();
  let isShared = false;
  for (const column of columns) {
    const { key } = column.metric;
    if (byKey.has(key)) isShared = true;
    else byKey.set(key, column);
  }
  if (!isShared) return columns;
  byKey.clear();
  const own = new Set<Column>();
  for (const column of columns) {
    const { key } = column.metric;
    const known = byKey.get(key);
    if (!known) {
      byKey.set(key, column);
      continue;
    }
    const target = own.has(known) ? known : copyColumn(known);
    own.add(target);
    byKey.set(key, target);
    addSamples(target, column);
  }
  return [...byKey.values()];
}

/** Fails if two series have the same labels, even if their samples are at different steps. */
export function refuseSameLabels(metrics: readonly Metric[]): void {
  if (new Set(metrics.map(({ key }) => key)).size < metrics.length) failSameLabels();
}

function failSameLabels(): never {
  return fail("vector cannot contain metrics with the same labelset");
}

function copyColumn(column: Column): Column {
  const copy = emptyColumn(column.metric, column.dropName, column.kinds.length);
  addSamples(copy, column);
  return copy;
}

function addSamples(target: Column, column: Column): void {
  for (let step = 0; step < column.kinds.length; step++) {
    if (column.kinds[step] === absent) continue;
    if (target.kinds[step] !== absent) failSameLabels();
    copySample(target, column, step);
  }
}

/** Merges series that became equal because their names were dropped. */
export function mergeRenamed(columns: readonly Column[], { settings }: Context): VectorValue {
  return createVector(settings.delayedNameRemoval ? columns : mergeSameLabels(columns));
}
