import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeText, readFiles } from "../../../src/project/files/read-files.js";
import { temporaryFolder } from "../temporary-folder.js";

const estate = {
  "rules/a.yml": "a",
  "rules/deep/b.yaml": "b",
  "rules/notes.txt": "n",
  "rules/.hidden/c.yml": "c",
  "rules/node_modules/d.yml": "d",
  "dashboards/e.json": "e",
};

function pathsOf(names: readonly string[], cwd = temporaryFolder(estate)) {
  return readFiles(names, cwd).files.map(({ path }) => path);
}

describe("files given by name, pattern or folder", () => {
  test("a name may have any extension", () => {
    const { files, diagnostics } = readFiles(["rules/notes.txt"], temporaryFolder(estate));
    expect(files).toEqual([{ path: "rules/notes.txt", text: "n" }]);
    expect(diagnostics).toEqual([]);
  });

  test("a folder stands for its YAML and JSON files", () => {
    expect(pathsOf(["rules", "."])).toEqual(["rules/a.yml", "rules/deep/b.yaml", "dashboards/e.json"]);
  });

  test("a pattern stands for the files it matches, each once", () => {
    expect(pathsOf(["rules/**/*.{yml,yaml}", "rules/a.yml"])).toEqual(["rules/a.yml", "rules/deep/b.yaml"]);
    expect(pathsOf(["**/*.json"])).toEqual(["dashboards/e.json"]);
    expect(pathsOf(["./rules/*"])).toEqual(["rules/a.yml", "rules/notes.txt"]);
  });

  test("paths are relative to the working folder", () => {
    const cwd = temporaryFolder({ ...estate, "here/x.yml": "x" });
    expect(pathsOf(["../rules/*.yml", `${cwd}/here/*.yml`], join(cwd, "here"))).toEqual(["../rules/a.yml", "x.yml"]);
  });

  test("a name or pattern without files is an error", () => {
    const { diagnostics } = readFiles(["nope.yml", "nope/*.yml"], temporaryFolder(estate));
    expect(diagnostics.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([
      'files/not-found: file "nope.yml" not found',
      'files/not-found: no file matches "nope/*.yml"',
    ]);
  });

  test("binary files are an error", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "binary.yml"), Buffer.from([0xff, 0xfe, 0x00]));
    expect(readFiles(["binary.yml"], cwd)).toMatchObject({
      files: [],
      diagnostics: [{ id: "files/unreadable" }],
    });
    expect(decodeText("x", Buffer.from("ü"))).toEqual({ text: "ü" });
  });

  test("links that form a cycle are not followed", () => {
    const cwd = temporaryFolder(estate);
    mkdirSync(join(cwd, "loop"));
    symlinkSync("..", join(cwd, "loop/up"));
    expect(pathsOf(["**/*.json"], cwd)).toEqual(["dashboards/e.json"]);
  });
});
