import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createBackup } from "../../sync/backup/backup.js";
import { SyncError } from "../../sync/sync-error.js";
import type { GlobalFlags } from "../shared-flags.js";
import { workingFolder } from "../working-folder.js";
import { openTargetsOf } from "./open-session.js";
import { reportFailure } from "./print-failure.js";

export interface BackupFlags extends GlobalFlags {
  readonly target?: string | undefined;
  readonly output?: string | undefined;
}

/** Saves one target. Returns the exit code. */
export async function backupTarget(flags: BackupFlags): Promise<number> {
  const session = await openTargetsOf(flags, flags.target === undefined ? undefined : [flags.target]);
  if (!session) return 1;
  return reportFailure(async () => {
    const [target, second] = session.targets;
    if (!target) return 1;
    if (second) throw new SyncError("the configuration has several targets", "choose one with --target");
    const backup = createBackup(target, await target.read());
    const text = `${JSON.stringify(backup, undefined, 2)}\n`;
    // Only its owner may read it: dashboards and rules tell a lot about a system.
    if (flags.output === undefined) process.stdout.write(text);
    else writeFileSync(resolve(workingFolder(flags), flags.output), text, { mode: 0o600 });
    process.stderr.write(`${target.name}: saved ${backup.objects.length} objects\n`);
    return 0;
  });
}
