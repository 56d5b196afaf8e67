import { realpathSync } from "node:fs";
import type { GlobalFlags } from "./shared-flags.js";

/** The real path of the folder that a command works in: paths in findings are real paths, too. */
export function workingFolder({ cwd }: GlobalFlags): string {
  return realpathSync(cwd ?? ".");
}
