import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundle } from "../../../src/project/modules/bundle.js";
import { createChoose, createRandom } from "../../routing/random-routing.js";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

const definitions = {
  "node_modules/.keep": "",
  "package.json": '{ "type": "module" }',
  "systems/a.ts":
    'import { name } from "./name";\nimport limits from "./limits.json";\nexport const a: string = name + limits.warm;',
  "systems/name.ts": 'export const name = "a";',
  "systems/limits.json": '{ "warm": 1 }',
};

/** Compiles as a new process would. */
async function compile(root: string, entries = ["systems/a.ts"], haveEnded = true) {
  const paths = entries.map((name) => join(root, name));
  // What is written at the very time of a compilation is not trusted, and the clock of files is coarse.
  await setTimeout(20);
  const read = (file: string) => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
  const compiled = await bundle({ root, subject: "definitions", entries: paths }, read);
  const modules = [...compiled.modules.values()].map(({ file, url, imports }) => ({
    ...{ file: file.slice(root.length + 1), imports: imports.map((one) => one.slice(root.length + 1)) },
    code: readFileSync(fileURLToPath(url), "utf8"),
  }));
  const [first] = compiled.modules.values();
  compiled.remove(haveEnded);
  const { diagnostics, willEnd } = compiled;
  return { modules, folder: first?.url.split("/").at(-2) ?? "", diagnostics, willEnd };
}

function cacheOf(root: string): readonly string[] {
  return readdirSync(join(root, "node_modules", ".cache", "telltale")).sort();
}

/** True if the next compilation uses what an earlier one left. */
async function isKept(root: string, entries?: string[]): Promise<boolean> {
  const { folder } = await compile(root, entries);
  return folder.startsWith("modules-");
}

test("modules are compiled once, for all processes, until a source changes", async () => {
  const root = temporaryFolder(definitions);
  const first = await compile(root);
  const second = await compile(root);
  expect(second.modules).toEqual(first.modules);
  expect(second.folder).toMatch(/^modules-/);
  writeFiles(root, { "systems/name.ts": 'export const name = "b";' });
  const changed = await compile(root);
  expect(changed.modules.map(({ code }) => code).join()).toContain('"b"');
  writeFiles(root, { "systems/limits.json": '{ "warm": 2 }' });
  expect(await isKept(root)).toBe(false);
  expect(await isKept(root)).toBe(true);
});

test("modules that an earlier process ran to their end will end again, unless more than their text decides that", async () => {
  const ended = temporaryFolder(definitions);
  expect((await compile(ended)).willEnd).toBe(false);
  expect((await compile(ended)).willEnd).toBe(true);
  const stopped = temporaryFolder(definitions);
  await compile(stopped, undefined, false);
  expect((await compile(stopped)).willEnd).toBe(false);
  const timed = temporaryFolder({ ...definitions, "systems/name.ts": "export const name = `${Date.now()}`;" });
  await compile(timed);
  expect((await compile(timed)).willEnd).toBe(false);
});

test("this process compiles again what it has imported, because Node would not run it again", async () => {
  const root = temporaryFolder(definitions);
  await compile(root);
  expect(await isKept(root)).toBe(true);
  expect(await isKept(root)).toBe(false);
});

test("a new folder is noticed if an import could refer to it", async () => {
  const root = temporaryFolder(definitions);
  await compile(root);
  writeFiles(root, { "systems/generated/prod/alertmanager.yml": "" });
  expect(await isKept(root)).toBe(true);
  await compile(root);
  writeFiles(root, { "systems/name/index.ts": 'export const name = "b";' });
  expect(await isKept(root)).toBe(false);
});

test("a new file to which an import then refers is noticed", async () => {
  const root = temporaryFolder(definitions);
  await compile(root);
  writeFiles(root, { "systems/name.tsx": 'export const name = "other";' });
  const files = (await compile(root)).modules.map(({ file }) => file);
  rmSync(join(root, "node_modules", ".cache"), { recursive: true });
  expect(files).toEqual((await compile(root)).modules.map(({ file }) => file));
});

const unkept: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an import by an alias": {
    "tsconfig.json": '{ "compilerOptions": { "paths": { "@name": ["./systems/name.ts"] } } }',
    "systems/a.ts": 'import { name } from "@name"; export const a = name;',
  },
  "a package that may be updated": {
    "node_modules/one/package.json": '{ "name": "one", "type": "module", "exports": "./one.js" }',
    "node_modules/one/one.js": "export const one = 1;",
    "systems/a.ts": 'import { one } from "one"; export const a = one;',
  },
  "a configuration that extends one that is not there": { "tsconfig.json": '{ "extends": "./base.json" }' },
  "a configuration that extends a package that is not there": { "tsconfig.json": '{ "extends": "@base/config" }' },
  "a syntax error": { "systems/name.ts": "export const name = ;" },
  "no node_modules": {},
};

