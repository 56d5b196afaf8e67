import { parseSource, type SyntaxTree } from "./syntax-tree.js";

/** Reads a source file; undefined if it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

/** The user's source files. Each is read once, and parsed once, when a diagnostic first needs a position in it. */
export class SourceFiles {
  readonly #readSource: ReadSource;
  readonly #texts = new Map<string, string | undefined>();
  readonly #trees = new Map<string, SyntaxTree | undefined>();

  constructor(readSource: ReadSource) {
    this.#readSource = readSource;
  }

  /** The text of a file. */
  readonly read: ReadSource = (file) => {
    if (!this.#texts.has(file)) this.#texts.set(file, this.#readSource(file));
    return this.#texts.get(file);
  };

  /** The syntax tree of a file; undefined if it cannot be read or parsed. */
  tree(file: string): SyntaxTree | undefined {
    if (!this.#trees.has(file)) {
      const text = this.read(file);
      this.#trees.set(file, text === undefined ? undefined : parseSource(file, text));
    }
    return this.#trees.get(file);
  }
}
