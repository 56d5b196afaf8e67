import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { evaluate } from "../../../src/project/evaluate/evaluate.js";
import type { Bundle } from "../../../src/project/modules/bundle.js";
import { temporaryFolder } from "../temporary-folder.js";

/** Runs modules as they are, in the order of their names. */
async function run(files: Readonly<Record<string, string>>, maxWait?: number) {
  const root = temporaryFolder(files);
  const paths = Object.keys(files).map((name) => join(root, name));
  const importsOf = (text: string) => Array.from(text.matchAll(/"\.\/(.*?)"/g), ([, name]) => join(root, name!));
  const modules = paths.map((file) => {
    return [file, { file, url: pathToFileURL(file).href, imports: importsOf(readFileSync(file, "utf8")) }] as const;
  });
  const bundle: Bundle = {
    modules: new Map(modules),
    broken: new Set(),
    diagnostics: [],
    willEnd: false,
    remove: () => {},
  };
  const evaluation = await evaluate(root, bundle, paths, (file) => readFileSync(file, "utf8"), { maxWait });
  const shown = evaluation.diagnostics.map(({ id, summary, span }) => {
    const place = span ? ` ${span.file.slice(root.length + 1)}:${span.start.line}` : "";
    return `${id}: ${summary}${place}`;
  });
  return { shown, loaded: evaluation.modules.map(({ file }) => file.slice(root.length + 1)) };
}

test("a wait without end is reported where it is, once, and files that do not need it are loaded", async () => {
  const files = {
    "a.mjs": 'import "./z.mjs";',
    "b.mjs": "export const b = await Promise.resolve(1);",
    "c.mjs": 'import "./z.mjs";',
    "z.mjs": "\nexport const z = await new Promise(() => {});",
  };
  const { shown, loaded } = await run(files, 2000);
  expect(shown).toEqual(["definition/never-ends: this file waits for something that does not happen z.mjs:2"]);
  expect(loaded).toEqual(["b.mjs"]);
});

test("ending the process is refused, even if the refusal is caught", async () => {
  const { exit } = process;
  const { shown, loaded } = await run({
    "a.mjs": "process.exit(3);",
    "b.mjs": "try { process.exit(); } catch {}",
    "c.mjs": "try { process.abort(); } catch {}",
  });
  expect(shown).toEqual([
    expect.stringMatching(/^definition\/ends-process: process\.exit\(3\) was called .* a\.mjs:1$/),
    expect.stringMatching(/^definition\/ends-process: process\.exit\(\) was called .* b\.mjs:1$/),
    expect.stringMatching(/^definition\/ends-process: process\.abort\(\) was called .* c\.mjs:1$/),
  ]);
  expect(loaded).toEqual(["b.mjs", "c.mjs"]);
  expect(process.exit).toBe(exit);
});

test("output goes to standard error and is reported once for each line that prints", async () => {
  const { write } = process.stdout;
  const { shown } = await run({ "a.mjs": "for (let i = 0; i < 2; i++)\n  process.stdout.write('');" });
  expect(shown).toEqual(["definition/prints: this writes to standard output a.mjs:2"]);
  expect(process.stdout.write).toBe(write);
});

test.each([
  ["'boom'", "'boom'"],
  ["null", "null"],
  ["undefined", "undefined"],
  ["Symbol('a')", "Symbol(a)"],
  ["{ toString() { throw 1; } }", "{ toString: [Function: toString] }"],
  ["Object.create(null)", "[Object: null prototype] {}"],
  ["Object.assign(new Error('x'), { message: undefined, stack: 5, name: null })", "Error: "],
])("throwing %s is reported by its text", async (thrown, text) => {
  const { shown } = await run({ "a.mjs": `throw ${thrown};` });
  expect(shown).toEqual([`definition/throws: this threw ${text} a.mjs:1`]);
});

test("evaluations that overlap leave the process as it was", async () => {
  const { exit } = process;
  await Promise.all([run({ "a.mjs": "await 0;" }), run({ "b.mjs": "await 0;" })]);
  expect(process.exit).toBe(exit);
});
