import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";

const flags = {
  force: { about: "overwrite objects that somebody changed since the last sync, too" },
  yes: { short: "y", about: "write without asking, as in CI" },
} as const satisfies Flags;

/** `telltale restore` */
export const addRestore = defineCommand({
  name: "restore",
  about: "restore the objects of a backup: plan, ask, write",
  argument: { syntax: "<file>", about: "a file that telltale backup wrote" },
  flags,
  async run({ flags, argument }) {
    const { restoreTarget } = await import("../../sync/restore-target.js");
    return restoreTarget(argument, flags);
  },
});
