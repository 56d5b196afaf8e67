import { columnsOf, visible } from "./display-width.js";

/** Breaks a text into lines of at most `width` columns, between words; its own line breaks are kept. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => wrapLine(paragraph.trimEnd(), width));
}

function wrapLine(paragraph: string, width: number): string[] {
  if (columnsOf(paragraph) <= width) return [visible(paragraph)];
  const indent = /^ */.exec(paragraph)![0];
  const lines: string[] = [];
  let line = indent;
  let columns = indent.length;
  for (const word of paragraph.slice(indent.length).split(" ")) {
    const isFirst = line.trim() === "";
    const longer = columns + (isFirst ? 0 : 1) + columnsOf(word);
    if (!isFirst && longer > width) {
      lines.push(line);
      line = indent + word;
      columns = indent.length + columnsOf(word);
    } else {
      line += isFirst ? word : ` ${word}`;
      columns = longer;
    }
  }
  return [...lines, line].map(visible);
}
