import { hasErrors } from "../../diagnostics/diagnostic.js";
import { renderTerminal } from "../../diagnostics/terminal.js";
import { type BuildOptions, type Built, buildProject } from "../../project/build/build-project.js";
import type { GlobalOptions } from "../global-options.js";
import { today, wantsColor, widthOf, workingFolder } from "../surroundings.js";

export interface BuildFlags extends GlobalOptions {
  readonly environment?: readonly string[];
  readonly force?: boolean;
  readonly check?: boolean;
}

/** Builds, tells what was wrong on standard error and what was done on standard output, and gives the exit code. */
export async function runBuild(flags: BuildFlags): Promise<number> {
  const built = await buildProject(buildOptions(flags));
  if (built.diagnostics.length > 0) process.stderr.write(findingsOf(built, flags, process.stderr));
  if (hasErrors(built.diagnostics)) return 1;
  process.stdout.write(`${flags.check ? "what was generated is current" : resultLine(built)}\n`);
  return 0;
}

export function buildOptions(flags: BuildFlags): BuildOptions {
  return {
    cwd: workingFolder(flags),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    environments: flags.environment,
    force: flags.force,
    check: flags.check,
    today: today(),
  };
}

export function findingsOf(built: Built, flags: GlobalOptions, stream: NodeJS.WriteStream): string {
  const width = widthOf(stream);
  return renderTerminal(built.diagnostics, {
    cwd: workingFolder(flags),
    root: built.root,
    readSource: built.readSource,
    color: wantsColor(flags, stream),
    ...(width === undefined ? {} : { width }),
  });
}

/** `3 written, 1 deleted, 12 unchanged` */
export function resultLine({ written, deleted, unchanged }: Built): string {
  const parts = [`${written.length} written`];
  if (deleted.length > 0) parts.push(`${deleted.length} deleted`);
  return [...parts, `${unchanged.length} unchanged`].join(", ");
}
