import { statSync } from "node:fs";
import { failWith } from "./command.js";
import { Command } from "./commander.js";
import { addBacktest } from "./commands/backtest.js";
import { addBuild } from "./commands/build.js";
import { addCheck } from "./commands/check.js";
import { addCatalogue } from "./commands/collection/catalogue.js";
import { addRelabel } from "./commands/collection/relabel.js";
import { addUnused } from "./commands/collection/unused.js";
import { addCompletion } from "./commands/completion.js";
import { addCost } from "./commands/cost.js";
import { addDev } from "./commands/dev.js";
import { addDiff } from "./commands/diff.js";
import { addExplain } from "./commands/explain.js";
import { addExport } from "./commands/export.js";
import { addImport } from "./commands/import.js";
import { addPage } from "./commands/page.js";
import { addRoute } from "./commands/route.js";
import { addBackup } from "./commands/sync/backup.js";
import { addDrift } from "./commands/sync/drift.js";
import { addPlan } from "./commands/sync/plan.js";
import { addPrune } from "./commands/sync/prune.js";
import { addPull } from "./commands/sync/pull.js";
import { addRestore } from "./commands/sync/restore.js";
import { addSync } from "./commands/sync/sync.js";
import { addVerify } from "./commands/sync/verify.js";
import { addVerifyTarget } from "./commands/sync/verify-target.js";
import { addTest } from "./commands/test.js";
import { commanderOptions } from "./flags.js";
import { packageVersion } from "./package-version.js";
import { type GlobalFlags, globalFlags } from "./shared-flags.js";

const commands = [
  addBuild,
  addCheck,
  addTest,
  addDev,
  addPlan,
  addSync,
  addDrift,
  addPrune,
  addPull,
  addBackup,
  addRestore,
  addVerify,
  addVerifyTarget,
  addExplain,
  addRoute,
  addPage,
  addRelabel,
  addCatalogue,
  addUnused,
  addCost,
  addDiff,
  addBacktest,
  addImport,
  addExport,
  addCompletion,
];

/** Assembles the command line from its commands. */
export function buildProgram(): Command {
  const program = new Command("telltale")
    .description("Dashboards, alerts, recording rules and SLOs as typed code.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(see telltale --help)")
    .exitOverride(failWith(2))
    .hook("preAction", (_, command) => {
      const { cwd } = command.optsWithGlobals<GlobalFlags>();
      const isFolder = cwd === undefined || statSync(cwd, { throwIfNoEntry: false })?.isDirectory();
      if (!isFolder) command.error(`error: --cwd "${cwd}" is not a folder`);
    });
  for (const option of commanderOptions(globalFlags)) program.addOption(option);
  for (const add of commands) add(program);
  return program;
}
