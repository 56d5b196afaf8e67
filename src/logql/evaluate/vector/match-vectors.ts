import { createMetric, keepLabels, labelOf, type Metric, withoutLabels } from "../../../promql/evaluate/index.js";
import type { Binary } from "../../syntax/ast.js";
import { withoutEmpty } from "../labels/label-sets.js";
import { QueryFailure } from "../query/failure.js";
import { isComparison, isSetOperator, operate, type SetOperator, type ValueOperator } from "./operators.js";
import type { StepVector, VectorSample } from "./step-vector.js";

/** Evaluates an operator between two vectors at every step. */
export function matchVectors(
  node: Binary,
  left: readonly StepVector[],
  right: readonly StepVector[],
): readonly StepVector[] {
  const signature = signatureOf(node);
  const { operator } = node;
  const combine = isSetOperator(operator) ? combineSets(operator, signature) : combineValues(node, operator, signature);
  const count = Math.min(left.length, right.length);
  return left.slice(0, count).map(({ time, samples }, step) => ({
    time,
    samples: combine(samples, right[step]!.samples),
  }));
}

type Samples = readonly VectorSample[];
type Combine = (left: Samples, right: Samples) => Samples;
type Signature = (labels: Metric) => string;

function signatureOf({ matching }: Binary): Signature {
  const names = new Set(matching?.labels.labels.map(({ name }) => name));
  const signatures = new Map<Metric, string>();
  return (labels) => {
    let signature = signatures.get(labels);
    if (signature === undefined) {
      const kept = matching?.on ? keepLabels(labels, names) : withoutLabels(labels, names);
      signature = withoutEmpty(kept).key;
      signatures.set(labels, signature);
    }
    return signature;
  };
}

function combineSets(operator: SetOperator, signature: Signature): Combine {
  return (left, right) => {
    const signaturesOf = (samples: Samples) => new Set(samples.map(({ metric }) => signature(metric)));
    if (operator === "or") {
      const known = signaturesOf(left);
      return [...left, ...right.filter(({ metric }) => !known.has(signature(metric)))];
    }
    const known = signaturesOf(right);
    return left.filter(({ metric }) => known.has(signature(metric)) === (operator === "and"));
  };
}

function combineValues(node: Binary, operator: ValueOperator, signature: Signature): Combine {
  const { matching, bool } = node;
  const swaps = matching?.group === "right";
  const filters = isComparison(operator) && !bool;
  return (left, right) => {
    const [many, one] = swaps ? [right, left] : [left, right];
    const partners = partnersBySignature(one, signature, swaps ? "left" : "right");
    const seen = new MatchCheck(matching?.group !== undefined);
    const results: VectorSample[] = [];
    for (const sample of many) {
      const key = signature(sample.metric);
      const partner = partners.get(key);
      if (partner === undefined) continue;
      const metric = resultLabels(node, sample.metric, partner.metric);
      seen.add(key, metric.key);
      const [first, second] = swaps ? [partner, sample] : [sample, partner];
      const value = operate(operator, first.value, second.value);
      if (!filters) results.push({ metric, value });
      else if (value === 1) results.push({ metric, value: first.value });
    }
    return results;
  };
}

function partnersBySignature(samples: Samples, signature: Signature, side: string): Map<string, VectorSample> {
  const partners = new Map<string, VectorSample>();
  for (const sample of samples) {
    const key = signature(sample.metric);
    if (partners.has(key)) {
      throw new QueryFailure(
        `found duplicate series on the ${side} hand-side;many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
    partners.set(key, sample);
  }
  return partners;
}

/** Finds series that match more often than they may. */
class MatchCheck {
  private readonly isGrouped: boolean;
  private readonly results = new Map<string, Set<string>>();

  constructor(isGrouped: boolean) {
    this.isGrouped = isGrouped;
  }

  add(signature: string, result: string): void {
    const known = this.results.get(signature);
    if (known === undefined) {
      this.results.set(signature, new Set([result]));
      return;
    }
    if (!this.isGrouped) {
      throw new QueryFailure(
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
      );
    }
    if (known.has(result)) {
      throw new QueryFailure("multiple matches for labels: grouping labels must ensure unique matches");
    }
    known.add(result);
  }
}

/** The labels of a result: those of the side with many, with labels of the other one that `group_left` includes. */
function resultLabels({ matching }: Binary, many: Metric, one: Metric): Metric {
  if (matching === undefined) return withoutEmpty(many);
  const { on, group, labels, include } = matching;
  const names = new Set(labels.labels.map(({ name }) => name));
  const kept = group !== undefined ? many : on ? keepLabels(many, names) : withoutLabels(many, names);
  if (include === undefined || include.labels.length === 0) return withoutEmpty(kept);
  const included = include.labels.map(({ name }) => [name, labelOf(one, name)] as const);
  return createMetric([...kept.names.map((name, at) => [name, kept.values[at]!] as const), ...included]);
}
