import { nearest } from "./nearest.js";

/** Suggests the known name that is nearest to an unknown one, or lists the known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const similar = nearest(name, known);
  return similar === undefined ? `use one of: ${known.join(", ")}` : `did you mean "${similar}"?`;
}
