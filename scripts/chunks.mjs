// @ts-check
// Groups modules into chunks by the entries that need them, so that a command opens few files and reads only its own code.
import { join } from "node:path";

/** The modules that are loaded first, by what loads them. */
const roots = {
  cli: ["cli/main.ts"],
  definitions: ["index.ts"],
  check: ["check/files/check-files.ts", "project/check/check-found.ts"],
  report: [
    "cli/check/run-check.ts",
    "project/check/check.ts",
    "project/all-findings.ts",
    "diagnostics/terminal/terminal.ts",
    "diagnostics/terminal/groups.ts",
    "cli/target-versions.ts",
  ],
  build: ["project/build/build-project.ts", "project/config/open-project.ts"],
  render: ["project/build/render-files.ts"],
};

/**
 * Returns the name of the chunk of a module: the roots that need it. All that a module needs is in chunks that the same
 * roots need, or in one that more roots need, so chunks never import each other in a circle.
 *
 * @param {readonly (import("rolldown").OutputChunk | import("rolldown").OutputAsset)[]} output - bundled with the chunks that Rolldown chooses
 * @param {string} sources - the folder of the sources
 * @returns {(module: string) => string | null}
 */
export function chunksByRoot(output, sources) {
  const chunks = output.filter((one) => one.type === "chunk");
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const byModule = new Map(chunks.flatMap((chunk) => chunk.moduleIds.map((id) => [id, chunk])));
  /** @type {Map<string, string[]>} */
  const namesOf = new Map();
  for (const [name, files] of Object.entries(roots)) {
    const needed = new Set(
      files.map((file) => {
        const chunk = byModule.get(join(sources, file));
        if (!chunk) throw new Error(`${file} is in no chunk: correct the roots in scripts/chunks.mjs`);
        return chunk;
      }),
    );
    for (const chunk of needed) {
      for (const file of chunk.imports) {
        const imported = byFile.get(file);
        if (imported) needed.add(imported);
      }
      for (const id of chunk.moduleIds) namesOf.set(id, [...new Set([...(namesOf.get(id) ?? []), name])]);
    }
  }
  // An entry has a file of its own: the command line waits for a command, which would wait for it if it imported that file.
  const entries = new Set(chunks.flatMap(({ isEntry, facadeModuleId }) => (isEntry ? [facadeModuleId] : [])));
  return (id) => (entries.has(id) ? null : nameChunk(namesOf.get(id) ?? []));
}

/**
 * Names a chunk after the roots that need it. Those that the command line or a report shares with others are one file
 * each: every command waits for them, and opening a file costs more than reading a little more.
 *
 * @param {readonly string[]} names
 */
function nameChunk(names) {
  if (names.length < 2) return names[0] ?? null;
  if (names.includes("cli")) return "cli-shared";
  return names.includes("report") && !names.includes("definitions") ? "report-shared" : names.join("-");
}
