import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config } from "../../model/project/config.js";
import type { FileHashes } from "../output/file-hashes.js";
import { manifestName, parseManifest } from "../output/manifest.js";
import { OutputFolder } from "../output/output-folder.js";
import type { OutputFile } from "../output/plan-output.js";

/** The folder of runbooks of a project, as in its configuration. */
export function runbookPath({ runbooks }: Config): string {
  return (runbooks?.output ?? "docs/runbooks").replace(/\/+$/, "");
}

export function runbookFolder(root: string, path: string, hashes?: FileHashes): OutputFolder {
  return new OutputFolder(resolve(root, path), { name: "folder of runbooks", option: "runbooks.output" }, hashes);
}

/** True if a build has written pages, or is to write some: a project without runbooks gets no folder for them. */
export function needsRunbookFolder({ path }: OutputFolder, files: readonly OutputFile[]): boolean {
  return files.length > 0 || existsSync(join(path, manifestName));
}

/** More pages are not listed. */
const maxPages = 10_000;

/** The pages in the folder of runbooks that people wrote, without `.md`: `how-to/restore`. */
export function writtenPages(folder: OutputFolder): ReadonlySet<string> {
  const pages = new Set<string>();
  const pending = [""];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const entry of listFolder(join(folder.path, path))) {
      const below = `${path}${entry.name}`;
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) pending.push(`${below}/`);
      else if (below.endsWith(".md") && pages.size < maxPages) pages.add(below.slice(0, -".md".length));
    }
  }
  const manifest = folder.read(manifestName);
  const generated = manifest.kind === "file" ? parseManifest(manifest.bytes.toString()) : undefined;
  for (const path of generated?.keys() ?? []) pages.delete(path.replace(/\.md$/, ""));
  return pages;
}

function listFolder(path: string) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
}
