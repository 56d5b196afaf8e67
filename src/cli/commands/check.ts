import { checkFlags } from "../check/check-flags.js";
import { defineCommand } from "../command.js";

/** `telltale check` */
export const addCheck = defineCommand({
  name: "check",
  about: "check the project or the given files",
  argument: {
    syntax: "[files...]",
    about: "files, folders, glob patterns, or - for standard input (default: the project)",
  },
  flags: checkFlags,
  async run({ flags, argument, usageError }) {
    const { runCheck } = await import("../check/run-check.js");
    return runCheck(argument, flags, usageError);
  },
});
