import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { LineTable } from "../diagnostics/positions.js";
import { Composer } from "./compose/composer.js";
import { YamlFailure } from "./failure.js";
import { yamlFindings } from "./findings.js";
import type { YamlNode } from "./node.js";

export interface ReadYamlOptions {
  /** File name, for diagnostics. */
  readonly file: string;
  /** Read the first document, as Prometheus and Alertmanager do, or all of them. @default "first" */
  readonly documents?: "first" | "all";
}

export interface YamlText {
  readonly text: string;
  readonly file: string;
  /** Roots of the documents that were read; empty if the text has none. */
  readonly documents: readonly YamlNode[];
  /** Offset of a second document that was not read. */
  readonly unreadDocumentStart: number | undefined;
  readonly hasAliases: boolean;
  /** At most one `yaml/syntax`: reading ends at a syntax error. */
  readonly diagnostics: readonly Diagnostic[];
  readonly lines: LineTable;
}

/**
 * Reads YAML exactly as Go's yaml.v3 does, which Prometheus uses.
 *
 * ```ts
 * const { documents, diagnostics } = readYaml("groups: []\n", { file: "rules.yml" });
 * ```
 */
export function readYaml(text: string, { file, documents = "first" }: ReadYamlOptions): YamlText {
  const lines = new LineTable(text);
  const roots: YamlNode[] = [];
  let unreadDocument: number | undefined;
  let failure: YamlFailure | undefined;
  let hasAliases = false;
  try {
    rejectControlCharacters(text);
    const composer = new Composer(text);
    for (let root = composer.next(); root !== undefined; root = documents === "all" ? composer.next() : undefined) {
      roots.push(root);
    }
    hasAliases = composer.hasAliases;
    if (documents === "first" && roots.length > 0) unreadDocument = findNextDocument(composer);
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    failure = error;
  }
  const diagnostics = failure === undefined ? [] : [syntaxError(failure, file, lines)];
  return { text, file, documents: roots, unreadDocumentStart: unreadDocument, hasAliases, diagnostics, lines };
}

/** Returns the span of a range of offsets. */
export function toSpan(yaml: Pick<YamlText, "file" | "lines">, range: { start: number; end: number }): Span {
  const start = yaml.lines.position(range.start);
  return range.end > range.start
    ? { file: yaml.file, start, end: yaml.lines.position(range.end) }
    : { file: yaml.file, start };
}

/** An error behind the first document only shows that something follows. */
function findNextDocument(composer: Composer): number | undefined {
  try {
    return composer.nextDocumentStart();
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    return error.offset;
  }
}

const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function rejectControlCharacters(text: string): void {
  const match = unprintable.exec(text);
  if (match === null) return;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new YamlFailure(`control character U+${code} is not allowed`, match.index);
}

/** Length of the part of a line that is searched for an unquoted value. */
const maxSearchLength = 200;

/** A value that begins with a character that requires quotes, such as a template or a percentage. */
const needsQuotes = /^\s*(?:- +)*[^\s:#][^:#]*:[ \t]+(\{\{|[%@`])/;

function syntaxError(failure: YamlFailure, file: string, lines: LineTable): Diagnostic {
  const { context } = failure;
  const lineStart = lines.offset({ line: lines.position(failure.offset).line, column: 1 });
  const begins = needsQuotes.exec(lines.text.slice(lineStart, lineStart + maxSearchLength))?.[1];
  return {
    ...finding(yamlFindings, "yaml/syntax"),
    summary: `invalid YAML: ${failure.message}`,
    ...(begins !== undefined && { fix: `quote the value that begins with ${begins}` }),
    span: { file, start: lines.position(failure.offset) },
    ...(context && {
      related: [
        { message: `while ${context.doing} that starts here`, span: { file, start: lines.position(context.start) } },
      ],
    }),
  };
}
