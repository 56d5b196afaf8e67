import { createHash } from "node:crypto";
import { parseJson } from "../files/parse-json.js";

/** The hash of each file that the last build wrote, so that no other file is ever overwritten or deleted. */
export type Manifest = ReadonlyMap<string, string>;

/** The manifest's file in the output folder. */
export const manifestName = ".telltale-manifest.json";

/** The manifest of a build in progress; it remains only when the build is interrupted. */
export const pendingName = ".telltale-pending.json";

export function hashContent(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Renders one file per line, sorted, so that merges rarely conflict. */
export function manifestText(manifest: Manifest): string {
  const paths = [...manifest.keys()].sort();
  const files = Object.fromEntries(paths.map((path) => [path, manifest.get(path)]));
  return `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`;
}

/** Undefined if the text is not a manifest, as after a failed merge. */
export function parseManifest(text: string): Manifest | undefined {
  const data = parseJson(text) as { version?: unknown; files?: unknown } | undefined;
  if (data?.version !== 1 || typeof data.files !== "object" || data.files === null) return undefined;
  const entries = Object.entries(data.files);
  const isValid = entries.every(([path, hash]) => isSafePath(path) && /^[0-9a-f]{64}$/.test(String(hash)));
  return isValid ? new Map(entries as [string, string][]) : undefined;
}

/** True if a relative path stays inside its folder on every system, and is not a manifest. */
export function isSafePath(path: string): boolean {
  if (path === manifestName || path === pendingName || path.length === 0 || path.length > 1000) return false;
  if (/[\\:\u0000-\u001f]/.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[. ]$/.test(part));
}
