import type { Variable } from "../dashboard/variable.js";

/**
 * What is known of a label: about how many values it takes (a number), all the values it can take (a list), or some
 * of them and about how many there are.
 */
export type LabelSpec = number | readonly string[] | { readonly values: readonly string[]; readonly about: number };

/** The labels of a metric, by name. */
export interface Labels {
  readonly [label: string]: LabelSpec;
}

/** The values that may stand in a matcher: only those of a closed list, anything where the set is open. */
export type LabelValue<Spec> = Spec extends readonly (infer Value extends string)[] ? Value : string;

/** `status=~"5.."`, `tier="pro"`, … for the labels that there are. */
export type Where<L> = { readonly [Name in keyof L]?: Match<LabelValue<L[Name]>> };

/** One value, any of several, a regular expression (anchored, as Prometheus does), none of those, or a variable. */
export type Match<Value extends string> = Value | readonly Value[] | RegExp | Not<Value> | Variable;

export interface Not<Value extends string> {
  readonly kind: "not";
  readonly match: Value | readonly Value[] | RegExp;
}

/**
 * Matches what does not match.
 *
 * @example
 * container.memory.where({ container: not(["", "POD"]) })
 */
export function not<const Value extends string>(match: Value | readonly Value[] | RegExp): Not<Value> {
  return { kind: "not", match };
}

/** Two label sets on one series: where both name a label, what the metric itself says of it holds. */
export type MergedLabels<Added, Own> = {
  readonly [Name in keyof Added | keyof Own]: Name extends keyof Own
    ? Own[Name]
    : Name extends keyof Added
      ? Added[Name]
      : never;
};

/** About how many values a label takes. */
export function cardinality(spec: LabelSpec): number {
  if (typeof spec === "number") return spec;
  return "about" in spec ? spec.about : spec.length;
}

/** All the values a label can take, or undefined when the set is open. */
export function closedValues(spec: LabelSpec): readonly string[] | undefined {
  return typeof spec === "number" || "about" in spec ? undefined : spec;
}
