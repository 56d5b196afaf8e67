import type { Binary } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { type NodeMemo, resultsFor } from "../labels/label-memo.js";
import {
  formatLabels,
  keepLabels,
  labelOf,
  type Metric,
  metricNameLabel,
  withLabel,
  withoutLabels,
} from "../labels/metric.js";
import { fail } from "../query/failure.js";
import { mergeSameLabels } from "../vector/merge.js";
import {
  absent,
  type Column,
  createKinds,
  createVector,
  emptyColumn,
  float,
  isAbsentAt,
  isEmpty,
  type Kinds,
  sampleAt,
  setSample,
  type VectorValue,
} from "../vector/value.js";
import { operateOnLegacy } from "./legacy-operate.js";
import { type FloatOperation, floatOperation, isTrim, keepsMetricName, type Operand, operate } from "./operand.js";
import { createMatching, createSignature, type Matching, matchedLabels } from "./signature.js";

/** The series on one side of a match. */
interface Side {
  readonly columns: Column[];
}

/** Series with the same signature. Results are labelled after the `many` side. */
interface Match {
  readonly labels: Metric;
  readonly many: Side;
  readonly one: Side;
}

/** Matches the series of two vectors by signature and applies an operator to each pair. */
export function matchVectors(
  node: Binary,
  lefts: readonly Column[],
  rights: readonly Column[],
  context: Context,
): VectorValue {
  const swapped = node.matching?.group === "right";
  const [many, ones] = swapped ? [rights, lefts] : [lefts, rights];
  const operation = new VectorMatcher(node, context, many, ones);
  for (const match of groupBySignature(createSignature(operation.matching, operation.memo), many, ones))
    operation.apply(match);
  return operation.result();
}

function groupBySignature(
  signature: (metric: Metric) => Metric,
  many: readonly Column[],
  one: readonly Column[],
): Iterable<Match> {
  const matches = new Map<Metric, Match>();
  const matchFor = (metric: Metric): Match => {
    const labels = signature(metric);
    let match = matches.get(labels);
    if (!match) {
      match = { labels, many: { columns: [] }, one: { columns: [] } };
      matches.set(labels, match);
    }
    return match;
  };
  for (const column of many) matchFor(column.metric).many.columns.push(column);
  for (const column of one) matchFor(column.metric).one.columns.push(column);
  return matches.values();
}

/** For each step, the index of the series on the one side plus 1, or 0. */
type OneIndexes = Uint32Array | number[];

class VectorMatcher {
  readonly matching: Matching;
  readonly memo: NodeMemo;
  private readonly node: Binary;
  private readonly context: Context;
  private readonly many: readonly Column[];
  private readonly ones: readonly Column[];
  /** Results by the series of the many side they come from. */
  private readonly results = new Map<Column, Column[]>();
  /** Results of series on the one side and the fill value of the many side. */
  private readonly filledResults: Column[] = [];
  private readonly hasFill: boolean;
  private readonly isSwapped: boolean;
  /** The operator on two floats. */
  private readonly floats: FloatOperation;
  private readonly keepsName: boolean;
  private readonly include: readonly string[];

  /** True where the many side has no samples: nothing is matched, so duplicates are allowed. */
  private readonly isEmptyAt: (step: number) => boolean;

  constructor(node: Binary, context: Context, many: readonly Column[], ones: readonly Column[]) {
    this.node = node;
    this.memo = context.memoFor(node);
    this.context = context;
    this.many = many;
    this.ones = ones;
    this.hasFill = node.matching?.fillLeft !== undefined || node.matching?.fillRight !== undefined;
    this.isEmptyAt = (step) => !this.hasFill && isAbsentAt(many, step);
    this.isSwapped = node.matching?.group === "right";
    this.floats = floatOperation(node.operator);
    this.matching = createMatching(node);
    this.keepsName = keepsMetricName(node.operator, context.semantics);
    this.include = (node.matching?.include?.labels ?? []).map(({ name }) => name);
  }

