import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds, seed } from "../../oracles/rounds.js";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";
import { versions } from "./edits.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const script = fileURLToPath(new URL("rebuild-process.mjs", import.meta.url));

/** A file of the project, and its next text; undefined if it is deleted. */
interface Edit {
  readonly path: string;
  readonly text: string | undefined;
}

/** The result of the build after an edit. `again` and `expected` are there if a rebuild and a first build differ. */
interface Outcome {
  readonly path: string;
  readonly ids: readonly string[];
  readonly files: number;
  readonly again?: unknown;
  readonly expected?: unknown;
}

function rebuild(edits: readonly Edit[]): readonly Outcome[] {
  const files = Object.entries(versions).map(([path, [first]]) => [path, first![0]!]);
  const folder = temporaryFolder(Object.fromEntries(files));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  writeFiles(folder, { "docs/runbooks/hand-written.md": "# Help\n" });
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify({ folder, edits }),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  expect(status, stderr).toBe(0);
  const lines = stdout.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Outcome);
}

function expectSameBuilds(outcomes: readonly Outcome[]): void {
  for (const { path, again, expected } of outcomes) expect(again, path).toEqual(expected);
}

test("a rebuild gives the files and findings of a first build, whatever changed before", () => {
  const texts = (path: string) => fc.constantFrom(...versions[path]!).map(([text]): Edit => ({ path, text }));
  const edits = fc.constantFrom(...Object.keys(versions)).chain(texts);
  const [sequence] = fc.sample(fc.array(edits, { minLength: rounds(10), maxLength: rounds(10) }), { seed, numRuns: 1 });
  expectSameBuilds(rebuild(sequence!));
});

/** Files of which there is more than one text. */
const edited = Object.keys(versions).filter((path) => versions[path]!.length > 1);

test.each(edited)("%s: each text in turn, with the findings that it causes", (path) => {
  const [first, ...others] = versions[path]!;
  const steps = [...others, first!].map(([text, ...ids]) => ({ path, text, ids }));
  const outcomes = rebuild(steps);
  expectSameBuilds(outcomes);
  // The last text is that of the beginning.
  const usual = outcomes.at(-1)!.ids;
  expect(outcomes.map(({ ids }) => ids.filter((id) => !usual.includes(id)))).toEqual(steps.map(({ ids }) => ids));
  expect(outcomes.at(-1)!.files).toBeGreaterThan(20);
});
