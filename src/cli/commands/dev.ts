import type { Command } from "commander";
import type { GlobalOptions } from "../global-options.js";

interface DevFlags extends GlobalOptions {
  readonly environment?: readonly string[];
  readonly force?: boolean;
}

/** `telltale dev` */
export function addDev(program: Command): void {
  program
    .command("dev")
    .description("build, and build again whenever a definition changes")
    .option("-e, --environment <name...>", "only for these environments")
    .option("--force", "overwrite and delete even files that were edited or that no build wrote")
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<DevFlags>();
      const { runDev } = await import("../run/dev.js");
      process.exitCode = await runDev(flags);
    });
}
