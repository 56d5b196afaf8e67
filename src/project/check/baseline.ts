import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { compareText } from "../../diagnostics/order.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import { parseJson } from "../files/parse-json.js";
import { baselineFindings } from "../findings.js";

/** Accepted findings. An entry has no line, so that edits elsewhere in the file do not invalidate it. */
export interface BaselineEntry {
  readonly id: string;
  readonly file: string;
  readonly subject: string;
  readonly summary: string;
  readonly count: number;
}

/** Renders findings as a baseline, sorted so that changes are easy to review. Paths are relative to its file. */
export function renderBaseline(diagnostics: readonly Diagnostic[], base: PathBase): string {
  const findings = toEntries(diagnostics, base);
  return `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
}

/** Counts findings without their lines. */
export function toEntries(diagnostics: readonly Diagnostic[], base: PathBase): readonly BaselineEntry[] {
  const counts = new Map<string, BaselineEntry>();
  for (const diagnostic of diagnostics) {
    const entry = toEntry(diagnostic, base);
    const key = entryKey(entry);
    counts.set(key, { ...entry, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
}

/** Undefined if the text is not a baseline. */
export function parseBaseline(text: string): readonly BaselineEntry[] | undefined {
  const data = parseJson(text) as { version?: unknown; findings?: unknown } | undefined;
  if (data?.version !== 1 || !Array.isArray(data.findings)) return undefined;
  return data.findings.every(isEntry) ? data.findings : undefined;
}

/** Findings compared with a baseline. */
export interface BaselineComparison {
  /** Findings that the baseline does not list. */
  readonly fresh: readonly Diagnostic[];
  readonly known: number;
  /** A finding for each entry that lists more than was found. */
  readonly stale: readonly Diagnostic[];
}

/**
 * Removes findings that the baseline lists. Of a finding that occurs more often than listed, the last ones are new.
 *
 * @param isChecked - true if a file was checked: entries of other files are never stale
 */
export function compareWithBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  baselineFile: string,
  base: PathBase,
  isChecked: (file: string) => boolean,
): BaselineComparison {
  const { fresh, known, left } = matchEntries(diagnostics, entries, base);
  const stale = left.filter(({ file }) => file === "" || isChecked(file));
  return { fresh, known, stale: stale.map((entry) => staleEntry(entry, baselineFile)) };
}

/** Findings matched with entries. */
export interface EntryMatches {
  /** Findings without an entry. */
  readonly fresh: readonly Diagnostic[];
  readonly known: number;
  /** Entries without a finding, with the number that is missing. */
  readonly left: readonly BaselineEntry[];
}

/** Matches findings with entries on any line. Of a finding that occurs more often than listed, the last ones are fresh. */
export function matchEntries(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  base: PathBase,
): EntryMatches {
  const left = new Map<string, number>();
  for (const entry of entries) left.set(entryKey(entry), (left.get(entryKey(entry)) ?? 0) + entry.count);
  const fresh = diagnostics.filter((diagnostic) => {
    const key = entryKey(toEntry(diagnostic, base));
    const remaining = left.get(key) ?? 0;
    if (remaining > 0) left.set(key, remaining - 1);
    return remaining === 0;
  });
  const surplus = entries.flatMap((entry) => {
    const count = left.get(entryKey(entry)) ?? 0;
    return count > 0 ? [{ ...entry, count }] : [];
  });
  return { fresh, known: diagnostics.length - fresh.length, left: surplus };
}

function staleEntry(entry: BaselineEntry, baselineFile: string): Diagnostic {
  const times = entry.count === 1 ? "once" : `${entry.count} times`;
  return {
    ...finding(baselineFindings, "baseline/stale-entry"),
    summary: `the baseline lists ${entry.id} ${times} more than found in ${entry.file || "the project"}: ${entry.summary}`,
    details: "While the entry exists, the same problem can come back unnoticed.",
    fix: "run the same command with --update-baseline",
    ...(entry.subject === "" ? {} : { subject: entry.subject }),
    span: { file: baselineFile, start: { line: 1, column: 1 } },
  };
}

function toEntry(diagnostic: Diagnostic, base: PathBase): BaselineEntry {
  const { id, span, subject, summary } = diagnostic;
  return { id, file: span ? shownPath(span.file, base) : "", subject: subject ?? "", summary, count: 1 };
}

function entryKey({ id, file, subject, summary }: BaselineEntry): string {
  return JSON.stringify([file, id, subject, summary]);
}

function isEntry(value: unknown): value is BaselineEntry {
  const { id, file, subject, summary, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const texts = [id, file, subject, summary].every((text) => typeof text === "string");
  return texts && Number.isSafeInteger(count) && (count as number) > 0;
}
