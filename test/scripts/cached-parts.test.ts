import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputChunk } from "rolldown";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeParts } from "../../scripts/cached-parts.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "telltale-parts-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "other.js"), "export const other = 2;\nexport default 3;\n");
  // Runs a part as the program does, without compiled code.
  writeFileSync(
    join(folder, "code-cache.js"),
    `import { readFileSync } from "node:fs";
export function loadPart(name, release, { load, meta, imported }) {
  const script = readFileSync(new URL("parts/" + name + ".js", import.meta.url), "utf8");
  return (0, eval)(script)(load, meta, ...imported);
}
`,
  );
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const padding = `// ${"x".repeat(60_000)}\n`;

/** Writes a chunk, and returns the paths of its parts. */
function split(code: string, options: { readonly isEntry?: boolean } = {}): readonly string[] {
  writeFileSync(join(folder, "chunk.js"), code);
  return writeParts(folder, [{ type: "chunk", fileName: "chunk.js", code, isEntry: false, ...options } as OutputChunk]);
}

/** Runs a module that imports the chunk, and returns what it prints. */
function runModule(text: string): unknown {
  const module = `import * as chunk from "./chunk.js";\n${text}`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", module], {
    cwd: folder,
    encoding: "utf8",
  });
  return JSON.parse(output);
}

test("a module in the place of its code has the same exports, imports, URL and dynamic imports", () => {
  const parts = split(`${padding}import three, { other as two } from "./other.js";
import * as all from "./other.js";
var Sum = class { value = two + three + all.other; };
const here = import.meta.url;
const load = async () => (await import("./other.js")).other;
const isStrict = (function () { return this === undefined; })();
export { Sum as a, here, load, isStrict as b, isStrict };
`);
  expect(parts).toEqual([join(folder, "parts", "chunk.js")]);
  const values = "[new chunk.a().value, chunk.here, await chunk.load(), chunk.b, chunk.isStrict]";
  const url = pathToFileURL(join(folder, "chunk.js")).href;
  expect(runModule(`console.log(JSON.stringify(${values}));`)).toEqual([7, url, 2, true, true]);
});

test("a script is ASCII, and its strings and expressions mean the same", () => {
  const parts = split(`${padding}const texts = ["é…", \`😀\`, "aµ😀".replace(/[µ😀]/gu, "-")]; // “”
export { texts };
`);
  expect(readFileSync(parts[0]!, "utf8")).toMatch(/^[\x00-\x7f]*$/);
  expect(runModule("console.log(JSON.stringify(chunk.texts));")).toEqual(["é…", "😀", "a--"]);
});

test.each([
  ["a backslash precedes a character that is not ASCII", 'const text = "\\é";\nexport { text };\n'],
  ["a tagged template is not ASCII", "const text = String.raw`é`;\nexport { text };\n"],
  ["a name begins with $import", "const $imported = 1;\nexport { $imported };\n"],
])("code that would mean something else is refused: %s", (reason, code) => {
  expect(() => split(`${padding}${code}`)).toThrow(`chunk.js would mean something else in a script: ${reason}`);
});

test.each([
  ["assigned", "let count = 0;\nfunction add() { count = 1; }\nexport { count, add };\n"],
  ["incremented", "let count = 0;\nfunction add() { count++; }\nexport { count, add };\n"],
  ["destructured into", "let count = 0;\nfunction add() { [count] = [1]; }\nexport { count, add };\n"],
])("a module stays one if a variable that it exports is %s later", (_, code) => {
  expect(split(`${padding}${code}`)).toEqual([]);
  expect(runModule("chunk.add(); console.log(chunk.count);")).toBe(1);
});

test("short chunks and entry points stay modules", () => {
  expect(split("export const one = 1;\n")).toEqual([]);
  expect(split(`${padding}const one = 1;\nexport { one };\n`, { isEntry: true })).toEqual([]);
  expect(readFileSync(join(folder, "chunk.js"), "utf8")).toContain("const one = 1;");
});
