import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { compareText } from "../../diagnostics/order.js";
import { outputFindings } from "../findings.js";
import { listPaths } from "./list-paths.js";
import { hashContent, isSafePath, type Manifest, manifestName, parseManifest, pendingName } from "./manifest.js";
import type { Blocker, Obstacle, OutputFolder } from "./output-folder.js";

/** A file to write. Its path in the output folder has forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

export interface PlanOptions {
  /** Overwrite and delete files even if they were edited or not written by a build, or if nothing is left. */
  readonly force?: boolean;
  /** Keep the files of earlier builds outside these folders. @default delete every file that is no longer generated */
  readonly folders?: readonly string[];
  /** Delete the last file, too. @default an error, because the definitions were most likely not found */
  readonly mayBeEmpty?: boolean;
}

/** The changes a build would make. */
export interface OutputPlan {
  readonly write: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly remove: readonly string[];
  /** The manifest after the changes. */
  readonly manifest: Manifest;
  /** With an error among them, the plan must not be executed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares the files to write with those on disk and with the manifest of the last build. */
export function planOutput(folder: OutputFolder, files: readonly OutputFile[], options: PlanOptions = {}): OutputPlan {
  const obstacle = folder.obstacle();
  const problems = obstacle === undefined ? pathProblems(folder, files) : [notAFolder(folder, obstacle)];
  if (problems.length > 0) return { write: [], unchanged: [], remove: [], manifest: new Map(), diagnostics: problems };
  const known = knownHashes(folder, options.force ?? false);
  const writes = planWrites(folder, files, known.hashes, options);
  const deletions = planDeletions(folder, new Set(files.map(({ path }) => path)), known.hashes, options);
  const isEmptied = files.length === 0 && deletions.remove.length > 0 && !options.force && !options.mayBeEmpty;
  return {
    ...{ write: writes.write, unchanged: writes.unchanged, remove: deletions.remove },
    manifest: new Map([...files.map((file) => [file.path, hashOf(file)] as const), ...deletions.kept]),
    diagnostics: [
      ...known.diagnostics,
      ...writes.diagnostics,
      ...(isEmptied ? [nothingGenerated(deletions.remove)] : []),
      ...deletions.diagnostics,
    ],
  };
}

/** The hashes that each path may have: what the last build wrote and, if it was interrupted, was going to write. */
type KnownHashes = ReadonlyMap<string, readonly string[]>;

function planWrites(folder: OutputFolder, files: readonly OutputFile[], known: KnownHashes, options: PlanOptions) {
  const write: OutputFile[] = [];
  const unchanged: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const entry = folder.hash(file.path);
    if (entry.kind === "other") {
      diagnostics.push(notAFile(file.path, entry.is));
    } else if (entry.kind === "file" && entry.hash === hashOf(file)) {
      unchanged.push(file.path);
    } else {
      const hashes = known.get(file.path);
      const mayWrite = entry.kind === "missing" || hashes?.includes(entry.hash) || options.force;
      if (!mayWrite) diagnostics.push(refusal(folder, file.path, hashes !== undefined, "overwritten"));
      write.push(file);
    }
  }
  return { write, unchanged, diagnostics };
}

function planDeletions(folder: OutputFolder, generated: ReadonlySet<string>, known: KnownHashes, options: PlanOptions) {
  const remove: string[] = [];
  const kept: [path: string, hash: string][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [path, hashes] of [...known].sort(([a], [b]) => compareText(a, b))) {
    if (generated.has(path)) continue;
    if (!isIn(path, options.folders)) {
      kept.push([path, hashes.at(-1)!]);
      continue;
    }
    const entry = folder.hash(path);
    if (entry.kind === "missing" || folder.findBlocker(path)) continue;
    if (entry.kind === "file" && (hashes.includes(entry.hash) || options.force)) remove.push(path);
    else diagnostics.push(refusal(folder, path, true, "deleted"));
  }
  return { remove, kept, diagnostics };
}

function pathProblems(folder: OutputFolder, files: readonly OutputFile[]): readonly Diagnostic[] {
  const taken = new Map<string, string>();
  const blockers = new Set<string>();
  const byParent = new Map<string, Blocker | undefined>();
  const findBlocker = (path: string) => {
    const parent = path.slice(0, path.lastIndexOf("/") + 1);
    if (!byParent.has(parent)) byParent.set(parent, folder.findBlocker(path));
    return byParent.get(parent);
  };
  return files.flatMap(({ path }) => {
    const before = taken.get(path.toLowerCase());
    taken.set(path.toLowerCase(), path);
    if (!isSafePath(path))
      return [badPath(path, "It leads out of the output folder, or is not a valid path on every system.")];
    if (before !== undefined)
      return [badPath(path, `It differs from "${before}" only in case, so some systems take them for one file.`)];
    const blocker = findBlocker(path);
    if (!blocker || blockers.has(blocker.path)) return [];
    blockers.add(blocker.path);
    return [blockedFolder(folder, blocker)];
  });
}

