import type { Diagnostic, Position, Span } from "./diagnostic.js";

/**
 * Sorts findings by file, line, column and id, those without a position first, and removes repetitions (such as one for
 * each environment).
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted(compare);
  const seen = new Set<string>();
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    const after = sorted[index + 1];
    const isFirst = !before || compare(before, diagnostic) !== 0;
    if (isFirst && (!after || compare(diagnostic, after) !== 0)) return true;
    if (isFirst) seen.clear();
    const key = JSON.stringify(diagnostic);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return compareSpans(a.span, b.span) || compareText(a.id, b.id) || compareText(a.summary, b.summary);
}

function compareSpans(a: Span | undefined, b: Span | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.file, b.file) || comparePositions(a.start, b.start);
}

/** Sorts the findings of one file by position. Findings without a position come first; equal ones keep their order. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => comparePositions(a.span?.start, b.span?.start));
}

function comparePositions(a: Position = beforeAll, b: Position = beforeAll): number {
  return a.line - b.line || a.column - b.column;
}

const beforeAll: Position = { line: 0, column: 0 };

/** Compares by code units, which gives the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
