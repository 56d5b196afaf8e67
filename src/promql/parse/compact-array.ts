/**
 * The same list without room to grow. A list that was pushed to has room for sixteen more, and of trees of a rule file
 * tens of thousands of short lists are kept.
 */
export function compactArray<T>(list: readonly T[]): readonly T[] {
  return list.slice();
}