function knownHashes(folder: OutputFolder, force: boolean) {
  const hashes = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const name of [manifestName, pendingName]) {
    const entry = folder.read(name);
    if (entry.kind === "missing") continue;
    const manifest = entry.kind === "file" ? parseManifest(entry.bytes.toString()) : undefined;
    if (entry.kind === "other") diagnostics.push(notAFile(name, entry.is));
    else if (!manifest && !force) diagnostics.push(badManifest(folder, name));
    for (const [path, hash] of manifest ?? []) hashes.set(path, [...(hashes.get(path) ?? []), hash]);
  }
  return { hashes, diagnostics };
}

const hashesOfFiles = new WeakMap<OutputFile, string>();

/** Memoises the hash of a file to write: a build plans twice, before and after it locks the folder. */
function hashOf(file: OutputFile): string {
  const hash = hashesOfFiles.get(file) ?? hashContent(file.text);
  hashesOfFiles.set(file, hash);
  return hash;
}

function isIn(path: string, folders: readonly string[] | undefined): boolean {
  return folders === undefined || folders.some((folder) => path.startsWith(`${folder}/`));
}

function badPath(path: string, details: string): Diagnostic {
  return { ...finding(outputFindings, "build/bad-path"), summary: `cannot write "${path}"`, details };
}

function notAFolder(folder: OutputFolder, obstacle: Obstacle): Diagnostic {
  return {
    ...finding(outputFindings, "build/cannot-write"),
    summary: `the ${folder.role.name} is ${obstacle}`,
    details: "Nothing was written.",
    fix: `move it away, or choose another folder with \`${folder.role.option}\` in the configuration`,
    span: { file: folder.path, start: { line: 1, column: 1 } },
  };
}

/** Reports what is in the way once, not for every file below it. */
function blockedFolder(folder: OutputFolder, { path, is }: Blocker): Diagnostic {
  return {
    ...finding(outputFindings, "build/bad-path"),
    summary: `cannot write to the folder "${path}": it is ${is}`,
    details: "Nothing was written.",
    fix: "move it away, or change the output folder",
    span: spanOf(folder, path),
  };
}

/** Has no span: the text that a link leads to is not the user's. */
function notAFile(path: string, is: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/foreign-file"),
    summary: `cannot write "${path}" in the output folder: it is ${is}`,
    details: "Nothing was written. Telltale replaces files only, with --force, too.",
    fix: "move it away, or change the output folder",
  };
}

function refusal(folder: OutputFolder, path: string, wasWritten: boolean, verb: string): Diagnostic {
  return {
    id: wasWritten ? "build/edited-file" : "build/foreign-file",
    severity: "error",
    summary: wasWritten
      ? `this generated file was edited and would be ${verb}`
      : `this file was not written by telltale and would be ${verb}`,
    details: "Nothing was written.",
    fix: wasWritten
      ? "copy the change into the definitions, or move the file away; --force discards it"
      : "move the file away, or change the output folder; --force discards it",
    span: spanOf(folder, path),
  };
}

/** Most likely the definitions were not found: deleting all dashboards and rules is seldom meant. */
export function nothingGenerated(remove: readonly string[]): Diagnostic {
  return {
    ...finding(outputFindings, "build/nothing-generated"),
    summary: `the definitions generate no file, and ${remove.length === 1 ? "the generated file" : `all ${remove.length} generated files`} would be deleted`,
    details: listPaths(remove).join("\n"),
    fix: "check `definitions` in the configuration, and that the files there export their definitions; --force deletes the generated files",
  };
}

function badManifest(folder: OutputFolder, name: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/bad-manifest"),
    summary: "this manifest cannot be read",
    details: "It lists the generated files. Without it, no file can be overwritten or deleted safely.",
    fix: "restore it from version control, or build with --force",
    span: spanOf(folder, name),
  };
}

function spanOf(folder: OutputFolder, path: string) {
  return { file: `${folder.path}/${path}`, start: { line: 1, column: 1 } };
}
