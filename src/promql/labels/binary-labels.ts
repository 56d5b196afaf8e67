import type { Binary, VectorMatching } from "../syntax/ast.js";
import {
  agreedPresence,
  eitherPresence,
  isBare,
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

/** Whether an operation lets series through, whole or trimmed, instead of computing new ones. */
function isFilter({ operator, bool }: Binary): boolean {
  return (comparisons.has(operator) && !bool) || operator === "</" || operator === ">/";
}

/** The labels of a vector that an operator combines with a scalar. */
export function combineWithScalar(binary: Binary, vector: LabelSet): LabelSet {
  return isFilter(binary) ? vector : withoutName(vector);
}

/** The labels of what an operator makes of two vectors. */
export function combineVectors(binary: Binary, left: LabelSet, right: LabelSet): LabelSet {
  switch (binary.operator) {
    case "and":
    case "unless":
      return left;
    case "or":
      return unite(left, right);
  }
  const matching = binary.matching ?? plainMatching;
  if (matching.group === "left") return manyToOne(binary, matching, left, right);
  if (matching.group === "right") return manyToOne(binary, matching, right, left);
  return oneToOne(binary, matching, left, right);
}

const plainMatching: VectorMatching = { on: false, labels: undefined, group: undefined, include: undefined };

function unite(left: LabelSet, right: LabelSet): LabelSet {
  const open = left.isOpen || right.isOpen;
  const labels = new Map<string, Presence>();
  for (const label of listedLabels(left, right)) {
    const there = eitherPresence(presence(left, label), presence(right, label));
    if (there !== "never" || open) labels.set(label, there);
  }
  // Two bare series have the same (empty) labels, so the one on the right never adds to the one on the left.
  const many = left.hasMany || right.hasMany || !(isBare(left) && isBare(right));
  return { labels, isOpen: open, hasMany: many };
}

function namesOf(list: VectorMatching["labels"]): string[] {
  return list ? list.labels.map(({ name }) => name) : [];
}

/** Of a label that both series must agree on, unless one of them may be filled in. */
function matchedPresence(matching: VectorMatching, one: Presence, other: Presence): Presence {
  const filled = matching.fillLeft !== undefined || matching.fillRight !== undefined;
  return filled ? eitherPresence(one, other) : agreedPresence(one, other);
}

/** The labels that two series are matched by, with what their agreeing says of each. */
function* matchedLabels(matching: VectorMatching, one: LabelSet, other: LabelSet): Generator<[string, Presence]> {
  const named = new Set(namesOf(matching.labels));
  const labels = matching.on ? named : listedLabels(one, other);
  for (const label of labels) {
    // The name is compared only when on (…) asks for it.
    if (!matching.on && (named.has(label) || label === nameLabel)) continue;
    yield [label, matchedPresence(matching, presence(one, label), presence(other, label))];
  }
}

function oneToOne(binary: Binary, matching: VectorMatching, left: LabelSet, right: LabelSet): LabelSet {
  const many = left.hasMany && right.hasMany;
  const matched = [...matchedLabels(matching, left, right)];
  const agreed = withLabels(closedBy(matching, left, right), matched);
  if (matching.on) return { ...onlyLabels(agreed, namesOf(matching.labels)), hasMany: many && matched.some(isThere) };
  const kept = withoutLabels(agreed, namesOf(matching.labels));
  return { ...(isFilter(binary) ? kept : withoutName(kept)), hasMany: many };
}

function isThere([, there]: [string, Presence]): boolean {
  return there !== "never";
}

/**
 * Matched by all labels but some, an open set is as closed as the other side: a label that only one of them may have
 * keeps the series from matching.
 */
function closedBy(matching: VectorMatching, set: LabelSet, other: LabelSet): LabelSet {
  const filled = matching.fillLeft !== undefined || matching.fillRight !== undefined;
  return matching.on || filled || !set.isOpen || other.isOpen ? set : { ...set, isOpen: false };
}

function manyToOne(binary: Binary, matching: VectorMatching, many: LabelSet, one: LabelSet): LabelSet {
  const closed = matching.on ? many : reopened(many, one, matching);
  const matched = withLabels(closed, matchedLabels(matching, many, one));
  const named = isFilter(binary) ? matched : withoutName(matched);
  const included = namesOf(matching.include).map((label) => [label, presence(one, label)] as const);
  return withLabels(named, included);
}

/** As `closedBy`, but the labels that are ignored stay possible on the side of the many. */
function reopened(many: LabelSet, one: LabelSet, matching: VectorMatching): LabelSet {
  const closed = closedBy(matching, many, one);
  if (closed === many) return many;
  return withLabels(
    closed,
    [...namesOf(matching.labels), nameLabel].map((label) => [label, presence(many, label)] as const),
  );
}
