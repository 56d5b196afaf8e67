import {
  type BigIntStats,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { FileHashes } from "./file-hashes.js";

/** A file, or anything else, at a path of the output folder. */
export type FolderEntry<File> =
  | { readonly kind: "missing" }
  | ({ readonly kind: "file" } & File)
  | { readonly kind: "other"; readonly is: "a folder" | "a link" | "not a file" };

/** An entry at a path that should be a folder. */
export type Obstacle = "a file" | "a broken link" | "a link out of the output folder";

/** The reason why files cannot be written into a folder. */
export interface Blocker {
  readonly path: string;
  readonly is: Obstacle;
}

/** The name of a folder in messages, and the option that sets it. */
export interface FolderRole {
  readonly name: string;
  readonly option: string;
}

const outputRole: FolderRole = { name: "output folder", option: "output" };

/** A folder of generated files on disk. Paths in it have forward slashes. */
export class OutputFolder {
  readonly path: string;
  readonly role: FolderRole;
  readonly #hashes: FileHashes;
  /** The folders that were created for files. */
  readonly #created = new Set<string>();

  constructor(path: string, role: FolderRole = outputRole, hashes = new FileHashes()) {
    this.path = path;
    this.role = role;
    this.#hashes = hashes;
  }

  /** Reads a manifest. */
  read(path: string): FolderEntry<{ readonly bytes: Buffer }> {
    return this.find(path, (full) => ({ bytes: readFileSync(full) }));
  }

  /** Hashes a generated file. Many together are too large for the memory. */
  hash(path: string): FolderEntry<{ readonly hash: string }> {
    return this.find(path, (full, stats) => ({ hash: this.#hashes.hash(full, stats) }));
  }

  /** The entry at the path of the folder, if it is not a folder. */
  obstacle(): Obstacle | undefined {
    if (statSync(this.path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    const stats = lstatSync(this.path, { throwIfNoEntry: false });
    return stats && (stats.isSymbolicLink() && !existsSync(this.path) ? "a broken link" : "a file");
  }

  /** The parent of a path that is not a folder, or is a link that leads out of the output folder. */
  findBlocker(path: string): Blocker | undefined {
    const root = realPath(this.path);
    if (root === undefined) return undefined;
    const parts = path.split("/").slice(0, -1);
    for (const index of parts.keys()) {
      const parent = parts.slice(0, index + 1).join("/");
      const full = this.full(parent);
      const stats = lstatSync(full, { throwIfNoEntry: false });
      if (!stats) return undefined;
      if (stats.isDirectory()) continue;
      if (!stats.isSymbolicLink()) return { path: parent, is: "a file" };
      const target = realPath(full);
      if (target === undefined) return { path: parent, is: "a broken link" };
      if (!`${target}${sep}`.startsWith(`${root}${sep}`))
        return { path: parent, is: "a link out of the output folder" };
      if (!statSync(full).isDirectory()) return { path: parent, is: "a file" };
    }
    return undefined;
  }

  /**
   * Writes a file atomically: to a temporary file beside it, which is then renamed. A durable one survives a crash of the
   * machine, too.
   */
  write(path: string, text: string, { isDurable = false }: { readonly isDurable?: boolean } = {}): void {
    const full = this.full(path);
    this.#createFolder(dirname(full));
    const temporary = temporaryPath(full);
    try {
      writeFileSync(temporary, text, { flush: isDurable });
      renameSync(temporary, full);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  #createFolder(path: string): void {
    if (this.#created.has(path)) return;
    mkdirSync(path, { recursive: true });
    this.#created.add(path);
  }

  /** Removes a file, and its parent folders that become empty. */
  remove(path: string): void {
    rmSync(this.full(path), { force: true });
    const parts = path.split("/").slice(0, -1);
    for (; parts.length > 0; parts.pop()) {
      const folder = join(this.path, ...parts);
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
      if (readdirSync(folder).length > 0) return;
      rmdirSync(folder);
      this.#created.delete(folder);
    }
  }

  /** Removes the temporary file that a killed build left beside a file. */
  removeTemporary(path: string): void {
    rmSync(temporaryPath(this.full(path)), { force: true });
  }

  private find<File extends object>(path: string, open: (full: string, stats: BigIntStats) => File): FolderEntry<File> {
    const full = this.full(path);
    const stats = lstatSync(full, { bigint: true, throwIfNoEntry: false });
    if (!stats) return { kind: "missing" };
    if (stats.isFile()) return { kind: "file", ...open(full, stats) };
    return { kind: "other", is: stats.isDirectory() ? "a folder" : stats.isSymbolicLink() ? "a link" : "not a file" };
  }

  private full(path: string): string {
    return join(this.path, ...path.split("/"));
  }
}

function temporaryPath(file: string): string {
  return `${file}${temporaryEnding}`;
}

/** Ends the names of files that are being written. */
export const temporaryEnding = ".telltale-new";

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
