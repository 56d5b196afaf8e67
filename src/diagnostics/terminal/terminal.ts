import picocolors from "picocolors";
import type { Diagnostic, Span } from "../diagnostic.js";
import { visible } from "../display-width.js";
import type { Severity } from "../finding.js";
import { sortDiagnostics } from "../order.js";
import { LineTable } from "../positions.js";
import { type PathBase, shownPath } from "../shown-path.js";
import { summaryLine } from "../summary-line.js";
import { type FrameLine, renderFrame, type TextRange } from "./source-frame.js";
import { wrap } from "./wrap.js";

export interface TerminalOptions extends PathBase {
  /** Returns the text of a file; undefined if it cannot be read. */
  readonly readSource: (file: string) => string | undefined;
  /** @default false */
  readonly color?: boolean;
  /** Columns of the terminal. @default 120 */
  readonly width?: number;
}

/**
 * Renders findings for a terminal: message, position, marked source excerpt, reason and fix.
 *
 * @example
 * process.stderr.write(renderTerminal(diagnostics, { cwd: process.cwd(), readSource, color: true }))
 */
export function renderTerminal(diagnostics: readonly Diagnostic[], options: TerminalOptions): string {
  const page = new FindingsPage(options);
  const ordered = sortDiagnostics(diagnostics);
  const blocks = ordered.map((diagnostic) => `${page.block(diagnostic).join("\n")}\n`);
  return [...blocks, `${page.summary(ordered)}\n`].join("\n");
}

/** Findings of a group that are shown with their positions. */
const maxPlaces: Readonly<Record<Severity, number>> = { error: 3, warning: 3, info: 1 };

type Paint = (text: string) => string;

/** Renders findings one by one, for reports with other content between them. */
export class FindingsPage {
  private readonly options: TerminalOptions;
  private readonly width: number;
  private readonly colors: ReturnType<typeof picocolors.createColors>;
  private readonly tables = new Map<string, LineTable | undefined>();

  constructor(options: TerminalOptions) {
    this.options = options;
    this.width = Math.max(options.width ?? 120, 40);
    this.colors = picocolors.createColors(options.color ?? false);
  }

  summary(diagnostics: readonly Diagnostic[]): string {
    const worst = (["error", "warning", "info"] as const).find((one) => diagnostics.some((d) => d.severity === one));
    const paint: Paint = worst ? this.paintFor(worst) : this.colors.green;
    return paint(summaryLine(diagnostics));
  }

  /** Renders the lines of one finding. */
  block(diagnostic: Diagnostic): string[] {
    const { bold } = this.colors;
    const paint = this.paintFor(diagnostic.severity);
    const title = `${paint(bold(`${diagnostic.severity}[${diagnostic.id}]`))}${bold(`: ${visible(diagnostic.summary)}`)}`;
    const frame = this.frameFor(diagnostic);
    const gutter = gutterWidth(frame);
    const lines = [title];
    if (diagnostic.span) lines.push(this.arrow(diagnostic.span, gutter));
    lines.push(...this.renderFrameLines(frame, gutter, paint));
    lines.push(...this.notes(diagnostic, gutter));
    for (const { message, span } of diagnostic.related ?? []) lines.push(...this.related(message, span));
    return lines;
  }

  /** Renders findings of one kind as one: their number, and where some of them are. */
  group(diagnostics: readonly [Diagnostic, ...Diagnostic[]], description: string): string[] {
    const [first] = diagnostics;
    const { bold } = this.colors;
    const count = diagnostics.length;
    const times = count === 1 ? "" : ` ${count} times`;
    const [head = "", ...rest] = wrap(`${first.severity}[${first.id}]${times}: ${description}`, this.width);
    const title = [this.paintFor(first.severity)(bold(head)), ...rest.map((line) => `  ${line}`)];
    const shown = diagnostics.slice(0, maxPlaces[first.severity]);
    const places = shown.map((diagnostic) => this.placeOf(diagnostic));
    return [...title, ...places, ...(count > shown.length ? [`   ... and ${count - shown.length} more`] : [])];
  }

  /** One line: the number of findings of a kind, and where the first one is. */
  groupLine(diagnostics: readonly [Diagnostic, ...Diagnostic[]]): string {
    const [first] = diagnostics;
    const times = diagnostics.length === 1 ? "" : ` ${diagnostics.length} times`;
    const head = `${first.severity}[${first.id}]${times}`;
    return `${this.paintFor(first.severity)(this.colors.bold(head))}${this.placeOf(first, head.length)}`;
  }

