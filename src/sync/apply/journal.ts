import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Write } from "../targets/target.js";

/** The folder of journals, relative to the configuration. */
const journalFolder = ".telltale/sync";

/**
 * Records each write before it is sent, in a file that only its owner can read. The next sync finds an unfinished one
 * and says so; it converges from what the target holds, whatever the journal says.
 */
export class Journal {
  private readonly path: string;

  constructor(root: string, target: string) {
    this.path = join(root, journalFolder, `${target}.jsonl`);
  }

  /** The ids that a sync which did not end may have written; undefined if the last one ended. */
  readInterruption(): readonly string[] | undefined {
    if (!existsSync(this.path)) return undefined;
    const lines = readFileSync(this.path, "utf8").split("\n");
    const ids = lines.flatMap((line) => /^\{"write":("(?:[^"\\]|\\.)*")/.exec(line)?.[1] ?? []);
    return [...new Set(ids.map((id) => JSON.parse(id) as string))];
  }

  start(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    rmSync(this.path, { force: true });
    writeFileSync(this.path, `{"startedAt":"${new Date().toISOString()}"}\n`, { mode: 0o600 });
  }

  record({ id, action, kind }: Write): void {
    appendFileSync(this.path, `${JSON.stringify({ write: id, action, kind })}\n`);
  }

  /** Keeps the journal of a sync that ended, as the latest one. */
  end(): void {
    renameSync(this.path, this.path.replace(/\.jsonl$/, ".last.jsonl"));
  }
}
