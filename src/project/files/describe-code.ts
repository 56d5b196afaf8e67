import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeFolder } from "../../package-folder.js";

/** Names, sizes and times of the files in a folder of this program: another release of it never reads what this one kept. */
export function describeCode(folder: string): string {
  const files = readdirSync(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return [folder, ...files].join("\n");
}

/** Identifies this release and the Node that runs it: another one never reads what this one kept. */
export function describeProgram(): string {
  return `${process.version}\n${describeCode(fileURLToPath(codeFolder))}`;
}
