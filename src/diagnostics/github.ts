import type { Diagnostic, Span } from "./diagnostic.js";
import type { Severity } from "./finding.js";
import { inOrder } from "./order.js";
import { type PathBase, shownPath } from "./shown-path.js";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Findings as workflow commands, which GitHub Actions shows as annotations at their lines. */
export function renderGithub(diagnostics: readonly Diagnostic[], base: PathBase): string {
  return inOrder(diagnostics)
    .map((diagnostic) => {
      const properties = { ...placeOf(diagnostic.span, base), title: diagnostic.id };
      const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${commands[diagnostic.severity]} ${listed.join(",")}::${escapeMessage(messageOf(diagnostic))}\n`;
    })
    .join("");
}

/** Columns are only understood where a stretch begins and ends in one line. */
function placeOf(span: Span | undefined, base: PathBase): Readonly<Record<string, string | number>> {
  if (!span) return {};
  const file = shownPath(span.file, base);
  const { start, end } = span;
  if (!end) return { file, line: start.line, col: start.column };
  if (end.line !== start.line) return { file, line: start.line, endLine: end.line };
  return { file, line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
}

function messageOf({ summary, subject, details, fix, excerpt }: Diagnostic): string {
  const parts = [summary];
  if (subject !== undefined) parts.push(`in: ${subject}`);
  if (excerpt) parts.push(`expression: ${excerpt.text}`);
  if (details !== undefined) parts.push(`why: ${details}`);
  if (fix !== undefined) parts.push(`fix: ${fix}`);
  return parts.join("\n");
}

function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
