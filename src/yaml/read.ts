import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { LineTable } from "../diagnostics/positions.js";
import { Composer } from "./compose/composer.js";
import { YamlFailure } from "./failure.js";
import { yamlFindings } from "./findings.js";
import type { YamlNode } from "./node.js";

export interface ReadYamlOptions {
  /** The file's name, for diagnostics. */
  readonly file: string;
  /**
   * How much is read: the first document, as Prometheus and Alertmanager do, or all of them. Whether another
   * document follows is found out either way.
   */
  readonly documents?: "first" | "all";
}

export interface YamlText {
  readonly text: string;
  readonly file: string;
  /** The root of every document that was read; empty when the text holds none. */
  readonly documents: readonly YamlNode[];
  /** Where a document begins that was not read, because only the first was asked for. */
  readonly unreadDocumentStart: number | undefined;
  readonly hasAliases: boolean;
  /** At most one `yaml/syntax`: nothing can be read past an error of syntax. */
  readonly diagnostics: readonly Diagnostic[];
  readonly lines: LineTable;
}

/**
 * Reads YAML as Go's yaml.v3 does, which Prometheus and Alertmanager use: the same texts are accepted and the tree is
 * the same.
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
    if (documents === "first" && roots.length > 0) unreadDocument = furtherDocument(composer);
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    failure = error;
  }
  const diagnostics = failure === undefined ? [] : [syntaxError(failure, file, lines)];
  return { text, file, documents: roots, unreadDocumentStart: unreadDocument, hasAliases, diagnostics, lines };
}

/** The span of a stretch of the text. */
export function spanOf(yaml: Pick<YamlText, "file" | "lines">, place: { start: number; end: number }): Span {
  const start = yaml.lines.position(place.start);
  return place.end > place.start
    ? { file: yaml.file, start, end: yaml.lines.position(place.end) }
    : { file: yaml.file, start };
}

/** What follows the first document is not read; an error in it only shows that something is there. */
function furtherDocument(composer: Composer): number | undefined {
  try {
    return composer.furtherDocument();
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

/** How far into a line the value of a key is looked for. */
const longestKey = 200;

/** What a text without quotes cannot begin with, though templates and percentages do. */
const needsQuotes = /^\s*(?:- +)*[^\s:#][^:#]*:[ \t]+(\{\{|[%@`])/;

function syntaxError(failure: YamlFailure, file: string, lines: LineTable): Diagnostic {
  const { context } = failure;
  const lineStart = lines.offset({ line: lines.position(failure.offset).line, column: 1 });
  const begins = needsQuotes.exec(lines.text.slice(lineStart, lineStart + longestKey))?.[1];
  return {
    ...finding(yamlFindings, "yaml/syntax"),
    summary: `not YAML: ${failure.message}`,
    ...(begins !== undefined && { fix: `put the text that begins with ${begins} into quotes` }),
    span: { file, start: lines.position(failure.offset) },
    ...(context && {
      related: [
        { message: `while ${context.doing} that begins here`, span: { file, start: lines.position(context.start) } },
      ],
    }),
  };
}
