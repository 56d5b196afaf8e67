import { compareBytes } from "../gotemplate/format/go-strings.js";
import type { Labels } from "./label-test.js";

/** Compares alerts as notifications list them: by `job`, by `instance`, then those with fewer labels first. */
export function compareAlerts(one: Labels, other: Labels): number {
  for (const name of ["job", "instance"]) {
    const [left, right] = [labelValue(one, name), labelValue(other, name)];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return compareBytes(left, right);
  }
  return compareLabels(one, other);
}

function compareLabels(one: Labels, other: Labels): number {
  const names = [Object.keys(one), Object.keys(other)] as const;
  if (names[0].length !== names[1].length) return names[0].length - names[1].length;
  for (const name of [...new Set(names.flat())].sort(compareBytes)) {
    const [left, right] = [labelValue(one, name), labelValue(other, name)];
    if (left === right) continue;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    return compareBytes(left, right);
  }
  return 0;
}

function labelValue(labels: Labels, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined;
}
