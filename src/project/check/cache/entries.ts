import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads an entry of the cache, which is JSON. Undefined if it is missing or damaged. */
export function readEntry(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  } catch {
    return undefined;
  }
}

const mostEntries = 100;
const mostBytes = 64_000_000;

/** Writes an entry in one step, unless it is very large, and deletes the oldest ones beyond the limits. */
export function writeEntry(folder: string, name: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (text.length > mostBytes / 4) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `${name}.json.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, join(folder, `${name}.json`));
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
