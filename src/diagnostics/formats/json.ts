import type { Diagnostic, Position, Span } from "../diagnostic.js";
import type { Severity } from "../finding.js";
import { fingerprint } from "../fingerprint.js";
import { sortDiagnostics } from "../order.js";
import { type PathBase, shownPath } from "../shown-path.js";
import { countBySeverity } from "../summary-line.js";

/** The output of `--format json`. Fields are added in later releases, never renamed or removed within a version. */
export interface JsonReport {
  readonly version: 1;
  /** The part of the files that it is about: `2/4`. */
  readonly shard?: string;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonDiagnostic extends JsonSpan {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly subject?: string;
  readonly excerpt?: { readonly text: string; readonly start: number; readonly end: number };
  readonly edits?: readonly ({ readonly from: string; readonly to: string } & JsonSpan)[];
  readonly related?: readonly ({ readonly message: string } & JsonSpan)[];
  /** Stable when lines move. */
  readonly fingerprint: string;
}

export interface JsonSpan {
  /** Relative to the current folder, with forward slashes. */
  readonly file?: string;
  readonly start?: Position;
  readonly end?: Position;
}

/** Renders findings as JSON; `shard` is the part of the files that they are of. */
export function renderJson(diagnostics: readonly Diagnostic[], base: PathBase, shard?: string): string {
  const ordered = sortDiagnostics(diagnostics);
  const report: JsonReport = {
    version: 1,
    ...(shard !== undefined && { shard }),
    counts: countBySeverity(ordered),
    diagnostics: ordered.map((diagnostic) => toJsonDiagnostic(diagnostic, base)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Converts a finding for JSON reports. */
export function toJsonDiagnostic(diagnostic: Diagnostic, base: PathBase): JsonDiagnostic {
  const { id, severity, summary, details, fix, subject, span, excerpt, edits, related } = diagnostic;
  const location = toJsonSpan(span, base);
  return {
    ...{ id, severity, summary, details, fix, subject },
    ...location,
    excerpt,
    edits: edits?.map(({ from, to, span: at }) => ({ ...toJsonSpan(at, base), from, to })),
    related: related?.map((one) => ({ message: one.message, ...toJsonSpan(one.span, base) })),
    fingerprint: fingerprint(diagnostic, location.file ?? ""),
  };
}

/** Converts a span for JSON reports. */
export function toJsonSpan(span: Span | undefined, base: PathBase): JsonSpan {
  return span ? { file: shownPath(span.file, base), start: span.start, end: span.end } : {};
}
