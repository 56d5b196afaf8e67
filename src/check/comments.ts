import type { Span } from "../diagnostics/diagnostic.js";

/** A comment `# telltale allow <check> [until <day>] <reason>` in a YAML file. */
export interface AllowComment {
  readonly isForFile: boolean;
  readonly id: string;
  readonly until: string | undefined;
  readonly reason: string;
  readonly span: Span;
  /** True if nothing else is on its line. */
  readonly isAlone: boolean;
}

const comment = /(?:^|\s)#[ \t]*telltale[ \t]+(allow(?:-file)?)\b[ \t]*(.*)$/;

/** Reads allow comments in file order. */
export function readAllowComments(text: string, file: string): readonly AllowComment[] {
  if (!text.includes("telltale")) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const match = line.includes("telltale") ? comment.exec(line) : null;
    if (!match) return [];
    const hash = match.index + match[0].indexOf("#");
    const [id = "", ...words] = match[2]!.trim().split(/\s+/);
    const hasDate = words[0] === "until";
    return {
      isForFile: match[1] === "allow-file",
      id,
      until: hasDate ? (words[1] ?? "") : undefined,
      reason: words.slice(hasDate ? 2 : 0).join(" "),
      span: {
        file,
        start: { line: index + 1, column: hash + 1 },
        end: { line: index + 1, column: line.trimEnd().length + 1 },
      },
      isAlone: line.slice(0, hash).trim() === "",
    };
  });
}

/** A range of lines, the last one included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds the range of lines, in file order, that a comment belongs to: the one that contains it, or the one that
 * begins right below it.
 */
export function findCommentedLines(
  comment: AllowComment,
  ranges: readonly LineRange[],
  text: readonly string[],
): number | undefined {
  const { line } = comment.span.start;
  const inside = ranges.findIndex(({ first, last }) => first <= line && line <= last);
  if (inside !== -1) return inside;
  if (!comment.isAlone) return undefined;
  const below = ranges.findIndex(({ first }) => first > line);
  if (below === -1) return undefined;
  const between = text.slice(line, ranges[below]!.first - 1);
  return between.every((other) => /^\s*(?:#.*)?$/.test(other)) ? below : undefined;
}
