import type { Binary, VectorMatching } from "../syntax/ast.js";
import {
  agreedPresence,
  eitherPresence,
  isUnlabelled,
  type LabelSet,
  listedLabels,
  nameLabel,
  onlyLabels,
  type Presence,
  presence,
  withLabels,
  withoutLabels,
  withoutName,
} from "./label-set.js";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** True if an operator filters or trims series instead of computing new ones. */
function isFilter({ operator, bool }: Binary): boolean {
  return (comparisons.has(operator) && !bool) || operator === "</" || operator === ">/";
}

/** Infers the labels of an operation between a vector and a scalar. */
export function combineWithScalar(binary: Binary, vector: LabelSet): LabelSet {
  return isFilter(binary) ? vector : withoutName(vector);
}

/** Infers the labels of an operation between two vectors. */
export function combineVectors(binary: Binary, left: LabelSet, right: LabelSet): LabelSet {
  switch (binary.operator) {
    case "and":
    case "unless":
      return left;
    case "or":
      return unionLabels(left, right);
  }
  const matching = binary.matching ?? plainMatching;
  if (matching.group === "left") return manyToOne(binary, matching, left, right);
  if (matching.group === "right") return manyToOne(binary, matching, right, left);
  return oneToOne(binary, matching, left, right);
}

const plainMatching: VectorMatching = { on: false, labels: undefined, group: undefined, include: undefined };

function unionLabels(left: LabelSet, right: LabelSet): LabelSet {
  const open = left.isOpen || right.isOpen;
  const labels = new Map<string, Presence>();
  for (const label of listedLabels(left, right)) {
    const combined = eitherPresence(presence(left, label), presence(right, label));
    if (combined !== "never" || open) labels.set(label, combined);
  }
  // Two series without labels match, so the right one never adds to the left one.
  const many = left.hasMany || right.hasMany || !(isUnlabelled(left) && isUnlabelled(right));
  return { labels, isOpen: open, hasMany: many };
}

function labelNames(list: VectorMatching["labels"]): string[] {
  return list ? list.labels.map(({ name }) => name) : [];
}

/** Presence of a label that both series agree on, unless one of them may be filled in. */
function matchedPresence(matching: VectorMatching, one: Presence, other: Presence): Presence {
  const filled = matching.fillLeft !== undefined || matching.fillRight !== undefined;
  return filled ? eitherPresence(one, other) : agreedPresence(one, other);
}

/** The labels that two series are matched by, with their presence in the result. */
function* matchedLabels(matching: VectorMatching, one: LabelSet, other: LabelSet): Generator<[string, Presence]> {
  const named = new Set(labelNames(matching.labels));
  const labels = matching.on ? named : listedLabels(one, other);
  for (const label of labels) {
    // The metric name is compared only if it is in on (…).
    if (!matching.on && (named.has(label) || label === nameLabel)) continue;
    yield [label, matchedPresence(matching, presence(one, label), presence(other, label))];
  }
}

function oneToOne(binary: Binary, matching: VectorMatching, left: LabelSet, right: LabelSet): LabelSet {
  const many = left.hasMany && right.hasMany;
  const matched = [...matchedLabels(matching, left, right)];
  const agreed = withLabels(closeByMatching(matching, left, right), matched);
  if (matching.on) {
    const { labels, isOpen } = onlyLabels(agreed, labelNames(matching.labels));
    return { labels, isOpen, hasMany: many && matched.some(isPossible) };
  }
  const remaining = withoutLabels(agreed, labelNames(matching.labels));
  const { labels, isOpen } = isFilter(binary) ? remaining : withoutName(remaining);
  return { labels, isOpen, hasMany: many };
}

function isPossible([, presence]: [string, Presence]): boolean {
  return presence !== "never";
}

/**
 * With `ignoring`, an open set is as closed as the other side: series do not match if only one of them has some other
 * label.
 */
function closeByMatching(matching: VectorMatching, set: LabelSet, other: LabelSet): LabelSet {
  const filled = matching.fillLeft !== undefined || matching.fillRight !== undefined;
  return matching.on || filled || !set.isOpen || other.isOpen ? set : { ...set, isOpen: false };
}

function manyToOne(binary: Binary, matching: VectorMatching, many: LabelSet, one: LabelSet): LabelSet {
  const closed = matching.on ? many : closeManySide(many, one, matching);
  const matched = withLabels(closed, matchedLabels(matching, many, one));
  const named = isFilter(binary) ? matched : withoutName(matched);
  const included = labelNames(matching.include).map((label) => [label, presence(one, label)] as const);
  return withLabels(named, included);
}

/** As `closeByMatching`, but the many side keeps its ignored labels. */
function closeManySide(many: LabelSet, one: LabelSet, matching: VectorMatching): LabelSet {
  const closed = closeByMatching(matching, many, one);
  if (closed === many) return many;
  return withLabels(
    closed,
    [...labelNames(matching.labels), nameLabel].map((label) => [label, presence(many, label)] as const),
  );
}
