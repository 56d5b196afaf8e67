import type { Binary } from "../ast.js";
import type { Context } from "./context.js";
import { fail } from "./failure.js";
import { mergeSameLabels } from "./merge.js";
import {
  formatLabels,
  labelOf,
  type Metric,
  metricNameLabel,
  withLabel,
  withOnly,
  withoutLabels,
  withoutMetricName,
} from "./metric.js";
import { keepsMetricName, type Operand, operate, operateAsFloats } from "./operand.js";
import { type Matching, matchedLabels, matchingOf } from "./signature.js";
import { absent, type Column, emptyColumn, isEmpty, sampleAt, setSample, type VectorValue } from "./value.js";
import { isAbsentAt, vectorOf } from "./vector-call.js";

/** One side of an operation, as far as it has the same matched labels. */
interface Side {
  readonly columns: Column[];
}

/** Series that match each other. `many` are those that results are named after. */
interface Match {
  readonly labels: Metric;
  readonly many: Side;
  readonly one: Side;
}

/** Matches the series of two vectors by their labels and applies an operator to each pair. */
export function matchVectors(
  node: Binary,
  lefts: readonly Column[],
  rights: readonly Column[],
  context: Context,
): VectorValue {
  const swapped = node.matching?.group === "right";
  const many = swapped ? rights : lefts;
  const operation = new Matched(node, context, many);
  const matches = collect(operation.matching, many, swapped ? lefts : rights);
  for (const match of matches) operation.apply(match);
  return operation.result();
}

function collect(matching: Matching, many: readonly Column[], one: readonly Column[]): Iterable<Match> {
  const matches = new Map<string, Match>();
  const matchFor = (metric: Metric): Match => {
    const labels = matchedLabels(metric, matching);
    let match = matches.get(labels.key);
    if (!match) {
      match = { labels, many: { columns: [] }, one: { columns: [] } };
      matches.set(labels.key, match);
    }
    return match;
  };
  for (const column of many) matchFor(column.metric).many.columns.push(column);
  for (const column of one) matchFor(column.metric).one.columns.push(column);
  return matches.values();
}

class Matched {
  readonly matching: Matching;
  private readonly node: Binary;
  private readonly context: Context;
  private readonly columns: Column[] = [];
  private readonly keepsName: boolean;
  private readonly include: readonly string[];

  /** Where the many side is empty, nothing is matched, and nothing can be wrong with it. */
  private readonly isEmptyAt: (step: number) => boolean;

  constructor(node: Binary, context: Context, many: readonly Column[]) {
    this.node = node;
    this.context = context;
    const fills = node.matching?.fillLeft !== undefined || node.matching?.fillRight !== undefined;
    this.isEmptyAt = (step) => !fills && isAbsentAt(many, step);
    this.matching = matchingOf(node);
    this.keepsName = keepsMetricName(node.operator, context.isOld);
    this.include = (node.matching?.include?.labels ?? []).map(({ name }) => name);
  }

  apply({ labels, many, one }: Match): void {
    const steps = (many.columns[0] ?? one.columns[0])!.kinds.length;
    const partner = this.partners(labels, one.columns, steps);
    const filledMany = this.fillOf("many");
    const isTaken = this.node.matching?.group === undefined ? new Uint8Array(steps) : undefined;
    const made: Column[] = [];
    for (const column of many.columns) this.pair(column, one.columns, partner, made, isTaken);
    if (filledMany !== undefined) this.fill(labels, many.columns, one.columns, partner, filledMany, made);
    if (isTaken === undefined) this.checkUnique(made);
    this.columns.push(...made.filter((column) => !isEmpty(column)));
  }

  /** Which series of the one side there is at each step: its place plus 1, or 0. There may be one only. */
  private partners(labels: Metric, columns: readonly Column[], steps: number): Uint32Array {
    const partner = new Uint32Array(steps);
    for (let index = 0; index < columns.length; index++) {
      const { kinds } = columns[index]!;
      for (let step = 0; step < steps; step++) {
        if (kinds[step] === absent) continue;
        if (partner[step] !== 0 && !this.isEmptyAt(step)) {
          this.failOfDuplicate(labels, columns[partner[step]! - 1]!, columns[index]!);
        }
        partner[step] = index + 1;
      }
    }
    return partner;
  }

