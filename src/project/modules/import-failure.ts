import { stripVTControlCharacters } from "node:util";
import type { RolldownError } from "rolldown";
import type { Diagnostic, Position, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import type { ReadSource } from "../../source/source-files.js";
import { loadFindings } from "../findings.js";
import type { Unresolved } from "./resolve-imports.js";

type ImportFindingId = keyof typeof loadFindings;

const ids: Readonly<Record<string, ImportFindingId>> = {
  PARSE_ERROR: "definition/syntax-error",
  JSON_PARSE: "definition/syntax-error",
  UNRESOLVED_IMPORT: "definition/unresolved-import",
  UNRESOLVED_ENTRY: "definition/unresolved-import",
  MISSING_EXPORT: "definition/missing-export",
};

const fixes: Partial<Readonly<Record<ImportFindingId, string>>> = {
  "definition/unresolved-import": "correct the path, or install the package",
  "definition/missing-export": "correct the name, or export it there; for a type, write `import type`",
};

/** What the bundler found wrong with a module. */
export function importFailure(error: RolldownError, readSource: ReadSource): Diagnostic {
  const id = ids[error.code ?? ""] ?? "definition/cannot-compile";
  const file = error.id ?? error.loc?.file;
  return {
    ...finding(loadFindings, id),
    summary: sentenceOf(error.message),
    details: "Neither this file nor any that imports it was run; the others were.",
    ...(fixes[id] === undefined ? {} : { fix: fixes[id] }),
    ...(file === undefined ? {} : { span: spanOf(file, error, readSource) }),
  };
}

/** A package that is not there. */
export function unresolvedImport({ importer, specifier }: Unresolved, readSource: ReadSource): Diagnostic {
  return {
    ...finding(loadFindings, "definition/unresolved-import"),
    summary: `could not resolve '${specifier}'`,
    details: "Neither this file nor any that imports it was run; the others were.",
    fix: "correct its name, or install the package",
    span: specifierSpan(importer, specifier, readSource),
  };
}

/** The first line of a message, without the code before it and without where it was: the span says so. */
function sentenceOf(message: string): string {
  // Some releases of the bundler colour their messages.
  const [first] = stripVTControlCharacters(message).split("\n", 1);
  const sentence = first!.replace(/^\[[A-Z_]+\]\s*/, "").replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return sentence.replace(/^(could not resolve '.*') in .*$/, "$1").replace(/ at line \d+ column \d+$|\.$/, "");
}

/** Reported columns begin at 0, and lie past the end where a file ends too early. */
function spanOf(file: string, { loc, pos }: RolldownError, readSource: ReadSource): Span {
  const text = readSource(file);
  if (pos !== undefined && text !== undefined) {
    const start = new LineTable(text).position(Math.min(pos, text.length));
    return { file, start, ...endOfWord(text, start) };
  }
  return { file, start: { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 } };
}

function specifierSpan(file: string, specifier: string, readSource: ReadSource): Span {
  const text = readSource(file);
  const at = ['"', "'"].map((quote) => text?.indexOf(`${quote}${specifier}${quote}`) ?? -1).find((found) => found >= 0);
  if (text === undefined || at === undefined) return { file, start: { line: 1, column: 1 } };
  const table = new LineTable(text);
  return { file, start: table.position(at), end: table.position(at + specifier.length + 2) };
}

function endOfWord(text: string, start: Position): { end: Position } | undefined {
  const from = new LineTable(text).offset(start);
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[\w$]+)/.exec(text.slice(from, from + 200));
  return word ? { end: { line: start.line, column: start.column + word[0].length } } : undefined;
}
