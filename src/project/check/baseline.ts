import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import { parseJson } from "../files/parse-json.js";
import { baselineFindings } from "../findings.js";

/** Findings that are known and put up with. Lines do not count, so that a baseline outlives edits around them. */
export interface BaselineEntry {
  readonly id: string;
  readonly file: string;
  readonly subject: string;
  readonly summary: string;
  readonly count: number;
}

/** Sorted, so that a change of it can be reviewed. Paths are relative to the baseline file. */
export function baselineText(diagnostics: readonly Diagnostic[], base: PathBase): string {
  const counted = new Map<string, BaselineEntry>();
  for (const diagnostic of diagnostics) {
    const entry = entryOf(diagnostic, base);
    const key = keyOf(entry);
    counted.set(key, { ...entry, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  const findings = [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
}

/** Undefined when the text is no baseline. */
export function parseBaseline(text: string): readonly BaselineEntry[] | undefined {
  const data = parseJson(text) as { version?: unknown; findings?: unknown } | undefined;
  if (data?.version !== 1 || !Array.isArray(data.findings)) return undefined;
  return data.findings.every(isEntry) ? data.findings : undefined;
}

/** What a baseline leaves over. */
export interface Compared {
  /** Findings that are not in it. */
  readonly fresh: readonly Diagnostic[];
  readonly known: number;
  /** A finding for each entry that is more than what was found. */
  readonly stale: readonly Diagnostic[];
}

/**
 * Takes known findings out. When one is found more often than the baseline says, the last ones are new.
 *
 * @param inView - whether a file was checked at all: an entry for one that was not is no stale one
 */
export function compareWithBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  baselineFile: string,
  base: PathBase,
  inView: (file: string) => boolean,
): Compared {
  const left = new Map<string, number>();
  for (const entry of entries) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + entry.count);
  const fresh = diagnostics.filter((diagnostic) => {
    const key = keyOf(entryOf(diagnostic, base));
    const remaining = left.get(key) ?? 0;
    if (remaining > 0) left.set(key, remaining - 1);
    return remaining === 0;
  });
  const stale = entries.filter(
    (entry) => (left.get(keyOf(entry)) ?? 0) > 0 && (entry.file === "" || inView(entry.file)),
  );
  return {
    fresh,
    known: diagnostics.length - fresh.length,
    stale: stale.map((entry) => staleEntry(entry, left.get(keyOf(entry))!, baselineFile)),
  };
}

function staleEntry(entry: BaselineEntry, surplus: number, baselineFile: string): Diagnostic {
  const times = surplus === 1 ? "once" : `${surplus} times`;
  return {
    ...finding(baselineFindings, "baseline/stale-entry"),
    summary: `the baseline expects ${entry.id} ${times} more in ${entry.file || "the project"}: ${entry.summary}`,
    details: "As long as the entry stands, the same mistake can come back unseen.",
    fix: "run the check again with --update-baseline",
    ...(entry.subject === "" ? {} : { subject: entry.subject }),
    span: { file: baselineFile, start: { line: 1, column: 1 } },
  };
}

function entryOf(diagnostic: Diagnostic, base: PathBase): BaselineEntry {
  const { id, span, subject, summary } = diagnostic;
  return { id, file: span ? shownPath(span.file, base) : "", subject: subject ?? "", summary, count: 1 };
}

function keyOf({ id, file, subject, summary }: BaselineEntry): string {
  return JSON.stringify([file, id, subject, summary]);
}

function isEntry(value: unknown): value is BaselineEntry {
  const { id, file, subject, summary, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const texts = [id, file, subject, summary].every((text) => typeof text === "string");
  return texts && Number.isSafeInteger(count) && (count as number) > 0;
}
