import { readFileSync } from "node:fs";

/** A fenced block of TypeScript in a page: its text, and the file named in its first line, if any. */
export interface Block {
  readonly path: string | undefined;
  readonly line: number;
  readonly text: string;
}

/** The TypeScript blocks of a page. Only plain `ts` blocks are examples to copy. */
export function typescriptBlocks(file: string): readonly Block[] {
  const page = readFileSync(file, "utf8");
  return [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => {
    const text = match[1]!;
    const path = /^\/\/ ([\w./-]+\.ts)\n/.exec(text)?.[1];
    return { path, line: page.slice(0, match.index).split("\n").length, text };
  });
}
