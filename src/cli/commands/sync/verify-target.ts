import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  yes: { short: "y", about: "write without asking, as in CI" },
  json: { about: "print JSON instead of text" },
} as const satisfies Flags;

/** `telltale verify-target` */
export const addVerifyTarget = defineCommand({
  name: "verify-target",
  about: "try out a disposable target: create, update, restore and delete objects of a project of its own",
  argument: { syntax: "<name>", about: "a target of the configuration" },
  flags,
  usageExitCode,
  async run({ flags, argument }) {
    const { verifyConfiguredTarget } = await import("../../sync/verify-configured-target.js");
    return verifyConfiguredTarget(argument, flags);
  },
});
