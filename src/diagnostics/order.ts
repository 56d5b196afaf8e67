import type { Diagnostic, Span } from "./diagnostic.js";

/**
 * The order in which findings are told: by file, line, column and id; what has no place comes first. A finding that
 * says exactly what another says at the same place (one for each environment, for instance) is told once.
 */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted(compare);
  const told = new Set<string>();
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    const after = sorted[index + 1];
    const isFirst = !before || compare(before, diagnostic) !== 0;
    if (isFirst && (!after || compare(diagnostic, after) !== 0)) return true;
    if (isFirst) told.clear();
    const said = JSON.stringify(diagnostic);
    if (told.has(said)) return false;
    told.add(said);
    return true;
  });
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return comparePlaces(a.span, b.span) || compareTexts(a.id, b.id) || compareTexts(a.summary, b.summary);
}

function comparePlaces(a: Span | undefined, b: Span | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return compareTexts(a.file, b.file) || a.start.line - b.start.line || a.start.column - b.start.column;
}

/** By code units: the same on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
