import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { FindingId, Severity } from "../../../diagnostics/finding.js";

/** Findings as they are kept: most of their texts repeat, so that each is kept once. A quarter of the size of plain JSON. */
interface PackedFindings {
  readonly texts: readonly string[];
  readonly rows: readonly PackedFinding[];
}

/** Indices of texts, -1 for none; then the span, and all other fields as they are. */
type PackedFinding = readonly [
  id: number,
  severity: number,
  summary: number,
  details: number,
  fix: number,
  subject: number,
  span: readonly [file: number, line: number, column: number, endLine?: number, endColumn?: number] | 0,
  others?: Pick<Diagnostic, "edits" | "excerpt" | "related">,
];

export function packFindings(diagnostics: readonly Diagnostic[]): PackedFindings {
  const indices = new Map<string, number>();
  const indexOf = (text: string | undefined) => {
    if (text === undefined) return -1;
    const index = indices.get(text) ?? indices.size;
    indices.set(text, index);
    return index;
  };
  const rows = diagnostics.map(({ id, severity, summary, details, fix, subject, span, ...others }): PackedFinding => {
    const texts = [id, severity, summary, details, fix, subject].map(indexOf) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const end = span?.end ? ([span.end.line, span.end.column] as const) : ([] as const);
    const at = span && ([indexOf(span.file), span.start.line, span.start.column, ...end] as const);
    return Object.keys(others).length > 0 ? [...texts, at ?? 0, others] : [...texts, at ?? 0];
  });
  return { texts: [...indices.keys()], rows };
}

/** Undefined for anything but packed findings. */
export function unpackFindings(value: unknown): readonly Diagnostic[] | undefined {
  const { texts, rows } = (value ?? {}) as Partial<PackedFindings>;
  if (!Array.isArray(texts) || !Array.isArray(rows)) return undefined;
  return (rows as PackedFindings["rows"]).map(([id, severity, summary, details, fix, subject, span, others]) => ({
    id: texts[id] as FindingId,
    severity: texts[severity] as Severity,
    summary: texts[summary]!,
    ...(details >= 0 && { details: texts[details]! }),
    ...(fix >= 0 && { fix: texts[fix]! }),
    ...(subject >= 0 && { subject: texts[subject]! }),
    ...(span !== 0 && { span: unpackSpan(span, texts) }),
    ...others,
  }));
}

function unpackSpan([file, line, column, endLine, endColumn]: Exclude<PackedFinding[6], 0>, texts: readonly string[]) {
  const start = { line, column };
  if (endLine === undefined || endColumn === undefined) return { file: texts[file]!, start };
  return { file: texts[file]!, start, end: { line: endLine, column: endColumn } };
}
