import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { OutputFolder, temporaryEnding } from "../../../project/output/output-folder.js";
import { acquireLock } from "../../../project/output/output-lock.js";
import { digestText } from "../../objects/digest.js";
import type { DesiredObject, LiveObject, ObjectKind } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import type { Change } from "../../plan/plan.js";
import { SyncError } from "../../sync-error.js";
import type { LoadedFile } from "../reloaded/loaded-server.js";
import type { SyncTarget, TargetState, Write } from "../target.js";
import { describeFile, kindOfFile, nameOfFile, titleOfFile } from "./describe-file.js";
import type { LayoutFile } from "./layout.js";
import { type Ledger, ledgerName, readLedger, writeLedger } from "./ledger.js";

/** Maximum number of files of others that a plan counts. */
const maxForeignFiles = 10_000;

const role = { name: "folder of the target", option: "directory" };

/** A folder of files. A ledger in the folder lists those of the project; every other file belongs to somebody else. */
export class FilesTarget implements SyncTarget {
  readonly name: string;
  readonly identity: string;
  readonly concurrency = 1;
  private readonly desired: readonly DesiredObject[];
  private readonly project: string;
  private readonly folder: OutputFolder;
  private readonly kindOf: (path: string) => ObjectKind;
  private ledger = new Map<string, readonly string[]>();
  private release: (() => void) | undefined;

  /** @param kindOf - the kind of a file, by its path in the folder */
  constructor(
    name: string,
    directory: string,
    project: string,
    files: readonly LayoutFile[],
    kindOf: (path: string) => ObjectKind = kindOfFile,
  ) {
    this.kindOf = kindOf;
    this.name = name;
    this.identity = directory;
    this.project = project;
    this.folder = new OutputFolder(directory, role);
    this.desired = files.map((file) => ({
      ...fileObject(file.path, file.kind, file.text),
      name: file.name,
      digest: digestText(file.text),
    }));
  }

  async read(): Promise<TargetState> {
    const obstacle = this.folder.obstacle();
    if (obstacle) throw new SyncError(`${this.folder.path} is ${obstacle}, not a folder`, "move it away");
    const ledger = readLedger(this.folder, this.project);
    const paths = new Set([...ledger.keys(), ...this.desired.map(({ id }) => id), ...listFiles(this.folder.path)]);
    return { desired: this.desired, live: [...paths].flatMap((path) => this.readFile(path, ledger) ?? []) };
  }

  describe(kind: ObjectKind, payload: unknown): unknown {
    return describeFile(kind, String(payload));
  }

  async begin(changes: readonly Change[]): Promise<void> {
    const lock = acquireLock(this.folder.path);
    if ("heldBy" in lock) {
      throw new SyncError(`another sync is writing to ${this.folder.path}`, "wait until it has finished, or stop it");
    }
    this.release = lock.release;
    this.ledger = new Map(readLedger(this.folder, this.project));
    const pending = new Map(this.ledger);
    for (const { id, live, desired } of changes) {
      this.folder.removeTemporary(id);
      const digests = [...(this.ledger.get(id) ?? []), live?.digest, desired?.digest];
      pending.set(id, [...new Set(digests.filter((digest) => digest !== undefined))]);
    }
    writeLedger(this.folder, this.project, pending);
  }

  async write({ action, id, payload, expected }: Write): Promise<string | undefined> {
    const blocker = this.folder.findBlocker(id);
    if (blocker) throw new SyncError(`${blocker.path} is ${blocker.is}`, "move it away");
    const entry = this.folder.hash(id);
    if (entry.kind === "other") throw new SyncError(`${id} is ${entry.is}`, "move it away");
    const current = entry.kind === "file" ? entry.hash : undefined;
    if (current !== expected) throw new SyncError(`${id} changed since the plan was made`, "plan again");
    if (action === "delete") {
      this.folder.remove(id);
      this.ledger.delete(id);
      return undefined;
    }
    const text = payload as string;
    const digest = digestText(text);
    this.folder.write(id, text, { isDurable: true });
    this.ledger.set(id, [digest]);
    return digest;
  }

  async activate(): Promise<void> {}

  async end(): Promise<void> {
    try {
      if (this.release) writeLedger(this.folder, this.project, this.ledger);
    } finally {
      this.release?.();
      this.release = undefined;
    }
  }

  /** The files that hold what a sync wrote. */
  writtenFiles(): readonly LoadedFile[] {
    const ledger = this.release ? this.ledger : readLedger(this.folder, this.project);
    return [...ledger].flatMap(([path, digests]) => {
      const entry = this.folder.read(path);
      const text = entry.kind === "file" ? entry.bytes.toString() : undefined;
      if (text === undefined || !digests.includes(digestText(text))) return [];
      return [{ path, text, modifiedAt: statSync(join(this.folder.path, path)).mtimeMs }];
    });
  }

  private readFile(path: string, ledger: Ledger): LiveObject | undefined {
    const blocker = this.folder.findBlocker(path);
    const entry = this.folder.read(path);
    if (entry.kind === "missing" && !blocker) return undefined;
    const text = entry.kind === "file" && !blocker ? entry.bytes.toString() : "";
    const version = entry.kind === "file" ? digestText(text) : "";
    const written = ledger.get(path);
    const kind = this.kindOf(path);
    const found = blocker ? `${blocker.path} is ${blocker.is}` : entry.kind === "other" ? `it is ${entry.is}` : "";
    return {
      ...fileObject(path, kind, text),
      name: written === undefined ? nameOfFile(path) : titleOfFile(kind, path, text),
      digest: version,
      version,
      ownership: written === undefined ? "foreign" : written.includes(version) ? "ours" : "edited",
      ...(found !== "" && { obstacle: `${found}: move it away` }),
    };
  }
}

function fileObject(path: string, kind: ObjectKind, text: string) {
  const describe = () => describeFile(kind, text);
  return { id: path, kind, name: nameOfFile(path), payload: text, describe, stage: stageOf(kind) };
}

/** The files in a folder that are not Telltale's own. */
function listFiles(root: string): readonly string[] {
  const files: string[] = [];
  const pending = [""];
  for (let path = pending.pop(); path !== undefined && files.length < maxForeignFiles; path = pending.pop()) {
    const folder = join(root, path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const below = `${path}${entry.name}`;
      if (entry.isDirectory()) pending.push(`${below}/`);
      else if (!isOwn(entry.name)) files.push(below);
    }
  }
  return files;
}

function isOwn(name: string): boolean {
  return name === ledgerName || name === ".telltale.lock" || name.endsWith(temporaryEnding);
}
