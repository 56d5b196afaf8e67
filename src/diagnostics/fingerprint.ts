import { createHash } from "node:crypto";
import type { Diagnostic } from "./diagnostic.js";

/**
 * Hashes what stays the same about a finding while lines around it change: its id, its file, what it was found
 * in and what it says. Two findings may share one.
 */
export function fingerprint(diagnostic: Diagnostic, file: string): string {
  const identity = JSON.stringify([diagnostic.id, file, diagnostic.subject ?? "", diagnostic.summary]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}
