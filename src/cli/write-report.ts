import { writeFileSync } from "node:fs";

/** Writes a report where the command line asks for it; false when the system does not let it. */
export function wasWritten(path: string, text: string): boolean {
  try {
    writeFileSync(path, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
