import type { CompileFailure } from "../../project/git/compile-both.js";
import type { GlobalFlags } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";

/** Prints the errors of a project that does not compile. Returns the exit code. */
export async function printCompileFailure(failure: CompileFailure, flags: GlobalFlags): Promise<number> {
  const { renderTerminal } = await import("../../diagnostics/terminal/terminal.js");
  const { diagnostics, root, readSource } = failure;
  const width = terminalWidth(process.stderr);
  const options = { cwd: root, readSource, color: wantsColor(flags, process.stderr), ...(width && { width }) };
  process.stderr.write(renderTerminal(diagnostics, options));
  return 1;
}
