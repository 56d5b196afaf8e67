import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { conflictFlags, targetFlags, usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  ...targetFlags,
  ...conflictFlags,
  yes: { short: "y", about: "write without asking, as in CI" },
  plan: { value: "file", about: "apply a saved plan; refuse if anything changed since" },
} as const satisfies Flags;

/** `telltale sync` */
export const addSync = defineCommand({
  name: "sync",
  about: "deploy artifacts to targets: plan, ask, write",
  flags,
  usageExitCode,
  async run({ flags, usageError }) {
    const { syncProject, syncSavedPlan } = await import("../../sync/sync-project.js");
    if (flags.plan === undefined) return syncProject(flags, flags);
    for (const name of ["target", "only", "adopt", "force"] as const) {
      if (flags[name] !== undefined) return usageError(`--${name} is part of the saved plan`);
    }
    return syncSavedPlan(flags.plan, flags);
  },
});
