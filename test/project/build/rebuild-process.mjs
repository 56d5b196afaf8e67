// Applies edits to a project, and after each prints if a rebuild gives what a first build gives.
// Stacks are mapped to sources in a process of its own only.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";

// Imported by its URL: types are checked before the package is compiled.
const compiled = new URL("../../../dist/project/build/build-project.js", import.meta.url).href;
/** @type {typeof import("../../../src/project/build/build-project.js")} */
const { BuildMemory, renderProject } = await import(compiled);

/** @type {{ folder: string, edits: readonly { path: string, text?: string }[] }} */
const { folder, edits } = JSON.parse(readFileSync(0, "utf8"));
const memory = new BuildMemory();

/** Everything that a build writes or reports. @param {InstanceType<typeof BuildMemory>} [used] */
async function render(used) {
  const { files, runbooks, reference, diagnostics } = await renderProject({
    cwd: folder,
    today: "2026-06-01",
    memory: used,
  });
  return { files, runbooks, reference, diagnostics };
}

await render(memory);
for (const [index, { path, text }] of edits.entries()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (text === undefined) rmSync(file, { force: true });
  else writeFileSync(file, text);
  const first = index % 2 === 0 ? await render() : undefined;
  const again = await render(memory);
  const expected = first ?? (await render());
  const ids = [...new Set(expected.diagnostics.map(({ id }) => id))];
  const isSame = isDeepStrictEqual(again, expected);
  console.log(JSON.stringify({ path, ids, files: expected.files?.length ?? 0, ...(!isSame && { again, expected }) }));
}
memory.close();
