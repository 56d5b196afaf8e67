/** A file that a recipe creates or changes. */
export interface Step {
  readonly path: string;
  /** The whole file; undefined for a change to a file that exists. */
  readonly content: string | undefined;
  readonly hunks: readonly Hunk[];
}

/** Lines to find in a file, and the lines that replace them. */
export interface Hunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Recipe {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The number of files in its text: "Five files:". */
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

/** A hunk ends where an unchanged line follows a changed one. */
function readHunks(diff: string): Hunk[] {
  const hunks: { before: string[]; after: string[]; isChanged: boolean }[] = [];
  for (const line of diff.trimEnd().split("\n")) {
    const [sign, text] = [line.slice(0, 1), line.slice(1)];
    const isChange = sign === "+" || sign === "-";
    if (hunks.length === 0 || (!isChange && hunks.at(-1)!.isChanged))
      hunks.push({ before: [], after: [], isChanged: false });
    const hunk = hunks.at(-1)!;
    if (sign !== "+") hunk.before.push(text);
    if (sign !== "-") hunk.after.push(text);
    hunk.isChanged ||= isChange;
  }
  return hunks;
}

/** Makes the change of a step to the text of its file. Lines that are not there exactly once are an error. */
export function applyStep({ path, content, hunks }: Step, text = ""): string {
  if (content !== undefined) return content;
  let changed = text;
  for (const { before, after } of hunks) {
    const found = `${before.join("\n")}\n`;
    const parts = changed.split(found);
    if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} times:\n${found}`);
    changed = parts.join(`${after.join("\n")}\n`);
  }
  return changed;
}
