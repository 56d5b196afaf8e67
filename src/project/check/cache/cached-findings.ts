import { createHash } from "node:crypto";
import type { OutsideFile } from "../../../check/files/check-files.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { describeProgram } from "../../files/describe-code.js";
import { describeSystemError } from "../../files/system-error.js";
import { readEntry, writeEntry } from "./entries.js";
import { packFindings, unpackFindings } from "./packed-findings.js";

/** Findings, the name of the entry that holds them, and the reason that they could not be kept for the next run. */
export interface CachedFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly entry?: string;
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
  const entry = hashInputs(files, settings);
  const kept = readFindings(folder, entry);
  if (kept) return { diagnostics: kept, entry };
  const diagnostics = await run();
  try {
    writeEntry(folder, entry, packFindings(diagnostics));
    return { diagnostics, entry };
  } catch (error) {
    return { diagnostics, problem: describeSystemError(error) };
  }
}

/** Reads the findings of an entry. Undefined if there is no such entry, or if it is damaged: then it is written again. */
export function readFindings(folder: string, entry: string): readonly Diagnostic[] | undefined {
  return unpackFindings(readEntry(folder, entry));
}

function hashInputs(files: readonly OutsideFile[], settings: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify([describeProgram(), settings]));
  for (const { path, kind, text } of files) hash.update(JSON.stringify([path, kind, text.length])).update(text);
  return hash.digest("hex");
}
