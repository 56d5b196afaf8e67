import type { Diagnostic, Position, Span } from "./diagnostic.js";
import type { Severity } from "./finding.js";
import { fingerprint } from "./fingerprint.js";
import { inOrder } from "./order.js";
import { type PathBase, shownPath } from "./shown-path.js";
import { countBySeverity } from "./summary-line.js";

/** The output of `--format json`. Fields are added in later releases, never renamed or removed within a version. */
export interface JsonReport {
  readonly version: 1;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonDiagnostic extends JsonPlace {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly subject?: string;
  readonly excerpt?: { readonly text: string; readonly start: number; readonly end: number };
  readonly related?: readonly ({ readonly message: string } & JsonPlace)[];
  /** Stays the same while lines move. */
  readonly fingerprint: string;
}

export interface JsonPlace {
  /** Relative to the current folder, with forward slashes. */
  readonly file?: string;
  readonly start?: Position;
  readonly end?: Position;
}

/** Findings for a program. */
export function renderJson(diagnostics: readonly Diagnostic[], base: PathBase): string {
  const ordered = inOrder(diagnostics);
  const report: JsonReport = {
    version: 1,
    counts: countBySeverity(ordered),
    diagnostics: ordered.map((diagnostic) => jsonOf(diagnostic, base)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** A finding as it stands in reports for programs. */
export function jsonOf(diagnostic: Diagnostic, base: PathBase): JsonDiagnostic {
  const { id, severity, summary, details, fix, subject, span, excerpt, related } = diagnostic;
  const place = placeOf(span, base);
  return {
    ...{ id, severity, summary, details, fix, subject },
    ...place,
    excerpt,
    related: related?.map((one) => ({ message: one.message, ...placeOf(one.span, base) })),
    fingerprint: fingerprint(diagnostic, place.file ?? ""),
  };
}

/** A place as it stands in reports for programs. */
export function placeOf(span: Span | undefined, base: PathBase): JsonPlace {
  return span ? { file: shownPath(span.file, base), start: span.start, end: span.end } : {};
}
