import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, openSync, readSync } from "node:fs";

interface KnownHash {
  readonly stamp: string;
  readonly hash: string;
}

/** A file that was changed later than this before it was hashed may change again within one tick of its clock. */
const settledMilliseconds = 100;

/** Hashes files, and remembers the hash of a file until its time, its size or its node changes. */
export class FileHashes {
  readonly #known = new Map<string, KnownHash>();

  hash(path: string, { ino, size, mtimeNs, ctimeNs, ctimeMs }: BigIntStats): string {
    const stamp = [ino, size, mtimeNs, ctimeNs].join();
    const before = this.#known.get(path);
    if (before?.stamp === stamp) return before.hash;
    const hash = hashFile(path);
    if (Number(ctimeMs) < Date.now() - settledMilliseconds) this.#known.set(path, { stamp, hash });
    return hash;
  }
}

/** Shared by all files, because buffers are freed late. */
const chunk = Buffer.allocUnsafeSlow(64 * 1024);

function hashFile(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
