import { sortBy } from "../../compile/sort-by.js";
import type { CompiledProject, ProjectRevisions } from "../git/compile-both.js";
import type { SystemChange } from "./change.js";

/** The part of a project that a system is in one environment. */
export interface Place {
  readonly system: string;
  readonly environment: string;
}

/**
 * Compares each system in each environment, and joins the changes that are the same in several environments but for the
 * name of the environment in their texts: these are then those of the first. `list` returns what a project has there,
 * `compare` how two such lists differ.
 */
export function comparePlaces<T, Change extends Omit<SystemChange, "system" | "environments">>(
  { before, after }: ProjectRevisions,
  list: (project: CompiledProject) => Iterable<readonly [Place, T]>,
  compare: (before: readonly T[], after: readonly T[]) => readonly Change[],
): readonly (Change & Pick<SystemChange, "system" | "environments">)[] {
  const places = new Map<string, { readonly place: Place; readonly before: T[]; readonly after: T[] }>();
  const sides = [
    ["before", before],
    ["after", after],
  ] as const;
  for (const [side, project] of sides) {
    for (const [{ system, environment }, item] of list(project)) {
      const key = JSON.stringify([system, environment]);
      const known = places.get(key) ?? { place: { system, environment }, before: [], after: [] };
      known[side].push(item);
      places.set(key, known);
    }
  }
  const joined = new Map<
    string,
    { readonly system: string; readonly environments: Set<string>; readonly change: Change }
  >();
  for (const { place, ...lists } of places.values()) {
    for (const change of compare(lists.before, lists.after)) {
      const key = JSON.stringify([place.system, nameless(JSON.stringify(change), place.environment)]);
      const known = joined.get(key) ?? { system: place.system, environments: new Set(), change };
      known.environments.add(place.environment);
      joined.set(key, known);
    }
  }
  const changes = Array.from(joined.values(), ({ system, environments, change }) => {
    return { ...change, system, environments: [...environments] };
  });
  return sortBy(changes, ({ system, name, environments }) => JSON.stringify([system, name, environments]));
}

/**
 * A JSON text without the name of the environment, where it is a word of its own, and without spaces: a longer name breaks
 * the lines of an expression elsewhere.
 */
function nameless(text: string, environment: string): string {
  const name = environment.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "g"), "\u0000").replace(/\\n|\s/g, "");
}
