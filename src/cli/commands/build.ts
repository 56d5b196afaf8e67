import { optimiseLate } from "../../project/load/optimise-late.js";
import { type CommandFlags, defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { buildFlags } from "../shared-flags.js";

const flags = {
  ...buildFlags,
  check: { about: "write nothing; fail if generated files are out of date" },
  cache: { isNegated: true, about: "compile everything, and keep nothing for the next run" },
} as const satisfies Flags;

type BuildFlags = CommandFlags<typeof flags>;

/** `telltale build` */
export const addBuild = defineCommand({
  name: "build",
  about: "compile the definitions and write the files that changed",
  flags,
  run: ({ flags }) => runBuild(flags),
});

/** Prints findings on standard error and the result on standard output. */
async function runBuild(flags: BuildFlags): Promise<number> {
  optimiseLate("build");
  const [{ buildProject }, { hasErrors }, { buildOptions, countFiles, createFindingsRenderer }] = await Promise.all([
    import("../../project/build/build-project.js"),
    import("../../diagnostics/diagnostic.js"),
    import("../reports/build-report.js"),
  ]);
  const result = await buildProject({ ...buildOptions(flags), check: flags.check, cache: flags.cache });
  if (result.diagnostics.length > 0) {
    const render = await createFindingsRenderer(flags, process.stderr);
    process.stderr.write(render(result));
  }
  if (hasErrors(result.diagnostics)) return 1;
  process.stdout.write(`${flags.check ? "generated files are up to date" : countFiles(result)}\n`);
  return 0;
}
