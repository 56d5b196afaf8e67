import { compareBytes } from "../gotemplate/format/go-strings.js";
import type { Labels } from "./label-test.js";

/** Labels in the order of their names. */
export type SortedLabels = readonly (readonly [name: string, value: string])[];

export function sortLabels(labels: Labels): SortedLabels {
  return Object.entries(labels).sort(([one], [other]) => compareBytes(one, other));
}

/** Compares alerts as notifications list them: by `job`, by `instance`, then those with fewer labels first. */
export function compareAlerts(one: SortedLabels, other: SortedLabels): number {
  for (const name of ["job", "instance"]) {
    const [left, right] = [labelValue(one, name), labelValue(other, name)];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return compareBytes(left, right);
  }
  if (one.length !== other.length) return one.length - other.length;
  for (const [index, [name, value]] of one.entries()) {
    const [otherName, otherValue] = other[index]!;
    // The one that lacks the earlier name comes first.
    if (name !== otherName) return -compareBytes(name, otherName);
    if (value !== otherValue) return compareBytes(value, otherValue);
  }
  return 0;
}

function labelValue(labels: SortedLabels, name: string): string | undefined {
  return labels.find(([other]) => other === name)?.[1];
}
