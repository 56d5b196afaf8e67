import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";

const flags = {
  target: { short: "t", value: "name", about: "the target to save (default: the only one)" },
  output: { short: "o", value: "file", about: "the file to write (default: standard output)" },
} as const satisfies Flags;

/** `telltale backup` */
export const addBackup = defineCommand({
  name: "backup",
  about: "save the objects of the project in a target",
  flags,
  async run({ flags }) {
    const { backupTarget } = await import("../../sync/backup-target.js");
    return backupTarget(flags);
  },
});
