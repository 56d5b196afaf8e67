import type { Diagnostic } from "../diagnostic.js";
import { visible } from "../display-width.js";
import type { FindingId, Severity } from "../finding.js";
import { sortDiagnostics } from "../order.js";
import { type PathBase, shownPath } from "../shown-path.js";
import { summaryLine } from "../summary-line.js";

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

/** Half of a comment of GitHub, which has room for 65,536 characters: the other half is for changes. Bytes of UTF-8 are never fewer. */
const maxBytes = 32_000;

/** The share of a comment for what is new, if there is something resolved, too. */
const shareOfNew = 0.7;

const maxRows = 100;

/** Texts of files may be of any length. */
const maxText = 1000;

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
  const hasResolved = since !== undefined && since.resolved.length > 0;
  const bytesOfNew = hasResolved ? maxBytes * shareOfNew : maxBytes;
  if (ordered.length > 0) blocks.push(renderTable(ordered, options, bytesOfNew));
  if (hasResolved) blocks.push(renderResolved(since.resolved, maxBytes - bytesOf(blocks.join(""))));
  return `${blocks.join("\n\n")}\n`;
}

function renderTable(ordered: readonly Diagnostic[], base: PathBase, bytes: number): string {
  const { shown, more } = renderFitting(ordered, (one) => row(one, base), bytes);
  return ["| | finding | where |", "|---|---|---|", ...shown, ...more].join("\n");
}

/** Renders as many as there is room for, and says how many are left out. */
function renderFitting<Item>(items: readonly Item[], render: (item: Item) => string, bytes: number) {
  const shown: string[] = [];
  // For the lines around the rows.
  let left = bytes - 300;
  for (const item of items.slice(0, maxRows)) {
    const line = render(item);
    left -= bytesOf(line) + 1;
    if (left < 0) break;
    shown.push(line);
  }
  return { shown, more: items.length > shown.length ? [`\n... and ${items.length - shown.length} more.`] : [] };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function row({ severity, id, summary, fix, subject, span }: Diagnostic, base: PathBase): string {
  const place = span ? `${shownPath(span.file, base)}:${span.start.line}` : "";
  const where = [place, subject ?? ""].filter((part) => part !== "").map(cell);
  const what = [`**${id satisfies FindingId}**: ${cell(summary)}`, ...(fix === undefined ? [] : [`fix: ${cell(fix)}`])];
  return `| ${severity} | ${what.join("<br>")} | ${where.join("<br>")} |`;
}

function renderResolved(resolved: readonly ResolvedFinding[], bytes: number): string {
  const render = ({ id, file, summary, count }: ResolvedFinding) => {
    const times = count === 1 ? "" : ` (${count} times)`;
    return `- **${cell(id)}** in ${cell(file || "the project")}: ${cell(summary)}${times}`;
  };
  const { shown, more } = renderFitting(resolved, render, bytes);
  return ["<details><summary>Resolved</summary>", "", ...shown, ...more, "", "</details>"].join("\n");
}

function cell(text: string): string {
  return escapeMarkdown(text.length > maxText ? `${text.slice(0, maxText)}...` : text);
}

/** Escapes what Markdown, HTML and mentions of people would make of a text. */
export function escapeMarkdown(text: string): string {
  return visible(text.replace(/\s+/g, " "))
    .replace(/[\\`*_~[\]|#!]/g, (character) => `\\${character}`)
    .replace(/[&<>@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
