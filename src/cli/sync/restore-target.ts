import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { desireBackup, parseBackup, selectSaved } from "../../sync/backup/backup.js";
import { makePlan } from "../../sync/plan/make-plan.js";
import { SyncError } from "../../sync/sync-error.js";
import { workingFolder } from "../working-folder.js";
import { openTargetsOf } from "./open-session.js";
import { reportFailure } from "./print-failure.js";
import { confirmAndApply, type SyncFlags } from "./sync-project.js";

/** Plans, asks, and writes what a backup has. Returns the exit code. */
export async function restoreTarget(
  file: string,
  flags: Omit<SyncFlags, "target"> & { readonly force?: boolean | undefined },
): Promise<number> {
  return reportFailure(async () => {
    const backup = parseBackup(readFileSync(resolve(workingFolder(flags), file), "utf8"));
    if (!backup) throw new SyncError(`"${file}" is not a backup`, "write one with `telltale backup`");
    const session = await openTargetsOf(flags, [backup.target]);
    const [target] = session?.targets ?? [];
    if (!session || !target) return 1;
    if (target.identity !== backup.identity) {
      throw new SyncError(`the backup is of ${backup.identity}, but "${target.name}" is at ${target.identity} now`);
    }
    const { live } = await target.read();
    const desired = desireBackup(backup, target);
    const place = { target: target.name, identity: target.identity };
    const plan = makePlan(place, desired, selectSaved(backup, live), { force: flags.force });
    return confirmAndApply({ root: session.root, targets: [{ target, plan, desired }] }, flags, {
      ...{ targets: [target.name], only: undefined, force: flags.force ?? false, adopt: false, prune: false },
    });
  });
}
