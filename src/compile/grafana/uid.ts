import { boundedName } from "../../model/definition/key.js";
import { maxUidLength } from "../../model/project/project.js";

/** Joins parts to a uid that ends in the suffix of its environment. */
export function joinUid(parts: readonly string[], suffix: string): string {
  return `${boundedName(parts, maxUidLength - suffix.length)}${suffix}`;
}

/** True for a uid that Grafana accepts. */
export function isUid(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) && text.length <= maxUidLength;
}
