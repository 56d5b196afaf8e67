import { renderTerminal } from "../../diagnostics/terminal/terminal.js";
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

/** Renders the findings of a build for a stream. */
export function renderFindings(
  { diagnostics, root, readSource }: BuildResult,
  flags: GlobalFlags,
  stream: NodeJS.WriteStream,
) {
  const width = terminalWidth(stream);
  return renderTerminal(diagnostics, {
    cwd: workingFolder(flags),
    root,
    readSource,
    color: wantsColor(flags, stream),
    ...(width === undefined ? {} : { width }),
  });
}

/** `3 written, 1 deleted, 12 unchanged` */
export function countFiles({ written, deleted, unchanged }: BuildResult): string {
  const parts = [`${written.length} written`];
  if (deleted.length > 0) parts.push(`${deleted.length} deleted`);
  return [...parts, `${unchanged.length} unchanged`].join(", ");
}
