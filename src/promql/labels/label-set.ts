/** Whether the series of a result carry a label: every one does, some may, none can. */
export type Presence = "certain" | "possible" | "never";

/**
 * What is known of the labels that a result carries. A label that is not listed is possible when the set is open (it
 * comes from a metric of which not everything is known) and never there when it is closed.
 */
export interface LabelSet {
  readonly labels: ReadonlyMap<string, Presence>;
  readonly isOpen: boolean;
  /** Whether there can be more than one series. */
  readonly hasMany: boolean;
}

/** What is known of the labels of a metric's own series, `__name__` aside. */
export interface SeriesLabels {
  readonly labels: ReadonlyMap<string, "certain" | "possible">;
  /** Whether there may be labels beside these. @default false */
  readonly isOpen?: boolean;
}

export const nameLabel = "__name__";

/** A single series without labels, as of `vector(1)`; also what a scalar counts as. */
export const noLabels: LabelSet = { labels: new Map(), isOpen: false, hasMany: false };

/** Nothing is known. */
export const anyLabels: LabelSet = { labels: new Map(), isOpen: true, hasMany: true };

/**
 * Whether the series of a result carry a label.
 *
 * @example
 * ```ts
 * presence(inferLabels(parse("sum by (job) (up)", dialect).expr!, known), "instance"); // "never"
 * ```
 */
export function presence(set: LabelSet, label: string): Presence {
  return set.labels.get(label) ?? (set.isOpen ? "possible" : "never");
}

/** The set with some labels' presence changed. */
export function withLabels(set: LabelSet, changes: Iterable<readonly [string, Presence]>): LabelSet {
  const labels = new Map(set.labels);
  for (const [label, there] of changes) {
    if (there === "never" && !set.isOpen) labels.delete(label);
    else labels.set(label, there);
  }
  return { ...set, labels };
}

export function withoutLabels(set: LabelSet, names: Iterable<string>): LabelSet {
  return withLabels(
    set,
    Array.from(names, (name) => [name, "never"] as const),
  );
}

/** What arithmetic and most functions do. */
export function withoutName(set: LabelSet): LabelSet {
  if (presence(set, nameLabel) === "never") return set;
  const labels = new Map(set.labels);
  if (set.isOpen) labels.set(nameLabel, "never");
  else labels.delete(nameLabel);
  return { labels, isOpen: set.isOpen, hasMany: set.hasMany };
}

/** Of the labels of the set only these. */
export function onlyLabels(set: LabelSet, names: Iterable<string>): LabelSet {
  const labels = new Map<string, Presence>();
  for (const name of names) {
    const there = presence(set, name);
    if (there !== "never") labels.set(name, there);
  }
  return { labels, isOpen: false, hasMany: set.hasMany && labels.size > 0 };
}

/** Whether no series can carry any label. */
export function isBare(set: LabelSet): boolean {
  return !set.isOpen && set.labels.size === 0;
}

/** Every label that either set lists. */
export function listedLabels(left: LabelSet, right: LabelSet): Set<string> {
  return new Set([...left.labels.keys(), ...right.labels.keys()]);
}

/** Of a series that comes from one side or the other. */
export function eitherPresence(left: Presence, right: Presence): Presence {
  return left === right ? left : "possible";
}

/** Of a label on whose value, or absence, two matched series agree. */
export function agreedPresence(left: Presence, right: Presence): Presence {
  if (left === "never" || right === "never") return "never";
  return left === "certain" || right === "certain" ? "certain" : "possible";
}