test.each(Object.entries(unkept))("modules are not kept with %s", async (reason, files) => {
  const root = temporaryFolder({ ...definitions, ...files });
  if (reason === "no node_modules") rmSync(join(root, "node_modules"), { recursive: true });
  await compile(root);
  expect(await isKept(root)).toBe(false);
});

/** A configuration that extends another, the path of that one, and a text that changes what it says. */
const extended = {
  "a file": ["./base", "base.json"],
  "a file of a list": [["./base.json"], "base.json"],
  "a package": ["@base/config", "node_modules/@base/config/tsconfig.json"],
  "a file of a package": ["@base/config/strict.json", "node_modules/@base/config/strict.json"],
} as const;

test.each(Object.entries(extended))(
  "modules are kept with a configuration that extends %s, until that changes",
  async (_, [name, path]) => {
    const files = { "tsconfig.json": JSON.stringify({ extends: name }), [path]: "{}" };
    const root = temporaryFolder({ ...definitions, "node_modules/@base/config/package.json": "{}", ...files });
    await compile(root);
    expect(await isKept(root)).toBe(true);
    writeFiles(root, { [path]: '{ "compilerOptions": { "strict": true } }' });
    expect(await isKept(root)).toBe(false);
  },
);

test("modules that import parts of Node are kept", async () => {
  const root = temporaryFolder({ ...definitions, "systems/name.ts": 'export { sep as name } from "node:path";' });
  await compile(root);
  expect(await isKept(root)).toBe(true);
});

test.each(["", "{", "[]", "null", '{"compiler":"other"}'])("an index that reads %j is ignored", async (text) => {
  const root = temporaryFolder(definitions);
  const { modules } = await compile(root);
  const index = cacheOf(root).find((name) => name.endsWith(".json"))!;
  writeFileSync(join(root, "node_modules", ".cache", "telltale", index), text);
  expect((await compile(root)).modules).toEqual(modules);
});

test("a folder that misses a module is not used", async () => {
  const root = temporaryFolder(definitions);
  const { modules } = await compile(root);
  const cache = join(root, "node_modules", ".cache", "telltale");
  const folder = cacheOf(root).find((name) => name.startsWith("modules-"))!;
  rmSync(join(cache, folder, readdirSync(join(cache, folder))[0]!));
  expect((await compile(root)).modules).toEqual(modules);
});

test("the cache does not grow: two folders are left, for processes that still read from the one before", async () => {
  const root = temporaryFolder(definitions);
  for (let version = 0; version < 5; version++) {
    writeFiles(root, { "systems/name.ts": `export const name = "${version}";` });
    await compile(root);
  }
  const names = cacheOf(root);
  expect(names.filter((name) => name.startsWith("modules-"))).toHaveLength(2);
  expect(names).toHaveLength(3);
});

test("after random edits, the modules are those that a compilation without a cache gives", async () => {
  const choose = createChoose(createRandom(7));
  const root = temporaryFolder(definitions);
  const bare = temporaryFolder(definitions);
  const files = [
    "systems/name.ts",
    "systems/name.tsx",
    "systems/name/index.ts",
    "systems/limits.json",
    "tsconfig.json",
  ];
  for (let round = 0; round < 25; round++) {
    const file = choose(files);
    const text = choose(["1", "2", '"x"', undefined]);
    const content = file.endsWith(".json") ? `{ "warm": ${text} }` : `export const name: unknown = ${text};`;
    for (const folder of [root, bare]) {
      if (text === undefined) rmSync(join(folder, file), { force: true });
      else writeFiles(folder, { [file]: content });
    }
    rmSync(join(bare, "node_modules", ".cache"), { recursive: true, force: true });
    const [cached, fresh] = [await compile(root), await compile(bare)];
    const inRoot = (texts: unknown) => JSON.parse(JSON.stringify(texts).replaceAll(/sourceMappingURL=[^"\\]*/g, ""));
    expect(inRoot(cached.modules)).toEqual(inRoot(fresh.modules));
    expect(cached.diagnostics.map(({ summary }) => summary)).toEqual(fresh.diagnostics.map(({ summary }) => summary));
  }
});
