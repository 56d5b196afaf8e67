import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.js";
import type { Severity } from "../finding.js";
import { fingerprint } from "../fingerprint.js";
import { sortDiagnostics } from "../order.js";
import { type PathBase, shownPath } from "../shown-path.js";

const severities: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", info: "info" };

/** Renders findings as a code quality report, which GitLab shows in merge requests. */
export function renderGitlab(diagnostics: readonly Diagnostic[], base: PathBase): string {
  const counts = new Map<string, number>();
  const issues = sortDiagnostics(diagnostics).map((diagnostic) => {
    const { id, severity, span } = diagnostic;
    const file = span ? shownPath(span.file, base) : ".";
    const identity = fingerprint(diagnostic, file);
    const earlier = counts.get(identity) ?? 0;
    counts.set(identity, earlier + 1);
    return {
      description: renderDescription(diagnostic),
      check_name: id,
      fingerprint: distinguish(identity, earlier),
      severity: severities[severity],
      location: { path: file, lines: { begin: span?.start.line ?? 1, ...(span?.end && { end: span.end.line }) } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

/** GitLab keeps only one of the issues with the same fingerprint. */
function distinguish(identity: string, earlier: number): string {
  if (earlier === 0) return identity;
  return createHash("sha256").update(`${identity} ${earlier}`).digest("hex").slice(0, identity.length);
}

/** GitLab shows it as one line of text. */
function renderDescription({ summary, subject, fix }: Diagnostic): string {
  const about = subject === undefined ? summary : `${subject}: ${summary}`;
  return (fix === undefined ? about : `${about} (fix: ${fix})`).replaceAll(/\s+/g, " ");
}
