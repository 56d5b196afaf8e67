import { hasErrors } from "../../diagnostics/diagnostic.js";
import { summaryLine } from "../../diagnostics/summary-line.js";
import { watchProject } from "../../project/build/watch-project.js";
import { type BuildFlags, buildOptions, findingsOf, resultLine } from "./build.js";

/** Builds on every change until Ctrl-C. Everything goes to standard output, so that it stays in order. */
export function runDev(flags: BuildFlags): Promise<number> {
  const stop = watchProject(buildOptions(flags), {
    built(built, ms) {
      if (built.diagnostics.length > 0) process.stdout.write(`${findingsOf(built, flags, process.stdout)}\n`);
      const outcome = hasErrors(built.diagnostics)
        ? `${summaryLine(built.diagnostics)}, nothing written`
        : resultLine(built);
      process.stdout.write(`${outcome} (${Math.round(ms)} ms)\n`);
    },
    crashed(error) {
      process.stdout.write(`telltale itself failed: ${error instanceof Error ? error.stack : String(error)}\n`);
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
