import { compareText } from "../diagnostics/order.js";

/** Returns a copy sorted by a text of each item, so that the order of definitions does not matter. */
export function sortBy<T>(items: Iterable<T>, textOf: (item: T) => string): T[] {
  const keyed = Array.from(items, (item) => ({ item, text: textOf(item) }));
  return keyed.sort((left, right) => compareText(left.text, right.text)).map(({ item }) => item);
}
