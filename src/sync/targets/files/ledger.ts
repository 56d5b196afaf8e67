import { parseJson } from "../../../project/files/parse-json.js";
import { isSafePath } from "../../../project/output/manifest.js";
import type { OutputFolder } from "../../../project/output/output-folder.js";
import { SyncError } from "../../sync-error.js";

/** The ledger's file, in the folder that it is about. */
export const ledgerName = ".telltale-sync.json";

/**
 * The digests of each file that a sync wrote. While one is in progress there are two: those of the old and of the new
 * content, so that a sync after a killed one knows both.
 */
export type Ledger = ReadonlyMap<string, readonly string[]>;

interface LedgerFile {
  readonly version: 1;
  readonly project: string;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** Reads the ledger of a folder; empty if a sync never wrote to it. */
export function readLedger(folder: OutputFolder, project: string): Ledger {
  const entry = folder.read(ledgerName);
  if (entry.kind === "missing") return new Map();
  const file = entry.kind === "file" ? parseLedger(entry.bytes.toString()) : undefined;
  const path = `${folder.path}/${ledgerName}`;
  if (!file)
    throw new SyncError(
      `${path} is damaged`,
      "restore it from a backup; or delete it, and take the files over again with --adopt",
    );
  if (file.project !== project) {
    const fix = "give each project a folder of its own";
    throw new SyncError(`${folder.path} belongs to the project "${file.project}", not to "${project}"`, fix);
  }
  return new Map(Object.entries(file.files));
}

export function writeLedger(folder: OutputFolder, project: string, ledger: Ledger): void {
  const paths = [...ledger.keys()].sort();
  const files = Object.fromEntries(paths.map((path) => [path, ledger.get(path)!]));
  const file: LedgerFile = { version: 1, project, files };
  folder.write(ledgerName, `${JSON.stringify(file, undefined, 2)}\n`, { isDurable: true });
}

function parseLedger(text: string): LedgerFile | undefined {
  const file = parseJson(text) as Partial<LedgerFile> | null | undefined;
  if (file?.version !== 1 || typeof file.project !== "string") return undefined;
  if (typeof file.files !== "object" || file.files === null) return undefined;
  const isValid = Object.entries(file.files).every(
    ([path, digests]) =>
      isSafePath(path) && Array.isArray(digests) && digests.every((digest) => /^[0-9a-f]{64}$/.test(String(digest))),
  );
  return isValid ? (file as LedgerFile) : undefined;
}
