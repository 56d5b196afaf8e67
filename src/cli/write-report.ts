import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { UsageError } from "./command.js";

/** Prints a report, or writes it to the file given with `--output`. */
export function writeReport(report: string, output: string | undefined, cwd: string, usageError: UsageError): void {
  if (output === undefined) process.stdout.write(report);
  else if (!writeFile(resolve(cwd, output), report)) usageError(`--output "${output}" cannot be written`);
}

/** Returns false if the operating system refuses. */
function writeFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
