import type { Span } from "../diagnostics/diagnostic.js";
import type { Query } from "../model/expression/query.js";
import type { SourceFiles } from "./source-files.js";
import { type Node, type SourceRange, type SyntaxTree, templateOf } from "./syntax-tree.js";

/** The template literal that an expression was written as. */
export interface Template extends SourceRange {
  /** Its `${…}`, with the braces. */
  readonly holes: readonly SourceRange[];
  /** Converts an offset in a chunk to one in the source. */
  offsetInChunk(index: number, offset: number): number;
  span(range: SourceRange): Span;
}

/** Finds the template literal of an expression: the first one with its text, from the position of its origin on. */
export function findTemplate({ origin, chunks }: Query, sources: SourceFiles): Template | undefined {
  const position = origin.isInUserCode ? origin.position : undefined;
  const tree = position && sources.tree(position.file);
  if (!tree) return undefined;
  const offset = tree.lines.offset(position);
  const next = tree.taggedTemplates.map(templateOf).find(({ start }) => start >= offset);
  return next && hasText(next, chunks) ? toTemplate(next, tree) : undefined;
}

/** True if a template literal has these chunks: the source may have been edited since it was run. */
function hasText(literal: Node, chunks: readonly string[]): boolean {
  const elements = literal.quasis as readonly Node[];
  const raw = elements.map(({ value }) => (value as { raw: string }).raw.replaceAll("\r\n", "\n"));
  return raw.length === chunks.length && raw.every((text, index) => text === chunks[index]);
}

function toTemplate(literal: Node, { lines, span }: SyntaxTree): Template {
  const elements = literal.quasis as readonly Node[];
  // In a TypeScript file, elements include the backtick or brace on either side.
  const delimiter = elements[0]!.start - literal.start === 0 ? 1 : 0;
  const starts = elements.map(({ start }) => start + delimiter);
  const ends = elements.map(({ end }, index) => end - delimiter * (index === elements.length - 1 ? 1 : 2));
  return {
    start: literal.start + 1,
    end: literal.end - 1,
    holes: ends.slice(0, -1).map((start, index) => ({ start, end: starts[index + 1]! })),
    offsetInChunk: (index, offset) => skip(lines.text, starts[index]!, offset),
    span,
  };
}

/** Advances by a number of characters, where CRLF counts as one: it is LF in the chunks of a template. */
function skip(text: string, start: number, count: number): number {
  let offset = start;
  for (let skipped = 0; skipped < count; skipped++) offset += text.startsWith("\r\n", offset) ? 2 : 1;
  return offset;
}
