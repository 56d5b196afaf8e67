import { normalise } from "./normalise.js";

/** A setting that a definition compiles to, but its original does not have, or the other way round. */
export interface Difference {
  readonly part: string;
  readonly path: string;
  readonly original: unknown;
  readonly compiled: unknown;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** The number of settings that are the same. */
  readonly same: number;
}

/** Compares two dashboards setting by setting, panel by panel. */
export function compare(original: object, compiled: object): Comparison {
  const [before, after] = [normalise(original), normalise(compiled)];
  const differences: Difference[] = [];
  let same = 0;
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    const [left, right] = [before.get(part) ?? new Map(), after.get(part) ?? new Map()];
    for (const path of new Set([...left.keys(), ...right.keys()])) {
      const [one, other] = [left.get(path), right.get(path)];
      if (one === other) same += 1;
      else differences.push({ part, path, original: one, compiled: other });
    }
  }
  return { differences, same };
}
