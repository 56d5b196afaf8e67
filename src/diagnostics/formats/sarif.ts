import { pathToFileURL } from "node:url";
import type { Diagnostic, Span } from "../diagnostic.js";
import type { FindingEntry, FindingId, Severity } from "../finding.js";
import { fingerprint } from "../fingerprint.js";
import { sortDiagnostics } from "../order.js";
import { type PathBase, shownPath } from "../shown-path.js";

export interface SarifOptions extends PathBase {
  /** The version of telltale. */
  readonly version: string;
  /** Every finding, for the descriptions of the rules. */
  readonly findings: Readonly<Record<FindingId, FindingEntry>>;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** Renders findings as SARIF 2.1.0, for code scanning services. */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  const ordered = sortDiagnostics(diagnostics);
  const ids = [...new Set(ordered.map(({ id }) => id))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "telltale",
            semanticVersion: options.version,
            rules: ids.map((id) => ({ id, shortDescription: { text: options.findings[id].sentence } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: ordered.map((diagnostic) => renderResult(diagnostic, ids, options)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function renderResult(diagnostic: Diagnostic, ids: readonly string[], options: SarifOptions) {
  const { id, severity, span, related, subject } = diagnostic;
  const file = span ? shownPath(span.file, options) : "";
  const located = related?.filter((one) => one.span !== undefined) ?? [];
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: levels[severity],
    message: { text: renderMessage(diagnostic) },
    locations: span ? [renderLocation(span, options, subject)] : [],
    ...(located.length === 0
      ? {}
      : {
          relatedLocations: located.map((one) => ({
            ...renderLocation(one.span!, options),
            message: { text: one.message },
          })),
        }),
    ...renderFixes(diagnostic, options),
    partialFingerprints: { "telltale/v1": fingerprint(diagnostic, file) },
  };
}

/** Fixes as texts of the file. A text with quotes may be written with escapes there, so it is left out. */
function renderFixes({ fix, edits }: Diagnostic, options: SarifOptions) {
  if (!edits || edits.some(({ from, to }) => /["'\\]/.test(from + to))) return {};
  const artifactChanges = edits.map(({ span, to }) => {
    const { artifactLocation, region } = renderLocation(span, options).physicalLocation;
    return { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: to } }] };
  });
  return { fixes: [{ ...(fix === undefined ? {} : { description: { text: fix } }), artifactChanges }] };
}

function renderLocation(span: Span, options: SarifOptions, subject?: string) {
  const { start, end } = span;
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(shownPath(span.file, options)) },
      region: {
        startLine: start.line,
        startColumn: start.column,
        ...(end ? { endLine: end.line, endColumn: end.column } : {}),
      },
    },
    ...(subject === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: subject }] }),
  };
}

/** Converts a relative path to a relative URI, and an absolute one (another drive) to a file URI. */
function toUri(path: string): string {
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return pathToFileURL(path).href;
  return path.split("/").map(encodeURIComponent).join("/");
}

function renderMessage({ summary, details, fix }: Diagnostic): string {
  return [summary, details, fix === undefined ? undefined : `Fix: ${fix}`].filter(Boolean).join("\n");
}
