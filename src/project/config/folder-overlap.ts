import { normalize, sep } from "node:path";

/** True if one of two folders is the other one, or inside it. */
export function foldersOverlap(one: string, other: string): boolean {
  const [first, second] = [`${normalizeFolder(one)}${sep}`, `${normalizeFolder(other)}${sep}`];
  return first.startsWith(second) || second.startsWith(first);
}

export function normalizeFolder(path: string): string {
  const normal = normalize(path);
  return normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal;
}
