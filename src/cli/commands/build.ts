import type { Command } from "commander";
import type { GlobalOptions } from "../global-options.js";

interface BuildFlags extends GlobalOptions {
  readonly environment?: readonly string[];
  readonly force?: boolean;
  readonly check?: boolean;
}

/** `telltale build` */
export function addBuild(program: Command): void {
  program
    .command("build")
    .description("compile the definitions and write what changed")
    .option("-e, --environment <name...>", "only for these environments")
    .option("--force", "overwrite and delete even files that were edited or that no build wrote")
    .option("--check", "write nothing; fail when what was generated is not current")
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<BuildFlags>();
      const { runBuild } = await import("../run/build.js");
      process.exitCode = await runBuild(flags);
    });
}
