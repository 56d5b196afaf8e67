import { AmbiguousFailure } from "../http/failure.js";
import { maxAttempts, retryDelay } from "../http/retry.js";
import type { ObjectKind } from "../objects/object.js";
import { SyncError } from "../sync-error.js";
import type { Write } from "./target.js";

/** An object as a server holds it, as far as writes need to know. */
export interface StoredObject {
  readonly version: string;
  readonly digest: string;
}

/** Single requests about the object of a write. */
export interface WriteRequests {
  /** Sends the write. Returns the new version. */
  send(write: Write): Promise<string | undefined>;
  /** Reads the object again; undefined if it does not exist. */
  fetch(write: Write): Promise<StoredObject | undefined>;
  /** The digest of the content that the write sends. */
  digestOf(write: Write): string;
}

/**
 * Writes an object exactly once. If the answer of the server is lost, it looks at the object before it sends the write
 * again: the first one may have arrived.
 */
export async function settleWrite(write: Write, requests: WriteRequests): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await requests.send(write);
    } catch (error) {
      if (error instanceof ChangedSincePlan && write.action === "create" && sharedKinds.has(write.kind)) {
        const stored = await requests.fetch(write);
        if (stored?.digest === requests.digestOf(write)) return stored.version;
      }
      if (!(error instanceof AmbiguousFailure)) throw error;
      const stored = await requests.fetch(write);
      if (stored === undefined ? write.action === "delete" : isWritten(write, stored, requests)) return stored?.version;
      if (stored?.version !== write.expected) throw changedSincePlan();
      if (attempt === maxAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(attempt, undefined)));
    }
  }
}

function isWritten(write: Write, { version, digest }: StoredObject, requests: WriteRequests): boolean {
  return write.action !== "delete" && version !== write.expected && digest === requests.digestOf(write);
}

/** What several environments may have in common. The target of one may create it while that of another waits to. */
const sharedKinds: ReadonlySet<ObjectKind> = new Set(["folder", "data source"]);

class ChangedSincePlan extends SyncError {}

/** The failure of a write whose object is no longer as the plan saw it. */
export function changedSincePlan(): SyncError {
  return new ChangedSincePlan("somebody changed it since the plan was made", "plan again");
}
