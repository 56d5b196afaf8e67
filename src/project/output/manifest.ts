import { createHash } from "node:crypto";
import { parseJson } from "../files/parse-json.js";

/** What the last build wrote: a hash for each path, so that nothing else is ever overwritten or deleted. */
export type Manifest = ReadonlyMap<string, string>;

/** The name of the file that a manifest is kept in, in the output folder. */
export const manifestName = ".telltale-manifest.json";

/** What a build that was interrupted meant to write; it is gone when the build has finished. */
export const pendingName = ".telltale-pending.json";

export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Sorted, one file a line: merges of two branches rarely collide in it. */
export function manifestText(manifest: Manifest): string {
  const paths = [...manifest.keys()].sort();
  const files = Object.fromEntries(paths.map((path) => [path, manifest.get(path)]));
  return `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`;
}

/** Undefined when the text is no manifest: a merge gone wrong, or someone else's file. */
export function parseManifest(text: string): Manifest | undefined {
  const data = parseJson(text) as { version?: unknown; files?: unknown } | undefined;
  if (data?.version !== 1 || typeof data.files !== "object" || data.files === null) return undefined;
  const entries = Object.entries(data.files);
  const isSound = entries.every(([path, hash]) => isSafePath(path) && /^[0-9a-f]{64}$/.test(String(hash)));
  return isSound ? new Map(entries as [string, string][]) : undefined;
}

/** Whether a path stays in the folder that it is relative to, on every system, and is no file of our own. */
export function isSafePath(path: string): boolean {
  if (path === manifestName || path === pendingName || path.length === 0 || path.length > 1000) return false;
  if (/[\\:\u0000-\u001f]/.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[. ]$/.test(part));
}
