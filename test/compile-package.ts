import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Compiles the package once before the suite: tests of the command line and of the installed package run `dist/`. */
export default function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/compile.mjs", import.meta.url))], {
    stdio: "inherit",
  });
}
