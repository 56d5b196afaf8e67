import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeOutside, readOutsideFiles } from "../../../src/project/files/outside-files.js";
import { temporaryFolder } from "../temporary-folder.js";

const estate = {
  "rules/a.yml": "a",
  "rules/deep/b.yaml": "b",
  "rules/notes.txt": "n",
  "rules/.hidden/c.yml": "c",
  "rules/node_modules/d.yml": "d",
  "dashboards/e.json": "e",
};

function pathsOf(named: readonly string[], cwd = temporaryFolder(estate)) {
  return readOutsideFiles(named, cwd).files.map(({ path }) => path);
}

describe("files from outside", () => {
  test("are named one by one, with whatever ending", () => {
    const { files, diagnostics } = readOutsideFiles(["rules/notes.txt"], temporaryFolder(estate));
    expect(files).toEqual([{ path: "rules/notes.txt", text: "n" }]);
    expect(diagnostics).toEqual([]);
  });

  test("are all YAML and JSON files of a folder", () => {
    expect(pathsOf(["rules", "."])).toEqual(["rules/a.yml", "rules/deep/b.yaml", "dashboards/e.json"]);
  });

  test("are what a pattern matches, each once", () => {
    expect(pathsOf(["rules/**/*.{yml,yaml}", "rules/a.yml"])).toEqual(["rules/a.yml", "rules/deep/b.yaml"]);
    expect(pathsOf(["**/*.json"])).toEqual(["dashboards/e.json"]);
    expect(pathsOf(["./rules/*"])).toEqual(["rules/a.yml", "rules/notes.txt"]);
  });

  test("are found from another folder, too", () => {
    const cwd = temporaryFolder({ ...estate, "here/x.yml": "x" });
    expect(pathsOf(["../rules/*.yml", `${cwd}/here/*.yml`], join(cwd, "here"))).toEqual(["../rules/a.yml", "x.yml"]);
  });

  test("must be there: nothing to look at is no success", () => {
    const { diagnostics } = readOutsideFiles(["nope.yml", "nope/*.yml"], temporaryFolder(estate));
    expect(diagnostics.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([
      'files/not-found: there is no file "nope.yml"',
      'files/not-found: no file matches "nope/*.yml"',
    ]);
  });

  test("must be text", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "binary.yml"), Buffer.from([0xff, 0xfe, 0x00]));
    expect(readOutsideFiles(["binary.yml"], cwd)).toMatchObject({
      files: [],
      diagnostics: [{ id: "files/unreadable" }],
    });
    expect(decodeOutside("x", Buffer.from("ü"))).toEqual({ text: "ü" });
  });

  test("may lie beside links that lead in circles", () => {
    const cwd = temporaryFolder(estate);
    mkdirSync(join(cwd, "loop"));
    symlinkSync("..", join(cwd, "loop/up"));
    expect(pathsOf(["**/*.json"], cwd)).toEqual(["dashboards/e.json"]);
  });
});
