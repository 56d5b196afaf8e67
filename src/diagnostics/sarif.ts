import { pathToFileURL } from "node:url";
import type { Diagnostic, Span } from "./diagnostic.js";
import type { FindingEntry, FindingId, Severity } from "./finding.js";
import { fingerprint } from "./fingerprint.js";
import { inOrder } from "./order.js";
import { type PathBase, shownPath } from "./shown-path.js";

export interface SarifOptions extends PathBase {
  /** The release of this tool. */
  readonly version: string;
  /** Every finding, for the descriptions of the rules. */
  readonly findings: Readonly<Record<FindingId, FindingEntry>>;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** Findings as SARIF 2.1.0, which code scanning services take in. */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  const ordered = inOrder(diagnostics);
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
        results: ordered.map((diagnostic) => resultOf(diagnostic, ids, options)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(diagnostic: Diagnostic, ids: readonly string[], options: SarifOptions) {
  const { id, severity, span, related, subject } = diagnostic;
  const file = span ? shownPath(span.file, options) : "";
  const places = related?.filter((one) => one.span !== undefined) ?? [];
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: levels[severity],
    message: { text: messageOf(diagnostic) },
    locations: span ? [locationOf(span, options, subject)] : [],
    ...(places.length === 0
      ? {}
      : {
          relatedLocations: places.map((one) => ({
            ...locationOf(one.span!, options),
            message: { text: one.message },
          })),
        }),
    partialFingerprints: { "telltale/v1": fingerprint(diagnostic, file) },
  };
}

function locationOf(span: Span, options: SarifOptions, subject?: string) {
  const { start, end } = span;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(shownPath(span.file, options)) },
      region: {
        startLine: start.line,
        startColumn: start.column,
        ...(end ? { endLine: end.line, endColumn: end.column } : {}),
      },
    },
    ...(subject === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: subject }] }),
  };
}

/** A relative path as a relative URI; the rare absolute one (another drive) as a file URI. */
function uriOf(path: string): string {
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return pathToFileURL(path).href;
  return path.split("/").map(encodeURIComponent).join("/");
}

function messageOf({ summary, details, fix }: Diagnostic): string {
  return [summary, details, fix === undefined ? undefined : `Fix: ${fix}`].filter(Boolean).join("\n");
}
