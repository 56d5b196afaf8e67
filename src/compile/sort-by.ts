import { compareText } from "../diagnostics/order.js";

/** A copy in the order of a text that each item has; the order they were defined in does not matter. */
export function sortBy<T>(items: Iterable<T>, textOf: (item: T) => string): T[] {
  const keyed = Array.from(items, (item) => ({ item, text: textOf(item) }));
  return keyed.sort((left, right) => compareText(left.text, right.text)).map(({ item }) => item);
}
