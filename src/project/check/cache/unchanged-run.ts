import { createHash, type Hash } from "node:crypto";
import { type BigIntStats, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { describeProgram } from "../../files/describe-code.js";
import type { FoundFiles } from "../../files/find-files.js";
import type { FileLookup } from "../referenced-files.js";
import type { PassedOver } from "../select-files.js";
import { readFindings } from "./cached-findings.js";
import { readEntry, writeEntry } from "./entries.js";

/** A run on files, as far as it is not about their contents. */
export interface FileRun {
  /** The files that were checked. */
  readonly paths: readonly string[];
  readonly passedOver: PassedOver;
  /** The findings about reading files. */
  readonly diagnostics: readonly Diagnostic[];
  /** The name of the entry that holds the findings of checks. */
  readonly entry: string;
  /** The files that configurations refer to. */
  readonly lookups: readonly FileLookup[];
  readonly referenced: readonly string[];
}

/** A run that would find the same again. */
export interface UnchangedRun extends Pick<FileRun, "paths" | "passedOver" | "diagnostics"> {
  readonly findings: readonly Diagnostic[];
}

/** What `FileRun` is kept with: the state of the files that it refers to. */
interface KeptRun extends FileRun {
  readonly state: string;
}

/**
 * Recognises a run on files that did not change, without reading them: by their names, sizes, times and numbers on disk.
 * A run is only kept if all files had been left alone for a moment when it began, so that no later change has the same
 * time.
 */
export class UnchangedRuns {
  readonly #folder: string;
  readonly #cwd: string;
  readonly #name: string;
  readonly #startedAt = Date.now();
  #isSettled = true;

  /** @param settings - plain data that the findings depend on, besides the files */
  constructor(folder: string, found: FoundFiles, cwd: string, settings: unknown) {
    this.#folder = folder;
    this.#cwd = cwd;
    const { paths, inFolders, diagnostics } = found;
    const hash = createHash("sha256").update(JSON.stringify([describeProgram(), cwd, settings, diagnostics]));
    for (const path of paths) hash.update(`${path}\0${inFolders.has(path) ? "found" : "named"}\0`);
    this.#name = this.#describe(paths, hash).digest("hex");
  }

  /** Returns what an earlier run found, if it would find the same again. */
  async recall(): Promise<UnchangedRun | undefined> {
    const kept = readEntry(this.#folder, this.#name) as Partial<KeptRun> | undefined;
    if (!isKeptRun(kept)) return undefined;
    if (kept.lookups.length > 0 && !(await leadToSameFiles(kept.lookups))) return undefined;
    if (this.#stateOf(kept.referenced) !== kept.state) return undefined;
    const findings = readFindings(this.#folder, kept.entry);
    return findings && { ...kept, findings };
  }

  /** Keeps a run for the next one. */
  keep(run: FileRun): void {
    const state = this.#stateOf(run.referenced);
    if (this.#isSettled) writeEntry(this.#folder, this.#name, { ...run, state } satisfies KeptRun);
  }

  #stateOf(paths: readonly string[]): string {
    return this.#describe(paths, createHash("sha256")).digest("hex");
  }

  /** Adds what identifies the contents of files. */
  #describe(paths: readonly string[], hash: Hash): Hash {
    for (const path of paths) {
      const stats = statFile(resolve(this.#cwd, path));
      if (stats) hash.update(`${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.ino} ${stats.dev}\n`);
      const changedAt = stats ? Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs)) : Number.POSITIVE_INFINITY;
      if (changedAt > this.#startedAt - settlingMilliseconds) this.#isSettled = false;
    }
    return hash;
  }
}

/** Longer than the steps in which any file system counts time. */
const settlingMilliseconds = 2500;

function statFile(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function isKeptRun(value: Partial<KeptRun> | undefined): value is KeptRun {
  const { paths, lookups, referenced, diagnostics, passedOver, entry } = value ?? {};
  const lists = [paths, lookups, referenced, diagnostics].every(Array.isArray);
  return lists && typeof passedOver === "object" && typeof entry === "string" && /^[0-9a-f]{64}$/.test(entry);
}

async function leadToSameFiles(lookups: readonly FileLookup[]): Promise<boolean> {
  const { goGlob } = await import("../../files/go-glob.js");
  return lookups.every(({ pattern, folder, paths }) => {
    const found = goGlob(pattern, folder);
    return JSON.stringify("paths" in found ? found.paths : undefined) === JSON.stringify(paths);
  });
}