  /** The kinds of findings of one severity with their numbers. */
  counts(groups: readonly (readonly [Diagnostic, ...Diagnostic[]])[]): string[] {
    const [first] = groups.flat();
    if (!first) return [];
    const { bold } = this.colors;
    const kinds = groups.map((group) => `${group[0].id} ${group.length}`).join(", ");
    const [head = "", ...rest] = wrap(`${first.severity}: ${kinds}`, this.width);
    return [this.paintFor(first.severity)(bold(head)), ...rest.map((line) => `  ${line}`)];
  }

  /** One line: the position of a finding, and its summary as far as there is room. */
  private placeOf({ span, summary }: Diagnostic, taken = 0): string {
    const { line, column } = span?.start ?? { line: 0, column: 0 };
    const position = span ? `${visible(shownPath(span.file, this.options))}:${line}:${column}` : "";
    const room = Math.max(this.width - position.length - taken - 10, 20);
    const [text = "", more] = wrap(summary, room);
    return `  ${this.colors.blue("-->")} ${position}  ${text}${more === undefined ? "" : " …"}`.trimEnd();
  }

  private paintFor(severity: Severity): Paint {
    const { red, yellow, cyan } = this.colors;
    return { error: red, warning: yellow, info: cyan }[severity];
  }

  private arrow(span: Span, gutter: number): string {
    const { line, column } = span.start;
    const position = `${shownPath(span.file, this.options)}:${line}:${column}`;
    return `${" ".repeat(gutter)}${this.colors.blue("-->")} ${visible(position)}`;
  }

  /** Renders the excerpt of the finding if it has one, or else the source at its span. */
  private frameFor({ span, excerpt }: Diagnostic): readonly FrameLine[] {
    if (excerpt) return renderFrame(excerpt, this.textWidth).map((line) => ({ ...line, number: undefined }));
    const range = span && this.rangeOf(span);
    return range ? renderFrame(range, this.textWidth) : [];
  }

  private get textWidth(): number {
    return this.width - 10;
  }

  private rangeOf(span: Span): TextRange | undefined {
    if (!this.tables.has(span.file)) {
      const text = this.options.readSource(span.file);
      this.tables.set(span.file, text === undefined ? undefined : new LineTable(text));
    }
    const table = this.tables.get(span.file);
    if (!table || table.text === "") return undefined;
    const start = table.offset(span.start);
    const { line } = table.position(start);
    return { text: table.text, start, end: span.end ? table.offset(span.end) : start, line };
  }

  private renderFrameLines(frame: readonly FrameLine[], gutter: number, paint: Paint): string[] {
    if (frame.length === 0) return [];
    const { blue } = this.colors;
    const bar = `${" ".repeat(gutter)} ${blue("|")}`;
    const lines = [bar];
    for (const { number, source, carets } of frame) {
      const isGap = source === "" && carets === "" && number === undefined;
      const label = number === undefined ? " ".repeat(gutter) : String(number).padStart(gutter);
      lines.push(isGap ? blue("...") : `${blue(`${label} |`)} ${source}`.trimEnd());
      if (carets !== "") lines.push(`${bar} ${carets.replace(/\^+/g, paint)}`);
    }
    return lines;
  }

  private notes({ subject, details, fix }: Diagnostic, gutter: number): string[] {
    const lines: string[] = [];
    if (subject !== undefined) lines.push(...this.note("in", subject, gutter));
    if (details !== undefined) lines.push(...this.note("why", details, gutter));
    if (fix !== undefined) lines.push(...this.note("fix", fix, gutter));
    return lines;
  }

  private note(word: string, text: string, gutter: number): string[] {
    const head = `${" ".repeat(gutter)} ${this.colors.blue("=")} ${this.colors.bold(`${word}:`)} `;
    const indent = " ".repeat(gutter + word.length + 5);
    return wrap(text, this.width - indent.length).map((line, index) => `${index === 0 ? head : indent}${line}`);
  }

  private related(message: string, span: Span | undefined): string[] {
    const { cyan, bold } = this.colors;
    const range = span && this.rangeOf(span);
    const frame = range ? renderFrame(range, this.textWidth) : [];
    const gutter = gutterWidth(frame);
    const title = `${cyan(bold("note"))}: ${visible(message)}`;
    return [title, ...(span ? [this.arrow(span, gutter)] : []), ...this.renderFrameLines(frame, gutter, cyan)];
  }
}

function gutterWidth(frame: readonly FrameLine[]): number {
  return Math.max(2, ...frame.map(({ number }) => String(number ?? "").length));
}
