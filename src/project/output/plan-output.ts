import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { outputFindings } from "../findings.js";
import { hashOf, isSafePath, type Manifest, manifestName, parseManifest, pendingName } from "./manifest.js";
import type { OutputFolder } from "./output-folder.js";

/** A file to be written: its path in the output folder, with forward slashes, and its text. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

export interface PlanOptions {
  /** Overwrite and delete even what no build wrote. */
  readonly force?: boolean;
  /** Leave alone what earlier builds wrote outside these folders. By default everything is of this build. */
  readonly folders?: readonly string[];
}

/** What a build would change, worked out before anything is. */
export interface OutputPlan {
  readonly write: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly remove: readonly string[];
  /** What the manifest says once that is done. */
  readonly manifest: Manifest;
  /** Why it must not be done. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares what is to be written with what stands there and with what the last build wrote. */
export function planOutput(folder: OutputFolder, files: readonly OutputFile[], options: PlanOptions = {}): OutputPlan {
  const problems = pathProblems(folder, files);
  if (problems.length > 0) return { write: [], unchanged: [], remove: [], manifest: new Map(), diagnostics: problems };
  const known = knownHashes(folder, options.force ?? false);
  const writing = planWriting(folder, files, known.hashes, options);
  const removing = planRemoving(folder, new Set(files.map(({ path }) => path)), known.hashes, options);
  return {
    ...{ write: writing.write, unchanged: writing.unchanged, remove: removing.remove },
    manifest: new Map([...files.map(({ path, text }) => [path, hashOf(text)] as const), ...removing.kept]),
    diagnostics: [...known.diagnostics, ...writing.diagnostics, ...removing.diagnostics],
  };
}

/** The hashes that each path may have by what earlier builds wrote or, when interrupted, meant to write. */
type KnownHashes = ReadonlyMap<string, readonly string[]>;

function planWriting(folder: OutputFolder, files: readonly OutputFile[], known: KnownHashes, options: PlanOptions) {
  const write: OutputFile[] = [];
  const unchanged: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const standing = folder.read(file.path);
    if (standing.is === "other") {
      diagnostics.push(notAFile(folder, file.path));
    } else if (standing.is === "file" && standing.bytes.equals(Buffer.from(file.text))) {
      unchanged.push(file.path);
    } else {
      const hashes = known.get(file.path);
      const mayWrite = standing.is === "nothing" || isOurs(standing.bytes, hashes) || options.force;
      if (!mayWrite) diagnostics.push(refusal(folder, file.path, hashes !== undefined, "overwritten"));
      write.push(file);
    }
  }
  return { write, unchanged, diagnostics };
}

function planRemoving(folder: OutputFolder, made: ReadonlySet<string>, known: KnownHashes, options: PlanOptions) {
  const remove: string[] = [];
  const kept: [path: string, hash: string][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [path, hashes] of [...known].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (made.has(path)) continue;
    if (!isIn(path, options.folders)) {
      kept.push([path, hashes.at(-1)!]);
      continue;
    }
    const standing = folder.read(path);
    if (standing.is === "nothing" || folder.isBlocked(path)) continue;
    if (standing.is === "file" && (isOurs(standing.bytes, hashes) || options.force)) remove.push(path);
    else diagnostics.push(refusal(folder, path, true, "deleted"));
  }
  return { remove, kept, diagnostics };
}

function pathProblems(folder: OutputFolder, files: readonly OutputFile[]): readonly Diagnostic[] {
  const taken = new Map<string, string>();
  return files.flatMap(({ path }) => {
    const before = taken.get(path.toLowerCase());
    taken.set(path.toLowerCase(), path);
    if (!isSafePath(path))
      return [badPath(path, "It would leave the output folder, or not be readable on every system.")];
    if (before !== undefined)
      return [badPath(path, `Another file goes to "${before}", which is the same on some systems.`)];
    if (folder.isBlocked(path))
      return [badPath(path, "A link or a file stands in its way, and leads out of the output folder.")];
    return [];
  });
}

function knownHashes(folder: OutputFolder, force: boolean) {
  const hashes = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const name of [manifestName, pendingName]) {
    const standing = folder.read(name);
    if (standing.is === "nothing") continue;
    const manifest = standing.is === "file" ? parseManifest(standing.bytes.toString()) : undefined;
    if (!manifest && !force) diagnostics.push(badManifest(folder, name));
    for (const [path, hash] of manifest ?? []) hashes.set(path, [...(hashes.get(path) ?? []), hash]);
  }
  return { hashes, diagnostics };
}

function isOurs(bytes: Buffer, hashes: readonly string[] | undefined): boolean {
  return hashes?.includes(hashOf(bytes)) ?? false;
}

function isIn(path: string, folders: readonly string[] | undefined): boolean {
  return folders === undefined || folders.some((folder) => path.startsWith(`${folder}/`));
}

function badPath(path: string, details: string): Diagnostic {
  return { ...finding(outputFindings, "build/bad-path"), summary: `nothing can be written to "${path}"`, details };
}

function notAFile(folder: OutputFolder, path: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/foreign-file"),
    summary: `"${path}" is a folder or a link, where a file is to be written`,
    fix: "move it away, or change the output folder",
    span: startOf(folder, path),
  };
}

function refusal(folder: OutputFolder, path: string, wasWritten: boolean, verb: string): Diagnostic {
  return {
    id: wasWritten ? "build/edited-file" : "build/foreign-file",
    severity: "error",
    summary: wasWritten
      ? `this file was changed since it was generated, and would be ${verb}`
      : `no build wrote this file, and it would be ${verb}`,
    details: "Nothing was written.",
    fix: "take over into the definitions what is in it, or move it away; with --force it is lost",
    span: startOf(folder, path),
  };
}

function badManifest(folder: OutputFolder, name: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/bad-manifest"),
    summary: "this does not tell which files were generated",
    details: "Without it, generated files cannot be told from others, so none is touched.",
    fix: "restore it from version control, or build with --force",
    span: startOf(folder, name),
  };
}

function startOf(folder: OutputFolder, path: string) {
  return { file: `${folder.path}/${path}`, start: { line: 1, column: 1 } };
}
