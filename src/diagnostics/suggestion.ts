import { nearest } from "./nearest.js";

/** Suggests the known name that is nearest to an unknown one or that it begins, or lists the known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const similar = nearest(name, known) ?? completion(name, known);
  return similar === undefined ? `use one of: ${known.join(", ")}` : `did you mean "${similar}"?`;
}

const shortestBeginning = 3;

/** The only known name that begins with a text: `multiple` for `multi`. */
function completion(text: string, known: readonly string[]): string | undefined {
  const longer = known.filter((name) => name.startsWith(text));
  return text.length >= shortestBeginning && longer.length === 1 ? longer[0] : undefined;
}
