import { nearest } from "./nearest.js";

/** Suggests the known name that is nearest to an unknown one or that it begins, or lists the known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const similar = nearest(name, known) ?? completion(name, known);
  return similar === undefined ? `use one of: ${listNames(known)}` : `did you mean "${similar}"?`;
}

/** As many as the largest panel has options. */
const mostListed = 60;

/** Lists names; files from outside may have thousands. */
export function listNames(names: readonly string[]): string {
  const others = names.length - mostListed;
  return others > 0 ? `${names.slice(0, mostListed).join(", ")}, and ${others} more` : names.join(", ");
}

const shortestBeginning = 3;

/** The only known name that begins with a text: `multiple` for `multi`. */
function completion(text: string, known: readonly string[]): string | undefined {
  const longer = known.filter((name) => name.startsWith(text));
  return text.length >= shortestBeginning && longer.length === 1 ? longer[0] : undefined;
}
