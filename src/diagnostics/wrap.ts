import { columnsOf, visible } from "./display-width.js";

/** Breaks a text into lines of at most `width` columns, between words; its own line breaks are kept. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => wrapLine(paragraph.trimEnd(), width));
}

function wrapLine(paragraph: string, width: number): string[] {
  const indent = /^ */.exec(paragraph)![0];
  const lines: string[] = [];
  let line = indent;
  for (const word of paragraph.slice(indent.length).split(" ")) {
    const longer = line.trim() === "" ? line + word : `${line} ${word}`;
    if (line.trim() !== "" && columnsOf(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map(visible);
}
