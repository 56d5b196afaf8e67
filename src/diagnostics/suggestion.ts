import { nearest } from "./nearest.js";

/** What to write instead of a name that there is not: the one most likely meant, or those there are. */
export function suggestion(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? `there are: ${known.join(", ")}` : `did you mean "${meant}"?`;
}
