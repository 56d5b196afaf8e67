import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { applyFixes, type Fix } from "./apply-edits.js";

/** Fixes that were verified, and the files as they are with them. */
export interface FixPlan {
  readonly fixes: readonly Fix[];
  /** The new texts of files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Checks files with other texts in the place of some. */
export type Recheck = (texts: ReadonlyMap<string, string>) => Promise<readonly Diagnostic[]>;

/** Each check of a large estate takes seconds. */
const mostChecks = 100;

/**
 * Chooses the fixes that do what they say: applied, the finding goes, and all other findings stay. Fixes are applied
 * together; if that changes anything else, the halves are tried, and so on.
 *
 * @param texts - the files that may be changed
 * @param before - all findings of the unchanged files
 */
export async function planFixes(
  texts: ReadonlyMap<string, string>,
  candidates: readonly Fix[],
  before: readonly Diagnostic[],
  recheck: Recheck,
): Promise<FixPlan> {
  let checks = 0;
  const holds = async (fixes: readonly Fix[]): Promise<boolean> => {
    const changed = applyFixes(texts, fixes);
    if (changed === undefined || checks >= mostChecks) return false;
    checks++;
    return removesOnly(fixes, before, await recheck(changed));
  };
  const fixes: Fix[] = [];
  // A stack of parts to try, the first one on top.
  const parts: (readonly Fix[])[] = [candidates];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.length === 0) continue;
    if (await holds([...fixes, ...part])) fixes.push(...part);
    else if (part.length > 1) parts.push(part.slice(part.length >> 1), part.slice(0, part.length >> 1));
  }
  return { fixes, texts: applyFixes(texts, fixes) ?? new Map() };
}

/**
 * True if the findings of these fixes are gone, and the others are not. An edit may move the others, and change what they
 * quote. Of an error, the consequences may go with it: a misspelt field is also a missing one.
 */
export function removesOnly(
  fixes: readonly Fix[],
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
): boolean {
  const counts = new Map<string, number>();
  const count = (diagnostic: Diagnostic, by: number) => {
    const key = keyOf(diagnostic);
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  for (const diagnostic of before) count(diagnostic, 1);
  for (const { finding } of fixes) count(finding, -1);
  for (const diagnostic of after) count(diagnostic, -1);
  const fixesError = fixes.some(({ finding }) => finding.severity === "error");
  return [...counts.values()].every((gone) => gone === 0 || (fixesError && gone > 0));
}

function keyOf({ id, span, subject }: Diagnostic): string {
  return JSON.stringify([id, span?.file, subject]);
}
