import { requireArguments } from "../definition/check-arguments.js";
import { findShapeProblems } from "../definition/option-problems.js";
import { required } from "../definition/option-table.js";
import type { PerEnvironment } from "../definition/per-environment.js";
import { labelSpecShape, negatedShape } from "./metric-shapes.js";

/**
 * The values of a label: about how many there are (a number), exactly which (a list), or some of them and about how
 * many there are.
 *
 * @example
 * { pod: 20, tier: ["free", "pro"], method: { values: ["GET", "POST"], about: 5 } }
 */
export type LabelSpec = number | readonly string[] | { readonly values: readonly string[]; readonly about: number };

/** The labels of a metric, by name. */
export interface Labels {
  readonly [label: string]: LabelSpec;
}

/** The values a matcher takes: those of a closed list, or any. */
export type LabelValue<Spec> = Spec extends readonly (infer Value extends string)[] ? Value : string;

/** Matchers by label: `{ status: /5../, tier: "pro" }` becomes `{status=~"5..", tier="pro"}`. */
export type Where<L> = { readonly [Name in keyof L]?: Match<LabelValue<L[Name]>> };

/**
 * A matcher: one value, any of several, a regular expression (anchored, as in Prometheus), none of those (`not`), or
 * a dashboard variable; or one for each environment.
 */
export type Match<Value extends string> = FixedMatch<Value> | PerEnvironment<FixedMatch<Value>>;

/** A matcher that is the same in every environment, or that of one environment. */
export type FixedMatch<Value extends string> = Value | readonly Value[] | RegExp | Not<Value> | VariableReference;

/** A dashboard variable, as a matcher refers to it. */
export interface VariableReference {
  readonly kind: "variable";
  readonly name: string;
}

export interface Not<Value extends string> {
  readonly kind: "not";
  readonly match: Value | readonly Value[] | RegExp;
}

/**
 * Negates a matcher.
 *
 * @example
 * container.memory.where({ container: not(["", "POD"]) })
 */
export function not<const Value extends string>(match: Value | readonly Value[] | RegExp): Not<Value> {
  requireArguments("not(…)", [["match", match, required(negatedShape)]]);
  return { kind: "not", match };
}

/** Two sets of labels on one series. If both have a label, the second one's values hold. */
export type MergedLabels<Added, Own> = {
  readonly [Name in keyof Added | keyof Own]: Name extends keyof Own
    ? Own[Name]
    : Name extends keyof Added
      ? Added[Name]
      : never;
};

export function mergeLabels<Added extends Labels, Own extends Labels>(
  added: Added,
  own: Own,
): MergedLabels<Added, Own> {
  // The compiler types a spread of type parameters as their intersection, in which no label overrides another.
  return { ...added, ...own } as unknown as MergedLabels<Added, Own>;
}

/** About how many values a label has. */
export function cardinality(spec: LabelSpec): number {
  if (typeof spec === "number") return spec;
  return "about" in spec ? spec.about : spec.length;
}

/** All values a label can have, or undefined if the set is open. */
export function closedValues(spec: LabelSpec): readonly string[] | undefined {
  return typeof spec === "number" || "about" in spec ? undefined : spec;
}

/** Labels without those whose values are declared wrongly, which is reported where they are written. */
export function soundLabels<L extends Labels>(labels: L | undefined): L | undefined {
  if (labels === undefined) return labels;
  const entries = typeof labels === "object" ? Object.entries<unknown>(labels ?? {}) : [];
  const sound = entries.filter(([, spec]) => findShapeProblems(spec, labelSpecShape).length === 0);
  return sound.length === entries.length && entries.length > 0 ? labels : (Object.fromEntries(sound) as L);
}
