import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { goGlob } from "../../../src/project/files/go-glob.js";
import { temporaryFolder } from "../temporary-folder.js";

const names = [
  "a.yml",
  "b.yml",
  ".hidden.yml",
  "c.txt",
  "[d].yml",
  "é.yml",
  "sub/a.yml",
  "sub/deep/a.yml",
  "other/a.yml",
];

function matched(pattern: string): readonly string[] | string {
  const folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, ""])));
  const found = goGlob(pattern.replace("FOLDER", folder), folder);
  return "paths" in found ? found.paths.map((path) => path.replace(`${folder}/`, "")) : "malformed";
}

describe("filepath.Glob of Go", () => {
  test.each<[string, readonly string[] | string]>([
    ["a.yml", ["a.yml"]],
    ["./a.yml", ["a.yml"]],
    ["sub/../a.yml", ["a.yml"]],
    ["nope.yml", []],
    ["", []],
    ["*.yml", [".hidden.yml", "[d].yml", "a.yml", "b.yml", "é.yml"]],
    ["?.yml", ["a.yml", "b.yml", "é.yml"]],
    ["[a-b].yml", ["a.yml", "b.yml"]],
    ["[^a].yml", ["b.yml", "é.yml"]],
    ["[!a].yml", ["a.yml"]],
    ["\\[d\\].yml", ["[d].yml"]],
    ["*/a.yml", ["other/a.yml", "sub/a.yml"]],
    ["**/a.yml", ["other/a.yml", "sub/a.yml"]],
    ["s*/d*/*", ["sub/deep/a.yml"]],
    ["{a,b}.yml", []],
    ["sub", ["sub"]],
    ["a.yml/*", []],
    ["FOLDER/[ab].yml", ["a.yml", "b.yml"]],
    ["[a", "malformed"],
    ["[]a]", "malformed"],
    ["[-]", "malformed"],
    ["[a-]", "malformed"],
    ["a\\", "malformed"],
    ["nope/[a", "malformed"],
  ])("%s", (pattern, expected) => {
    expect(matched(pattern)).toEqual(expected);
  });

  test("matching time is bounded", () => {
    const folder = temporaryFolder({ [`${"a".repeat(200)}`]: "" });
    const began = performance.now();
    expect(goGlob(`${"*a".repeat(100)}b`, folder)).toEqual({ paths: [] });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("follows links, and skips folders that cannot be read", () => {
    const folder = temporaryFolder({ "sub/a.yml": "" });
    symlinkSync(join(folder, "sub"), join(folder, "linked"));
    symlinkSync(join(folder, "nowhere"), join(folder, "broken"));
    mkdirSync(join(folder, "closed"));
    chmodSync(join(folder, "closed"), 0);
    expect(goGlob("*/a.yml", folder)).toEqual({ paths: ["linked/a.yml", "sub/a.yml"] });
    chmodSync(join(folder, "closed"), 0o700);
  });
});
