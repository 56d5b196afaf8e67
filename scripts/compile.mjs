// @ts-check
// Compiles the package to dist/ and schema/, unless they were compiled from these very sources.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(repository, "dist", ".compiled-from");
const sources = hashSources(
  ["src", "scripts"],
  ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"],
);

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== sources) {
  runNode("scripts/dashboard-schema/generate.mjs");
  runNode("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
  runNode("scripts/bundle.mjs");
  writeFileSync(stamp, sources);
}

/** @param {string[]} command */
function runNode(...command) {
  execFileSync(process.execPath, command, { cwd: repository, stdio: "inherit" });
}

/**
 * @param {string[]} folders
 * @param {string[]} files
 */
function hashSources(folders, files) {
  const hash = createHash("sha256");
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const path of [...inFolders.sort(), ...files.map((file) => join(repository, file))]) {
    hash
      .update(`${path.slice(repository.length)}\0`)
      .update(readFileSync(path))
      .update("\0");
  }
  return hash.digest("hex");
}
