import type { Edit } from "../../diagnostics/diagnostic.js";
import type { QuerySubject } from "../check.js";

/** Replaces a range of an expression; undefined where the expression is in no file as it is. */
export function replaceIn(
  query: Pick<QuerySubject, "text" | "locate">,
  { start, end }: { readonly start: number; readonly end: number },
  to: string,
): Edit | undefined {
  const { span, excerpt } = query.locate(start, end);
  return span?.end && !excerpt ? { span, from: query.text.slice(start, end), to } : undefined;
}
