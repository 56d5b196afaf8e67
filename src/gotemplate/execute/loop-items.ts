import { sortedKeys } from "../format/print-value.js";
import type { GoValue } from "../values/definitions.js";
import { stringType } from "../values/types.js";
import { goInt, goString } from "../values/value.js";

/** The items that a `range` iterates over. */
export interface LoopItems {
  readonly count: number | bigint;
  readonly index: (at: number) => GoValue | undefined;
  readonly element: (at: number) => GoValue | undefined;
}

const nothing: LoopItems = { count: 0, index: () => undefined, element: () => undefined };

/** Undefined if the value cannot be iterated over. */
export function loopItems(value: GoValue | undefined): LoopItems | undefined {
  switch (value?.kind) {
    case undefined:
      return nothing;
    case "list": {
      const items = value.items ?? [];
      return { count: items.length, index: (at) => goInt(at), element: (at) => items[at] };
    }
    case "map": {
      const { entries } = value;
      const keys = sortedKeys(entries);
      return {
        count: keys.length,
        index: (at) => goString(keys[at]!, stringType),
        element: (at) => entries?.get(keys[at]!),
      };
    }
    case "int":
    case "uint": {
      const { type } = value;
      return { count: value.value, index: () => undefined, element: (at) => goInt(at, type) };
    }
    default:
      return undefined;
  }
}
