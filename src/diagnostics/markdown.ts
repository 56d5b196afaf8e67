import type { Diagnostic } from "./diagnostic.js";
import { visible } from "./display-width.js";
import type { FindingId, Severity } from "./finding.js";
import { sortDiagnostics } from "./order.js";
import { type PathBase, shownPath } from "./shown-path.js";
import { summaryLine } from "./summary-line.js";

/** A finding that is gone. */
export interface ResolvedFinding {
  readonly id: string;
  readonly file: string;
  readonly summary: string;
  readonly count: number;
}

export interface MarkdownOptions extends PathBase {
  /** The comparison with an earlier revision, if there was one. */
  readonly since?: { readonly resolved: readonly ResolvedFinding[]; readonly unchanged: number } | undefined;
}

/** A comment of GitHub has room for 65,536 characters. */
const maxRows = 100;

const severities: readonly Severity[] = ["error", "warning", "info"];

/** Renders findings as Markdown, for a comment on a pull request. Text of files is shown literally, mentions included. */
export function renderMarkdown(diagnostics: readonly Diagnostic[], options: MarkdownOptions): string {
  const { since } = options;
  const rank = ({ severity }: Diagnostic) => severities.indexOf(severity);
  const ordered = sortDiagnostics(diagnostics).toSorted((a, b) => rank(a) - rank(b));
  const total = summaryLine(ordered);
  const title = since === undefined ? total : ordered.length === 0 ? "no new problems" : `new: ${total}`;
  const resolved = since?.resolved.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const rest = since === undefined ? "" : `; ${resolved} resolved, ${since.unchanged} unchanged`;
  const blocks = [`### Telltale: ${title}${rest}`];
  if (ordered.length > 0) blocks.push(table(ordered.map((one) => row(one, options))));
  if (since && since.resolved.length > 0) blocks.push(renderResolved(since.resolved));
  return `${blocks.join("\n\n")}\n`;
}

function table(rows: readonly string[]): string {
  const shown = rows.slice(0, maxRows);
  const more = rows.length > shown.length ? [`\n... and ${rows.length - shown.length} more.`] : [];
  return ["| | finding | where |", "|---|---|---|", ...shown, ...more].join("\n");
}

function row({ severity, id, summary, fix, subject, span }: Diagnostic, base: PathBase): string {
  const place = span ? `${shownPath(span.file, base)}:${span.start.line}` : "";
  const where = [place, subject ?? ""].filter((part) => part !== "").map(escapeMarkdown);
  const what = [
    `**${id satisfies FindingId}**: ${escapeMarkdown(summary)}`,
    ...(fix === undefined ? [] : [`fix: ${escapeMarkdown(fix)}`]),
  ];
  return `| ${severity} | ${what.join("<br>")} | ${where.join("<br>")} |`;
}

function renderResolved(resolved: readonly ResolvedFinding[]): string {
  const lines = resolved.slice(0, maxRows).map(({ id, file, summary, count }) => {
    const times = count === 1 ? "" : ` (${count} times)`;
    return `- **${escapeMarkdown(id)}** in ${escapeMarkdown(file || "the project")}: ${escapeMarkdown(summary)}${times}`;
  });
  return ["<details><summary>Resolved</summary>", "", ...lines, "", "</details>"].join("\n");
}

/** Escapes what Markdown, HTML and mentions of people would make of a text. */
export function escapeMarkdown(text: string): string {
  return visible(text.replace(/\s+/g, " "))
    .replace(/[\\`*_~[\]|#!]/g, (character) => `\\${character}`)
    .replace(/[&<>@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
