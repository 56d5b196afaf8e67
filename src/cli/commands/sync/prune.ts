import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { targetFlags, usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  ...targetFlags,
  force: { about: "delete objects that somebody changed since the last sync, too" },
  yes: { short: "y", about: "delete without asking, as in CI" },
  maxDeletes: {
    value: "count",
    about: "the most objects to delete in a target (default: 50, and at most half of them)",
  },
} as const satisfies Flags;

/** `telltale prune` */
export const addPrune = defineCommand({
  name: "prune",
  about: "delete what a sync wrote and no definition describes any more",
  flags,
  usageExitCode,
  async run({ flags, usageError }) {
    const { maxDeletes } = flags;
    if (maxDeletes !== undefined && !/^\d{1,9}$/.test(maxDeletes)) {
      return usageError(`--max-deletes "${maxDeletes}" is not a number`);
    }
    const { syncProject } = await import("../../sync/sync-project.js");
    const limits = maxDeletes === undefined ? undefined : { count: Number(maxDeletes), share: 1 };
    return syncProject(flags, { force: flags.force, prune: true }, limits);
  },
});
