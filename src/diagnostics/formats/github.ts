import type { Diagnostic, Span } from "../diagnostic.js";
import type { Severity } from "../finding.js";
import { sortDiagnostics } from "../order.js";
import { type PathBase, shownPath } from "../shown-path.js";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Renders findings as workflow commands, which GitHub Actions displays as annotations. */
export function renderGithub(diagnostics: readonly Diagnostic[], base: PathBase): string {
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => {
      const properties = { ...renderPosition(diagnostic.span, base), title: diagnostic.id };
      const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${commands[diagnostic.severity]} ${listed.join(",")}::${escapeMessage(renderMessage(diagnostic))}\n`;
    })
    .join("");
}

/** GitHub accepts columns only for a span within one line. */
function renderPosition(span: Span | undefined, base: PathBase): Readonly<Record<string, string | number>> {
  if (!span) return {};
  const file = shownPath(span.file, base);
  const { start, end } = span;
  if (!end) return { file, line: start.line, col: start.column };
  if (end.line !== start.line) return { file, line: start.line, endLine: end.line };
  return { file, line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
}

function renderMessage({ summary, subject, details, fix, excerpt }: Diagnostic): string {
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
