import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";

/** A finding with defaults for all fields that a test does not set. */
export function finding(fields: Partial<Diagnostic> = {}): Diagnostic {
  return { id: "alert/no-for", severity: "warning", summary: "it fires at once", ...fields };
}

/** A span on one line. */
export function on(file: string, line: number, from: number, to?: number) {
  const start = { line, column: from };
  return { file, start, ...(to === undefined ? {} : { end: { line, column: to } }) };
}
