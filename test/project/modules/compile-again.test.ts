import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { evaluate } from "../../../src/project/evaluate/evaluate.js";
import { bundle } from "../../../src/project/modules/bundle.js";
import { KeptModules } from "../../../src/project/modules/kept-modules.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { createChoose, createRandom } from "../../routing/random-routing.js";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

/** What each file of a project may contain. The first text is that of the beginning. */
const texts = {
  "systems/values.ts": [
    "export const limit: number = 1;",
    "export const limit: number = 2;",
    "// Moved down.\nexport const limit: number = 2;",
    "export const limit = 1, extra = 2;",
    "export enum Size { Small = 1, Large = 20 }\nexport const limit = Size.Large;",
    "export enum Size { Small = 3, Large = 30 }\nexport const limit = Size.Small;",
    "export const Size = { Small: 5, Large: 50 };\nexport const limit = Size.Large;",
    'export { limit } from "./others.js";',
    'export * from "./others.js";',
    'import { limit as other } from "./others.js";\nexport { other as limit };',
    'import { missing } from "./others.js";\nexport const limit = missing;',
    'import limits, { warm } from "./limits.json";\nexport const limit = limits.warm + warm;',
    "export const limit = ;",
    "export const other = 1;",
    "throw new Error('not today');\nexport const limit = 1;",
    undefined,
  ],
  "systems/others.ts": [
    'export const limit = 7, other = "o";',
    'export const limit = 8, other = "p";',
    'import { limit as first } from "./values.js";\nexport const limit = 9, other = () => first;',
  ],
  "systems/limits.json": ['{ "warm": 1 }', '{ "warm": 2 }', '{ "hot": 1 }', "{"],
  "systems/all.ts": [
    'export * from "./values.js";\nexport const own = 1;',
    'export { limit } from "./values.js";\nexport const own = 2;',
    'import { limit } from "./values.js";\nexport { limit };\nexport const own = limit;',
    'import { limit } from "./others.js";\nexport { limit };\nexport const own = limit;',
  ],
  "alerts/first.ts": [
    'import { limit } from "../systems/values.js";\nexport const first = limit + 1;',
    'import { limit } from "../systems/all.js";\nexport const first = limit + 2;',
    'import { own, limit } from "../systems/all.js";\nexport const first = own + limit;',
    'import * as all from "../systems/values.js";\nexport const first = Object.keys(all).join();',
    'import { Size } from "../systems/values.js";\nexport const first = Size.Large;',
    'import { other } from "../systems/others.js";\nexport default other;',
    'export type First = import("../systems/values.js").Unknown;\nexport const first = 4;',
  ],
  "alerts/second.ts": [
    'import * as first from "./first.js";\nexport const second = Object.values(first);',
    'import { first } from "./first.js";\nexport const second = [first];',
    'import { first } from "./first";\nimport { limit } from "../systems/values";\nexport const second = [first, limit];',
  ],
};

const entries = ["alerts/first.ts", "alerts/second.ts"];

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** What the entries export, and what is wrong. */
async function load(root: string, kept: KeptModules) {
  const files = entries.map((name) => join(root, name));
  const compiled = await bundle({ root, subject: "definitions", entries: files }, readIfThere, kept);
  const { modules, diagnostics } = await evaluate(root, compiled, files, readIfThere, { kept });
  compiled.remove(false);
  const found = [...compiled.diagnostics, ...diagnostics];
  if (found.length > 0) kept.reset();
  const described = {
    exports: modules.map(({ file, exports }) => [file, exports]),
    // The bundler reports in any order.
    found: found.map(({ id, summary, span }) => JSON.stringify([id, summary, span])).sort(),
    sources: [...compiled.modules.keys()].sort(),
  };
  // Under Vitest, a stack names the folder of the compiled module before the source.
  const text = JSON.stringify(described).replaceAll(/[^"]*\/(?:run|kept)-\d+\/file:/g, "");
  return JSON.parse(text.replaceAll(root, ""));
}

function first(): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, [text]]) => [path, text!]));
}

test("after random edits, the modules export and fail as those that are compiled all at once", async () => {
  const choose = createChoose(createRandom(seed));
  const root = temporaryFolder({ "package.json": '{ "type": "module" }', ...first() });
  const kept = new KeptModules();
  const history: unknown[] = [];
  for (let round = 0; round < rounds(60); round++) {
    const path = choose(Object.keys(texts) as (keyof typeof texts)[]);
    const text = choose(texts[path]);
    history.push([path, text]);
    if (text === undefined) rmSync(join(root, path), { force: true });
    else writeFiles(root, { [path]: text });
    // What is written at the very time of a compilation is not trusted, and the clock of files is coarse.
    await setTimeout(15);
    const fresh = new KeptModules();
    const [again, whole] = [await load(root, kept), await load(root, fresh)];
    fresh.close();
    expect(again, JSON.stringify(history)).toEqual(whole);
  }
  kept.close();
});

test("only the module that changed is compiled", async () => {
  const second = texts["alerts/second.ts"][1]!;
  const root = temporaryFolder({ "package.json": '{ "type": "module" }', ...first(), "alerts/second.ts": second });
  const kept = new KeptModules();
  await setTimeout(15);
  await load(root, kept);
  const before = kept.before!.compiled.modules;
  expect(before.map(({ file }) => file.slice(root.length + 1)).sort()).toEqual([...entries, "systems/values.ts"]);
  writeFiles(root, { "systems/values.ts": texts["systems/values.ts"][1]! });
  const { exports } = await load(root, kept);
  expect(exports).toEqual([
    ["/alerts/first.ts", { first: 3 }],
    ["/alerts/second.ts", { second: [3] }],
  ]);
  const after = kept.before!.compiled.modules;
  expect(after.filter((module, index) => module !== before[index]).map(({ file }) => file)).toEqual([
    join(root, "systems/values.ts"),
  ]);
  kept.close();
});

test("a value of an enum, which the bundler copies, is not kept", async () => {
  const values = (text: string) => ({ "systems/values.ts": text });
  const root = temporaryFolder({
    ...{ "package.json": '{ "type": "module" }', ...first() },
    ...values("export enum Size { Large = 20 }"),
    "alerts/first.ts": 'import { Size } from "../systems/values.js";\nexport const first = Size.Large;',
    "alerts/second.ts": 'import { Size } from "../systems/values.js";\nexport const second = [Size];',
  });
  const kept = new KeptModules();
  await setTimeout(15);
  await load(root, kept);
  writeFiles(root, values("export const Size = { Large: 50 };"));
  const { exports } = await load(root, kept);
  expect(exports[0]).toMatchObject(["/alerts/first.ts", { first: 50 }]);
  kept.close();
});
