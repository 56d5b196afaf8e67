import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { repository } from "./projects.mjs";

/**
 * Bundles a TypeScript file of this folder and returns the path of the script to run, in a folder of its own within the
 * repository, so that its packages resolve.
 *
 * @param {string} name
 */
export async function bundled(name) {
  const cache = join(repository, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "telltale-bench-"));
  const script = join(folder, "bench.mjs");
  const bundle = await rolldown({
    input: join(repository, "bench", name),
    cwd: repository,
    platform: "node",
    logLevel: "silent",
    resolve: { alias: { telltale: join(repository, "src", "index.ts") } },
    external: /^(?:node:|re2js|picocolors|undici|@grafana)/,
  });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: "bench.mjs" });
  await bundle.close();
  return { folder, script };
}
