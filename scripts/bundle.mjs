// @ts-check
// Bundles the package's entry points into few files, which halves the time to load them.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { writeParts } from "./cached-parts.mjs";
import { chunksByRoot } from "./chunks.mjs";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(repository, "dist");

const bundle = await rolldown({
  input: { ...entryPoints(), ...startedAsProcesses(), "code-cache": join(repository, "src", "code-cache.ts") },
  cwd: repository,
  platform: "node",
  external: /^[^./]/,
  logLevel: "silent",
});
// It derives the package's folder from its own location, so it must keep its path.
const packageFolder = { name: "package-folder", test: /[\\/]src[\\/]package-folder\.ts$/, priority: 1 };
const asChosen = await bundle.generate({ format: "esm", codeSplitting: { groups: [packageFolder] } });
const { output: written } = await bundle.write({
  dir: output,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [packageFolder, { name: chunksByRoot(asChosen.output, join(repository, "src")) }],
  },
});
await bundle.close();

const parts = writeParts(
  output,
  written.filter((one) => one.type === "chunk"),
);
const kept = new Set([...written.map(({ fileName }) => join(output, fileName)), ...parts]);
for (const entry of readdirSync(output, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && path.endsWith(".js") && !kept.has(path)) rmSync(path);
}

/** The entry points of package.json: its exports and its binary. */
function entryPoints() {
  const { exports, bin } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  /** @type {string[]} */
  const files = Object.values(bin);
  for (const target of Object.values(exports)) if (typeof target !== "string") files.push(target.default);
  return Object.fromEntries(
    files.map((file) => {
      const name = file.replace(/^(?:\.\/)?dist\/|\.js$/g, "");
      return [name, join(repository, "src", `${name}.ts`)];
    }),
  );
}

/** Modules that run in a process or thread of their own: the last three for tests, the others for the program. */
function startedAsProcesses() {
  return Object.fromEntries(
    [
      "project/test/vitest-child",
      "project/mutate/mutation-child",
      "project/mutate/mutation-runner",
      "project/upgrade/upgrade-preload",
      "project/evaluate/loop-watchdog-thread",
      "project/build/build-project",
      "project/load/load-project",
      "project/output/write-output",
    ].map((name) => [name, join(repository, "src", `${name}.ts`)]),
  );
}
