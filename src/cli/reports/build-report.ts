import type { BuildOptions, BuildResult } from "../../project/build/build-project.js";
import type { FlagValues } from "../flags.js";
import type { buildFlags, GlobalFlags } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";

/** Converts the flags that commands that build have in common. */
export function buildOptions(flags: FlagValues<typeof buildFlags> & GlobalFlags): BuildOptions {
  return {
    cwd: workingFolder(flags),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    environments: flags.environment,
    force: flags.force,
    today: today(),
  };
}

/** Creates what renders the findings of builds for a stream: errors in full, and many others of a kind as one. */
export async function createFindingsRenderer(
  flags: GlobalFlags,
  stream: NodeJS.WriteStream,
): Promise<(result: BuildResult) => string> {
  const [{ renderTerminalGroups }, { allFindings }] = await Promise.all([
    import("../../diagnostics/terminal/groups.js"),
    import("../../project/all-findings.js"),
  ]);
  return ({ diagnostics, root, readSource }) => {
    const width = terminalWidth(stream);
    return renderTerminalGroups(diagnostics, {
      cwd: workingFolder(flags),
      root,
      readSource,
      color: wantsColor(flags, stream),
      ...(width === undefined ? {} : { width }),
      describe: (id) => allFindings[id].sentence,
      showsAll: "`telltale check --all`",
      errorsInFull: true,
    });
  };
}

/** `3 written, 1 deleted, 12 unchanged` */
export function countFiles({ written, deleted, unchanged }: BuildResult): string {
  const parts = [`${written.length} written`];
  if (deleted.length > 0) parts.push(`${deleted.length} deleted`);
  return [...parts, `${unchanged.length} unchanged`].join(", ");
}
