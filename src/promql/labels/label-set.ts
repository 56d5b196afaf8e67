import type { SampleKind } from "../types/sample-kind.js";

/** Presence of a label in the series of a result: in all, in some or unknown, in none. */
export type Presence = "certain" | "possible" | "never";

/**
 * The inferred labels of a result. A label that is not listed is possible if the set is open, because the labels of some
 * metric are unknown, and absent if it is closed.
 */
export interface LabelSet {
  readonly labels: ReadonlyMap<string, Presence>;
  readonly isOpen: boolean;
  /** True if there may be more than one series. */
  readonly hasMany: boolean;
}

/** The labels of the series of a metric, without `__name__`, and the kind of their samples. */
export interface SeriesLabels {
  readonly labels: ReadonlyMap<string, "certain" | "possible">;
  /** True if there may be other labels. @default false */
  readonly isOpen?: boolean;
  /** Undefined if it is unknown. */
  readonly samples?: SampleKind | undefined;
}

export const nameLabel = "__name__";

/** A single series without labels, such as `vector(1)`; also the set of a scalar. */
export const noLabels: LabelSet = { labels: new Map(), isOpen: false, hasMany: false };

/** Unknown labels. */
export const anyLabels: LabelSet = { labels: new Map(), isOpen: true, hasMany: true };

/**
 * Returns the presence of a label in the series of a result.
 *
 * @example
 * ```ts
 * presence(inferLabels(parse("sum by (job) (up)", dialect).expr!, lookUp), "instance"); // "never"
 * ```
 */
export function presence(set: LabelSet, label: string): Presence {
  return set.labels.get(label) ?? (set.isOpen ? "possible" : "never");
}

/** Changes the presence of labels. */
export function withLabels(set: LabelSet, changes: Iterable<readonly [string, Presence]>): LabelSet {
  const labels = new Map(set.labels);
  for (const [label, presence] of changes) {
    if (presence === "never" && !set.isOpen) labels.delete(label);
    else labels.set(label, presence);
  }
  return { labels, isOpen: set.isOpen, hasMany: set.hasMany };
}

export function withoutLabels(set: LabelSet, names: readonly string[]): LabelSet {
  if (names.every((name) => presence(set, name) === "never")) return set;
  const labels = new Map(set.labels);
  for (const name of names) {
    if (set.isOpen) labels.set(name, "never");
    else labels.delete(name);
  }
  return { labels, isOpen: set.isOpen, hasMany: set.hasMany };
}

/** Sets without the metric name: most expressions drop it, and many have the same labels. */
const nameless = new WeakMap<LabelSet, LabelSet>();

/** Drops the metric name, as arithmetic and most functions do. */
export function withoutName(set: LabelSet): LabelSet {
  if (presence(set, nameLabel) === "never") return set;
  const known = nameless.get(set);
  if (known !== undefined) return known;
  const labels = new Map(set.labels);
  if (set.isOpen) labels.set(nameLabel, "never");
  else labels.delete(nameLabel);
  const result: LabelSet = { labels, isOpen: set.isOpen, hasMany: set.hasMany };
  nameless.set(set, result);
  return result;
}

/** Keeps only these labels. */
export function onlyLabels(set: LabelSet, names: Iterable<string>): LabelSet {
  const labels = new Map<string, Presence>();
  for (const name of names) {
    const current = presence(set, name);
    if (current !== "never") labels.set(name, current);
  }
  return { labels, isOpen: false, hasMany: set.hasMany && labels.size > 0 };
}

/** True if no series has any label. */
export function isUnlabelled(set: LabelSet): boolean {
  return !set.isOpen && set.labels.size === 0;
}

/** The labels that either set lists. */
export function listedLabels(left: LabelSet, right: LabelSet): Set<string> {
  return new Set([...left.labels.keys(), ...right.labels.keys()]);
}

/** Presence of a label in a series that comes from either side. */
export function eitherPresence(left: Presence, right: Presence): Presence {
  return left === right ? left : "possible";
}

/** Presence of a label that is equal in two matched series. */
export function agreedPresence(left: Presence, right: Presence): Presence {
  if (left === "never" || right === "never") return "never";
  return left === "certain" || right === "certain" ? "certain" : "possible";
}