  apply({ labels, many, one }: Match): void {
    if (one.columns.length === 0 && !this.hasFill) return;
    const steps = (many.columns[0] ?? one.columns[0])!.kinds.length;
    const oneIndexes = this.findOneIndexes(one.columns, steps);
    const filledMany = this.fillValue("many");
    const matchedSteps = this.node.matching?.group === undefined ? createKinds(steps) : undefined;
    const all: Column[] = [];
    for (const column of many.columns) {
      const results = this.pair(column, one.columns, oneIndexes, matchedSteps);
      this.results.set(column, results);
      all.push(...results);
    }
    if (filledMany !== undefined) {
      const filled = this.fill(labels, many.columns, one.columns, oneIndexes, filledMany);
      this.filledResults.push(...filled);
      all.push(...filled);
    }
    if (matchedSteps === undefined) this.checkUnique(all);
  }

  /** Finds the series of the one side at each step. More than one is an error. */
  private findOneIndexes(columns: readonly Column[], steps: number): OneIndexes {
    const oneIndexes = steps === 1 ? [0] : new Uint32Array(steps);
    for (let index = 0; index < columns.length; index++) {
      const { kinds } = columns[index]!;
      for (let step = 0; step < steps; step++) {
        if (kinds[step] === absent) continue;
        if (oneIndexes[step] !== 0 && !this.isEmptyAt(step)) this.failFirstDuplicate(steps);
        oneIndexes[step] = index + 1;
      }
    }
    return oneIndexes;
  }

  /** Reports the first two series of the one side with the same signature, in the order of steps and series. */
  private failFirstDuplicate(steps: number): void {
    for (let step = 0; step < steps; step++) {
      if (this.isEmptyAt(step)) continue;
      const seen = new Map<string, Column>();
      for (const column of this.ones) {
        if (column.kinds[step] === absent) continue;
        const labels = matchedLabels(column.metric, this.matching);
        const first = seen.get(labels.key);
        if (first) this.failDuplicate(labels, first, column);
        seen.set(labels.key, column);
      }
    }
  }

  private failDuplicate(labels: Metric, first: Column, second: Column): never {
    const side = this.node.matching?.group === "right" ? "left" : "right";
    const texts = [formatLabels(second.metric), formatLabels(first.metric)];
    if (this.context.semantics.sortsDuplicateSeries) texts.sort();
    const problem = `found duplicate series for the match group ${formatLabels(labels)} on the ${side} hand-side of the operation`;
    return fail(
      `${problem}: [${texts.join(", ")}];many-to-many matching not allowed: matching labels must be unique on one side`,
    );
  }

