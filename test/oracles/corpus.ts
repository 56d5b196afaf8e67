import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The corpus: third-party files with the verdicts of the real tools, not part of this repository. Set
 * `TELLTALE_CORPUS` to use a folder of your own; CONTRIBUTING.md describes its layout.
 */
export const corpusRoot =
  process.env.TELLTALE_CORPUS ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));

/** One folder of the corpus, as the tests that need it see it. */
export interface CorpusFolder {
  /** Ends with a slash. */
  readonly path: string;
  /** The reason to skip; undefined where the folder exists. */
  readonly missing: string | undefined;
}

/** Finds a folder of the corpus, and prints the reason where the tests that need it are skipped. */
export function corpusFolder(name: string): CorpusFolder {
  const path = `${corpusRoot}/${name}/`;
  const missing = existsSync(path) ? undefined : `the corpus has no ${name}/ (set TELLTALE_CORPUS)`;
  if (missing) console.log(`skipped: ${missing}`);
  return { path, missing };
}
