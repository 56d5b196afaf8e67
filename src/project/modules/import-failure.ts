import { stripVTControlCharacters } from "node:util";
import type { RolldownError } from "rolldown";
import type { Diagnostic, Position, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import type { ReadSource } from "../../source/source-files.js";
import { configFindings, loadFindings } from "../findings.js";
import type { UnresolvedImport } from "./bundler-plugins.js";

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

/** Converts an error of the bundler. */
export function importFailure(error: RolldownError, readSource: ReadSource): Diagnostic {
  const broken = brokenPackage(error.message);
  if (broken) return broken;
  const id = ids[error.code ?? ""] ?? "definition/cannot-compile";
  const file = error.id ?? error.loc?.file;
  return {
    ...finding(loadFindings, id),
    summary: firstSentence(error.message),
    details: "Definitions of this file, and of files that import it, are missing.",
    ...(fixes[id] === undefined ? {} : { fix: fixes[id] }),
    ...(file === undefined ? {} : { span: locateError(file, error, readSource) }),
  };
}

/** The bundler reads the `package.json` of each folder and package; it reports a broken one in the text of its message. */
function brokenPackage(message: string): Diagnostic | undefined {
  const match =
    /JSONError \{ path: ("(?:[^"\\]|\\.)*"), message: "(.*?) at line \d+ column \d+", line: (\d+), column: (\d+)/.exec(
      message,
    );
  if (!match) return undefined;
  const [, path, text, line, column] = match;
  return {
    ...finding(configFindings, "config/bad-package"),
    summary: `package.json is not valid JSON: ${text}`,
    details: "Definitions that import from this folder or package are missing.",
    span: { file: JSON.parse(path!) as string, start: { line: Number(line), column: Number(column) } },
  };
}

/** Reports a package that is not installed. */
export function unresolvedImport({ importer, specifier }: UnresolvedImport, readSource: ReadSource): Diagnostic {
  return {
    ...finding(loadFindings, "definition/unresolved-import"),
    summary: `could not resolve '${specifier}'`,
    details: "Definitions of this file, and of files that import it, are missing.",
    fix: "correct the name, or install the package",
    span: locateSpecifier(importer, specifier, readSource),
  };
}

/** Returns the first line of a message without its error code and position: the span shows the position. */
function firstSentence(message: string): string {
  // Some releases of the bundler color their messages.
  const [first] = stripVTControlCharacters(message).split("\n", 1);
  const sentence = first!.replace(/^\[[A-Z_]+\]\s*/, "").replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return sentence.replace(/^(could not resolve '.*') in .*$/, "$1").replace(/ at line \d+ column \d+$|\.$/, "");
}

/** The bundler counts columns from 0, and reports a position past the end if the file ends too early. */
function locateError(file: string, { loc, pos }: RolldownError, readSource: ReadSource): Span {
  const text = readSource(file);
  if (pos !== undefined && text !== undefined) {
    const start = new LineTable(text).position(Math.min(pos, text.length));
    return { file, start, ...endOfWord(text, start) };
  }
  return { file, start: { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 } };
}

function locateSpecifier(file: string, specifier: string, readSource: ReadSource): Span {
  const text = readSource(file);
  const offsets = ['"', "'"].map((quote) => text?.indexOf(`${quote}${specifier}${quote}`) ?? -1);
  const offset = offsets.find((one) => one >= 0);
  if (text === undefined || offset === undefined) return { file, start: { line: 1, column: 1 } };
  const table = new LineTable(text);
  return { file, start: table.position(offset), end: table.position(offset + specifier.length + 2) };
}

function endOfWord(text: string, start: Position): { end: Position } | undefined {
  const offset = new LineTable(text).offset(start);
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[\w$]+)/.exec(text.slice(offset, offset + 200));
  return word ? { end: { line: start.line, column: start.column + word[0].length } } : undefined;
}