  /** Combines a series of the many side with the series of the one side at each step. */
  private pair(
    column: Column,
    ones: readonly Column[],
    oneIndexes: OneIndexes,
    matchedSteps: Kinds | undefined,
  ): Column[] {
    const { context } = this;
    const fillValue = this.fillValue("one");
    const results: Column[] = [];
    const resultIndexes: number[] = [];
    for (let step = 0; step < oneIndexes.length; step++) {
      const index = oneIndexes[step]!;
      if (column.kinds[step] === absent || (index === 0 && fillValue === undefined)) continue;
      const one = ones[index - 1];
      const outcome = this.combineAt(column, one, step, fillValue);
      if (matchedSteps && (outcome !== undefined || context.semantics.droppedPairsMatch)) {
        if (matchedSteps[step] !== 0) {
          fail("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        }
        matchedSteps[step] = 1;
      }
      let position = resultIndexes.indexOf(index);
      if (position < 0) {
        position = resultIndexes.push(index) - 1;
        results.push(this.columnFor(column, one, oneIndexes.length));
      }
      if (outcome !== undefined && outcome !== null) setSample(results[position]!, step, outcome);
    }
    return results;
  }

  /** Combines series that exist only on the one side with the fill value of the many side. */
  private fill(
    labels: Metric,
    many: readonly Column[],
    ones: readonly Column[],
    oneIndexes: OneIndexes,
    fillValue: number,
  ): Column[] {
    const missing = emptyColumn(labels, false, oneIndexes.length);
    const results = new Map<number, Column>();
    for (let step = 0; step < oneIndexes.length; step++) {
      const index = oneIndexes[step]!;
      if (index === 0 || many.some(({ kinds }) => kinds[step] !== absent)) continue;
      const one = ones[index - 1]!;
      const outcome = this.outcome(fillValue, sampleAt(one, step)!);
      if (outcome === undefined) continue;
      let result = results.get(index);
      if (!result) {
        result = this.columnFor(missing, one, oneIndexes.length);
        results.set(index, result);
      }
      setSample(result, step, outcome);
    }
    return [...results.values()];
  }

  /** Returns a fill value. `fill_left` is that of the many side, even if the sides are swapped. */
  private fillValue(side: "many" | "one"): number | undefined {
    const { matching } = this.node;
    return side === "many" ? matching?.fillLeft : matching?.fillRight;
  }

  /** Combines the samples at a step; undefined or null if there is no result. */
  private combineAt(
    many: Column,
    one: Column | undefined,
    step: number,
    fillValue: number | undefined,
  ): Operand | undefined | null {
    if (one && many.kinds[step] === float && one.kinds[step] === float && !isTrim(this.node.operator)) {
      return this.combineFloats(many.values[step]!, one.values[step]!);
    }
    if (one && this.context.semantics.histogramsAreFloats) {
      return operateOnLegacy(this.node, this.isSwapped ? one : many, this.isSwapped ? many : one, step);
    }
    return this.outcome(sampleAt(many, step)!, one ? sampleAt(one, step)! : fillValue!);
  }

  private combineFloats(many: number, one: number): number | undefined {
    const [left, right] = this.isSwapped ? [one, many] : [many, one];
    const { floats } = this;
    if (!floats.compares) return floats.of(left, right);
    const holds = floats.of(left, right);
    if (this.node.bool) return Number(holds);
    return holds ? left : undefined;
  }

  private outcome(many: Operand, one: Operand): Operand | undefined {
    const { node, context } = this;
    const [left, right] = this.isSwapped ? [one, many] : [many, one];
    const outcome = operate(node, left, right, context.annotations);
    if (typeof outcome !== "boolean") return outcome;
    if (node.bool) return Number(outcome);
    return outcome ? left : undefined;
  }

  private columnFor(column: Column, one: Column | undefined, steps: number): Column {
    const { node, include } = this;
    const memo = resultsFor(this.memo, include.length > 0 ? one?.metric : undefined);
    const metric = memo.get(column.metric, (many) => this.resultMetric(many, one));
    const dropName = (node.bool || column.dropName) && metric.names.includes(metricNameLabel);
    return emptyColumn(metric, dropName, steps);
  }

  private resultMetric(many: Metric, one: Column | undefined): Metric {
    const { node, context, matching, include } = this;
    let metric = many;
    if (!this.keepsName || (node.bool && !context.settings.delayedNameRemoval)) metric = context.nameless(metric);
    if (node.matching?.group === undefined) {
      return matching.on ? keepLabels(metric, matching.labels) : withoutLabels(metric, matching.labels);
    }
    for (const label of include) metric = withLabel(metric, label, one ? labelOf(one.metric, label) : "");
    return metric;
  }

  /** Checks that each series of the many side has a result with labels of its own. */
  private checkUnique(columns: readonly Column[]): void {
    if (columns.length < 2) return;
    const byKey = new Map<string, Kinds>();
    for (const { metric, kinds } of columns) {
      const known = byKey.get(metric.key);
      if (!known) {
        byKey.set(metric.key, kinds.slice());
        continue;
      }
      for (let step = 0; step < kinds.length; step++) {
        if (known[step] !== 0 && kinds[step] !== 0) {
          fail("multiple matches for labels: grouping labels must ensure unique matches");
        }
        known[step]! |= kinds[step]!;
      }
    }
  }

  result(): VectorValue {
    const matched = this.many.flatMap((column) => this.results.get(column) ?? []);
    return createVector(mergeSameLabels([...matched, ...this.filledResults].filter((column) => !isEmpty(column))));
  }
}
