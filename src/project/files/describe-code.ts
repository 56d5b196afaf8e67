import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names, sizes and times of the files in a folder of this program: another release of it never reads what this one kept. */
export function describeCode(folder: string): string {
  const files = readdirSync(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return [folder, ...files].join("\n");
}
