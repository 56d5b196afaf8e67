import { readFileSync } from "node:fs";
import { packageFolder } from "../package-folder.js";

/** The version of this package. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL("package.json", packageFolder), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
