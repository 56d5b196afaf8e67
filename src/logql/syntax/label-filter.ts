import type { LabelComparison, LabelFilter } from "./ast.js";

/** Lists the comparisons of a label filter, in source order. It does not recurse, so any depth is safe. */
export function listComparisons(filter: LabelFilter): LabelComparison[] {
  const list: LabelComparison[] = [];
  const open: LabelFilter[] = [filter];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "comparison") list.push(next);
    else if (next.kind === "paren") open.push(next.inner);
    else open.push(next.right, next.left);
  }
  return list;
}
