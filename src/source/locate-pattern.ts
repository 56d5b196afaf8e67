import type { Span } from "../diagnostics/diagnostic.js";
import { LineTable } from "../diagnostics/positions.js";
import type { SourceFiles } from "./source-files.js";

/** Finds where a regular expression was written, in the first of some files that has it; undefined if one has it twice. */
export function locatePattern(pattern: string, files: Iterable<string>, sources: SourceFiles): Span | undefined {
  const literal = `/${pattern}/`;
  for (const file of new Set(files)) {
    const text = sources.read(file);
    const offset = text?.indexOf(literal) ?? -1;
    if (text === undefined || offset < 0) continue;
    if (text.includes(literal, offset + 1)) return undefined;
    const lines = new LineTable(text);
    return { file, start: lines.position(offset), end: lines.position(offset + literal.length) };
  }
  return undefined;
}
