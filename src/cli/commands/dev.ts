import { type CommandFlags, defineCommand } from "../command.js";
import { buildFlags } from "../shared-flags.js";

/** `telltale dev` */
export const addDev = defineCommand({
  name: "dev",
  about: "build, then rebuild whenever a source changes",
  flags: buildFlags,
  run: ({ flags }) => runDev(flags),
});

/** Builds on every change until Ctrl-C. Prints everything on standard output, so that it stays in order. */
async function runDev(flags: CommandFlags<typeof buildFlags>): Promise<number> {
  const [{ watchProject }, { hasErrors }, { summaryLine }, { buildOptions, countFiles, createFindingsRenderer }] =
    await Promise.all([
      import("../../project/build/watch-project.js"),
      import("../../diagnostics/diagnostic.js"),
      import("../../diagnostics/summary-line.js"),
      import("../reports/build-report.js"),
    ]);
  const render = await createFindingsRenderer(flags, process.stdout);
  const stop = watchProject(buildOptions(flags), {
    built(result, milliseconds) {
      const { diagnostics } = result;
      if (diagnostics.length > 0) process.stdout.write(`${render(result)}\n`);
      const outcome = hasErrors(diagnostics) ? `${summaryLine(diagnostics)}, nothing written` : countFiles(result);
      process.stdout.write(`${outcome} (${Math.round(milliseconds)} ms)\n`);
    },
    crashed(error) {
      process.stdout.write(`telltale crashed: ${error instanceof Error ? error.stack : String(error)}\n`);
    },
  });
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        stop();
        resolve(0);
      });
    }
  });
}
