import { createHash } from "node:crypto";
import type { Diagnostic } from "./diagnostic.js";

/**
 * Hashes the parts of a finding that stay the same when lines move: id, file, subject and summary. Two findings may have
 * the same fingerprint.
 */
export function fingerprint(diagnostic: Diagnostic, file: string): string {
  const identity = JSON.stringify([diagnostic.id, file, diagnostic.subject ?? "", diagnostic.summary]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}
