import { statSync } from "node:fs";
import { Command } from "commander";
import { addBuild } from "./commands/build.js";
import { addCheck } from "./commands/check.js";
import { addCompletion } from "./commands/completion.js";
import { addDev } from "./commands/dev.js";
import { addExplain } from "./commands/explain.js";
import { addTest } from "./commands/test.js";
import type { GlobalOptions } from "./global-options.js";
import { packageVersion } from "./package-version.js";

/** The command line, with all its commands. What they do is imported when they run. */
export function buildProgram(): Command {
  const program = new Command("telltale")
    .description("Dashboards, alerts, recording rules and SLOs as typed code.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .option("--cwd <folder>", "work in this folder instead of the current one")
    .option("--config <file>", "the project's configuration, instead of the nearest telltale.config.ts")
    .option("--no-color", "print no colours (also: NO_COLOR=1; FORCE_COLOR=1 prints them anywhere)")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(see telltale --help)")
    .exitOverride()
    .hook("preAction", (_, command) => {
      const { cwd } = command.optsWithGlobals<GlobalOptions>();
      const isFolder = cwd === undefined || statSync(cwd, { throwIfNoEntry: false })?.isDirectory();
      if (!isFolder) command.error(`error: there is no folder "${cwd}" (--cwd)`);
    });
  for (const add of [addBuild, addCheck, addTest, addDev, addExplain, addCompletion]) add(program);
  return program;
}
