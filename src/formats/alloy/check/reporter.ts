import type { Diagnostic, Related, Span } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import { LineTable, type TextRange } from "../../../diagnostics/positions.js";
import { alloyFindings } from "../findings.js";

type AlloyFindingId = keyof typeof alloyFindings;

/** Collects the findings of one file. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly file: string;
  private readonly lines: LineTable;

  constructor(file: string, text: string) {
    this.file = file;
    this.lines = new LineTable(text);
  }

  report(id: AlloyFindingId, range: TextRange, summary: string, more: Partial<Diagnostic> = {}): void {
    this.diagnostics.push({ ...finding(alloyFindings, id), summary, span: this.span(range), ...more });
  }

  related(message: string, range: TextRange): Related {
    return { message, span: this.span(range) };
  }

  span({ start, end }: TextRange): Span {
    const from = this.lines.position(start);
    return end > start
      ? { file: this.file, start: from, end: this.lines.position(end) }
      : { file: this.file, start: from };
  }
}
