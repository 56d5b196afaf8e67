import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OutsideFile } from "../../check/files.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { codeFolder } from "../../package-folder.js";
import { describeCode } from "../files/describe-code.js";
import { describeSystemError } from "../files/system-error.js";

/** Findings, and the reason that they could not be kept for the next run. */
export interface CachedFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly problem?: string;
}

/**
 * Returns the findings of an earlier run that had the same inputs; otherwise runs the check, and keeps its findings. The
 * inputs of a run are all files together: checks compare them with each other.
 *
 * @param folder - where findings are kept; undefined to check in any case
 * @param settings - plain data that the findings depend on, besides the files
 */
export async function cacheFindings(
  folder: string | undefined,
  files: readonly OutsideFile[],
  settings: unknown,
  run: () => Promise<readonly Diagnostic[]>,
): Promise<CachedFindings> {
  if (folder === undefined) return { diagnostics: await run() };
  const name = `${hashInputs(files, settings)}.json`;
  const kept = readEntry(join(folder, name));
  if (kept) return { diagnostics: kept };
  const diagnostics = await run();
  try {
    writeEntry(folder, name, JSON.stringify(diagnostics));
    return { diagnostics };
  } catch (error) {
    return { diagnostics, problem: describeSystemError(error) };
  }
}

function hashInputs(files: readonly OutsideFile[], settings: unknown): string {
  const hash = createHash("sha256").update(
    JSON.stringify([process.version, describeCode(fileURLToPath(codeFolder)), settings]),
  );
  for (const { path, kind, text } of files) hash.update(JSON.stringify([path, kind, text.length])).update(text);
  return hash.digest("hex");
}

/** Undefined if there is no such entry, or if it is damaged: then it is written again. */
function readEntry(path: string): readonly Diagnostic[] | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const mostEntries = 50;
const mostBytes = 64_000_000;

/** Writes an entry in one step, and deletes the oldest ones beyond the limits. */
function writeEntry(folder: string, name: string, text: string): void {
  if (text.length > mostBytes / 4) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `${name}.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, join(folder, name));
  const entries = readdirSync(folder).filter((one) => /^[0-9a-f]{64}\.json(?:\.\d+)?$/.test(one));
  const newestFirst = entries
    .map((one) => ({ path: join(folder, one), stats: statSync(join(folder, one), { throwIfNoEntry: false }) }))
    .sort((one, other) => (other.stats?.mtimeMs ?? 0) - (one.stats?.mtimeMs ?? 0));
  let bytes = 0;
  for (const [index, { path, stats }] of newestFirst.entries()) {
    bytes += stats?.size ?? 0;
    if (index >= mostEntries || bytes > mostBytes) rmSync(path, { force: true });
  }
}