  private failOfDuplicate(labels: Metric, first: Column, second: Column): never {
    const side = this.node.matching?.group === "right" ? "left" : "right";
    const texts = [formatLabels(first.metric), formatLabels(second.metric)].sort();
    const found = `found duplicate series for the match group ${formatLabels(labels)} on the ${side} hand-side of the operation`;
    return fail(
      `${found}: [${texts.join(", ")}];many-to-many matching not allowed: matching labels must be unique on one side`,
    );
  }

  /** Results of a series of the many side with whatever there is on the other at each step. */
  private pair(
    column: Column,
    ones: readonly Column[],
    partner: Uint32Array,
    made: Column[],
    isTaken: Uint8Array | undefined,
  ): void {
    const { context } = this;
    const filler = this.fillOf("one");
    const results = new Map<number, Column>();
    for (let step = 0; step < partner.length; step++) {
      const own = sampleAt(column, step);
      const index = partner[step]!;
      if (own === undefined || (index === 0 && filler === undefined)) continue;
      const one = ones[index - 1];
      const other = one ? sampleAt(one, step)! : filler!;
      const outcome = this.outcome(own, other);
      if (isTaken && (outcome !== undefined || !context.isOld)) {
        if (isTaken[step] !== 0) {
          fail("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        }
        isTaken[step] = 1;
      }
      let result = results.get(index);
      if (!result) {
        result = this.columnFor(column, one, partner.length);
        results.set(index, result);
        made.push(result);
      }
      if (outcome !== undefined) setSample(result, step, outcome);
    }
  }

  /** What is there on the one side only is combined with the value that fills in for the many. */
  private fill(
    labels: Metric,
    many: readonly Column[],
    ones: readonly Column[],
    partner: Uint32Array,
    filler: number,
    made: Column[],
  ): void {
    const standIn = emptyColumn(labels, false, partner.length);
    const results = new Map<number, Column>();
    for (let step = 0; step < partner.length; step++) {
      const index = partner[step]!;
      if (index === 0 || many.some(({ kinds }) => kinds[step] !== absent)) continue;
      const one = ones[index - 1]!;
      const outcome = this.outcome(filler, sampleAt(one, step)!);
      if (outcome === undefined) continue;
      let result = results.get(index);
      if (!result) {
        result = this.columnFor(standIn, one, partner.length);
        results.set(index, result);
        made.push(result);
      }
      setSample(result, step, outcome);
    }
  }

  private fillOf(side: "many" | "one"): number | undefined {
    const { matching } = this.node;
    const manyIsLeft = matching?.group !== "right";
    return (side === "many") === manyIsLeft ? matching?.fillLeft : matching?.fillRight;
  }

  /** What the operator makes of a sample of each side; undefined when nothing is left. */
  private outcome(many: Operand, one: Operand): Operand | undefined {
    const { node, context } = this;
    const [left, right] = node.matching?.group === "right" ? [one, many] : [many, one];
    const outcome = (context.isOld ? operateAsFloats : operate)(node, left, right, context.annotations);
    if (typeof outcome !== "boolean") return outcome;
    if (node.bool) return Number(outcome);
    // Before 3.0 the histogram of a comparison was lost.
    return outcome ? (context.isOld && typeof left !== "number" ? 0 : left) : undefined;
  }

  private columnFor(column: Column, one: Column | undefined, steps: number): Column {
    const { node, context, matching, include } = this;
    let { metric } = column;
    let { dropName } = column;
    const isBool = node.bool;
    if (!this.keepsName || (isBool && !context.settings.delayedNameRemoval)) metric = withoutMetricName(metric);
    if (isBool) dropName = true;
    if (node.matching?.group === undefined) {
      metric = matching.on ? withOnly(metric, matching.labels) : withoutLabels(metric, matching.labels);
    } else {
      for (const label of include) metric = withLabel(metric, label, one ? labelOf(one.metric, label) : "");
    }
    if (!metric.names.includes(metricNameLabel)) dropName = false;
    return emptyColumn(metric, dropName, steps);
  }

  /** With one side many, each of its series has to lead to a result of its own. */
  private checkUnique(columns: readonly Column[]): void {
    const byKey = new Map<string, Uint8Array>();
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
    return vectorOf(mergeSameLabels(this.columns));
  }
}
