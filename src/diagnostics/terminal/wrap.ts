import { measureColumns, visible } from "../display-width.js";

/** Wraps a text between words to at most `width` columns. Keeps its line breaks. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => wrapLine(paragraph.trimEnd(), width));
}

function wrapLine(paragraph: string, width: number): string[] {
  if (measureColumns(paragraph) <= width) return [visible(paragraph)];
  const indent = /^ */.exec(paragraph)![0];
  const lines: string[] = [];
  let line = indent;
  let columns = indent.length;
  for (const word of paragraph.slice(indent.length).split(" ")) {
    const isFirst = line.trim() === "";
    const longer = columns + (isFirst ? 0 : 1) + measureColumns(word);
    if (!isFirst && longer > width) {
      lines.push(line);
      line = indent + word;
      columns = indent.length + measureColumns(word);
    } else {
      line += isFirst ? word : ` ${word}`;
      columns = longer;
    }
  }
  return [...lines, line].map(visible);
}
