import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findViolations, roomOf } from "./architecture/find-violations.js";
import { readImports } from "./architecture/read-imports.js";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** The rooms of `src/`, from the ground up: a file may import from its own room and from those before it. */
const rooms = [
  ..."package-folder user-cache-folder code-cache diagnostics regexp promql yaml gotemplate relabel logql traceql handlebars model source panels formats routing library compile".split(
    " ",
  ),
  ..."check simulate mutate project sync testing cli index imported-files.d".split(" "),
];

const files = new Map(
  readdirSync(join(repository, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [`src/${name}`, readFileSync(join(repository, "src", name), "utf8")]),
);

const imports = readImports(files);

test("every room of src/ has its place in the order", () => {
  const unplaced = new Set([...files.keys()].map(roomOf).filter((room) => !rooms.includes(room)));
  expect([...unplaced]).toEqual([]);
});

test("no file imports from a room above its own, and none in a circle", () => {
  expect(findViolations(imports, rooms)).toEqual([]);
});

/** Folders that may hold more files than one takes in at a glance, and why. */
const largeFolders: Readonly<Record<string, string>> = {
  "src/check/alertmanager": "one check a file, named after its id",
  "src/check/promql": "one check a file, named after its id",
  "src/check/dashboard": "one check a file, named after its id",
  "src/cli/commands": "one command a file, named after it",
};

test("no folder holds more than sixteen files side by side without a reason, no file more than 400 lines", () => {
  const counts = new Map<string, number>();
  for (const file of files.keys()) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const crowded = [...counts].filter(([folder, count]) => count > 16 && largeFolders[folder] === undefined);
  expect(crowded.map(([folder, count]) => `${folder}: ${count} files`)).toEqual([]);
  const long = [...files].filter(([, text]) => text.split("\n").length > 401);
  expect(long.map(([file]) => file)).toEqual([]);
});

describe("a planted violation is found", () => {
  const planted = (...sources: readonly (readonly [string, string])[]) =>
    findViolations([...imports, ...readImports(new Map(sources), files.keys())], rooms).filter((violation) =>
      violation.includes("planted"),
    );

  test("an upward import", () => {
    const text = 'import { roof } from "../cli/planted.js";\n';
    expect(planted(["src/model/planted.ts", text], ["src/cli/planted.ts", ""])).toEqual([
      "upward import: src/model/planted.ts:1 (model) imports src/cli/planted.ts (cli)",
    ]);
  });

  test("an upward import of types alone", () => {
    const text = '\nexport type Roof = import("../cli/planted.js").Roof;\n';
    expect(planted(["src/model/planted.ts", text], ["src/cli/planted.ts", ""])).toEqual([
      "upward import: src/model/planted.ts:2 (model) imports src/cli/planted.ts (cli)",
    ]);
  });

  test("a circle at run time, through a dynamic import too", () => {
    const one = 'import { other } from "./planted-other.js";\n';
    const other = 'export const other = () => import("./planted.js");\n';
    expect(planted(["src/model/planted.ts", one], ["src/model/planted-other.ts", other])).toEqual([
      "circle at run time: src/model/planted.ts:1 → src/model/planted-other.ts, src/model/planted-other.ts:1 → src/model/planted.ts",
    ]);
  });

  test("a circle of types between folders, and not within one", () => {
    const one = 'import type { Other } from "./inner/planted.js";\n';
    const other = 'import { type One } from "../planted.js";\n';
    expect(planted(["src/model/planted.ts", one], ["src/model/inner/planted.ts", other])).toEqual([
      "circle of types between folders: src/model/planted.ts:1 → src/model/inner/planted.ts, src/model/inner/planted.ts:1 → src/model/planted.ts",
    ]);
    const sibling = 'import type { One } from "./planted.js";\n';
    const beside = 'import type { Other } from "./planted-other.js";\n';
    expect(planted(["src/model/planted.ts", beside], ["src/model/planted-other.ts", sibling])).toEqual([]);
  });
});
