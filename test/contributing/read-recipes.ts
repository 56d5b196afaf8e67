/** A file that a recipe has its reader create or extend. */
export interface Step {
  readonly path: string;
  /** The whole file; undefined for a change to a file that exists. */
  readonly content: string | undefined;
  /** Unchanged lines to find in the file, and lines to add after them. */
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  readonly context: readonly string[];
  readonly added: readonly string[];
}

export interface Recipe {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The number of files that its text announces: "Five files:". */
  readonly announced: number;
}

const numbers = "no one two three four five six seven eight nine ten".split(" ");

/**
 * Reads the recipes of CONTRIBUTING.md: each is a section under "Recipes" whose code blocks name their file after the
 * language. A `diff` block changes a file that exists.
 */
export function readRecipes(markdown: string): Recipe[] {
  const section = markdown.slice(markdown.indexOf("\n## Recipes\n"));
  const chapters = section.slice(0, section.indexOf("\n## ", 1)).split("\n### ").slice(1);
  return chapters.map((chapter) => ({
    title: chapter.slice(0, chapter.indexOf("\n")),
    steps: [...chapter.matchAll(/^(`{3,})(\w+) (\S+)\n(.*?)^\1$/gms)].map(([, , language, path, text]) => ({
      path: path!,
      content: language === "diff" ? undefined : text!,
      hunks: language === "diff" ? readHunks(text!) : [],
    })),
    announced: numbers.indexOf(/^(\w+) files:$/m.exec(chapter)?.[1]?.toLowerCase() ?? ""),
  }));
}

function readHunks(diff: string): Hunk[] {
  const hunks: { context: string[]; added: string[] }[] = [];
  for (const line of diff.trimEnd().split("\n")) {
    const isAdded = line.startsWith("+");
    const last = hunks.at(-1);
    if (isAdded) last!.added.push(line.slice(1));
    else if (last && last.added.length === 0) last.context.push(line.slice(1));
    else hunks.push({ context: [line.slice(1)], added: [] });
  }
  return hunks.filter(({ added }) => added.length > 0);
}

/** Adds the lines of a step to the text of its file; a context that is not there exactly once is an error. */
export function applyStep({ path, content, hunks }: Step, text: string | undefined): string {
  if (content !== undefined) return content;
  let changed = text ?? "";
  for (const { context, added } of hunks) {
    const found = `${context.join("\n")}\n`;
    const parts = changed.split(found);
    if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} times:\n${found}`);
    changed = parts.join(`${found}${added.join("\n")}\n`);
  }
  return changed;
}
