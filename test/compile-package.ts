import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compiles the package once before the suite: tests of the command line and of the installed package run `dist/`. They
 * keep findings in a cache of their own.
 */
export default function setup(): () => void {
  execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/compile.mjs", import.meta.url))], {
    stdio: "inherit",
  });
  const caches = mkdtempSync(join(tmpdir(), "telltale-caches-"));
  process.env.XDG_CACHE_HOME = caches;
  return () => rmSync(caches, { recursive: true, force: true });
}
